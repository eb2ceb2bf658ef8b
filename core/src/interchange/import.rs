//! Services of a directory as programmes.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::areas::{Area, Table};
use super::ledger::{Ledger, Path};
use super::{NotCovered, fields, service};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::problems::DocumentError;
use crate::tree::{self, Kind, Node, Source, Span};

/// What to make of a service's free text on who it is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FreeText {
    /// A criterion that somebody must judge, so that nobody is eligible on a part of the rules.
    #[default]
    Asked,
    /// The programme's `source`, which decides nothing.
    Noted,
}

/// How services are imported.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct ImportOptions {
    /// What the directory's areas are called in documents that are there already. An area that is not in the table is
    /// asked about by a fact of its own.
    pub areas: Vec<Area>,
    /// The facts that other documents of the catalogue declare: the vocabulary leaves them out.
    pub declared: Vec<String>,
    /// What to make of `eligibility_description`.
    pub eligibility_description: FreeText,
}

/// A service as the documents of one programme, and what of it they do not say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Imported {
    /// The programme, as the JSON of a document.
    pub programme: Value,
    /// The vocabulary it needs, as the JSON of a document.
    pub vocabulary: Value,
    /// The areas that its conditions ask about: the table that an export of it needs.
    pub areas: Vec<Area>,
    /// What the service says and the programme does not, in the service's order.
    pub not_covered: Vec<NotCovered>,
}

impl Imported {
    /// The programme's id: the service's.
    #[must_use]
    pub fn id(&self) -> &str {
        self.programme.get("programme").and_then(Value::as_str).unwrap_or_default()
    }

    /// The documents as names and texts, for [`Catalogue::parse`](crate::Catalogue::parse).
    #[must_use]
    pub fn documents(&self) -> Vec<(String, String)> {
        // Of the service's own name, so that several services' documents can stand together.
        let vocabulary = (format!("{}_vocabulary.json", self.id()), self.vocabulary.to_string());
        vec![vocabulary, (format!("{}.json", self.id()), self.programme.to_string())]
    }
}

/// A service that cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Rejected {
    /// Where it stands: `contents[2]`.
    pub path: String,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Services of a directory, and what could not be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ImportedServices {
    /// The services, in order.
    pub services: Vec<Imported>,
    /// Those that cannot be imported, and why.
    pub rejected: Vec<Rejected>,
    /// What the page says beside its services.
    pub not_covered: Vec<NotCovered>,
}

impl ImportedServices {
    /// The documents as names and texts, for [`Catalogue::parse`](crate::Catalogue::parse): one vocabulary and all
    /// programmes.
    #[must_use]
    pub fn documents(&self) -> Vec<(String, String)> {
        // A fact of one name is one fact in all of them: its name is made from all that it says.
        let all = self.services.iter().filter_map(|service| service.vocabulary.get("facts")?.as_object());
        let facts: Map<String, Value> = all.flatten().map(|(name, fact)| (name.clone(), fact.clone())).collect();
        let vocabulary = ("open_referral.json".to_owned(), service::vocabulary(facts).to_string());
        let programmes =
            self.services.iter().map(|service| (format!("{}.json", service.id()), service.programme.to_string()));
        std::iter::once(vocabulary).chain(programmes).collect()
    }
}

/// Imports one service of an Open Referral directory (HSDS 3, or its UK profile), as `GET /services/{id}` gives it.
///
/// Ages, areas and required documents become a programme's criteria and advice; every other field that says something
/// is in [`Imported::not_covered`]. The same service always gives the same documents.
///
/// ```
/// use doorstep::{Catalogue, ImportOptions, Plain, import_service};
///
/// let service = r#"{
///     "id": "5c2f0a3e-6f0e-4a9d-8a43-0d7a1f6f2b11", "name": "First Steps into Work", "status": "active",
///     "minimum_age": 16, "maximum_age": 24, "wait_time": "About two weeks"
/// }"#;
/// let imported = import_service(service, &ImportOptions::default())?;
/// assert_eq!(imported.not_covered[0].path, "wait_time");
///
/// let catalogue = Catalogue::parse(imported.documents())?;
/// let facts = Plain::from_json(r#"{"date_of_birth": "1997-04-01"}"#)?;
/// let as_at = doorstep::parse_date("2022-03-31").unwrap();
/// let screening = catalogue.screen(&facts, as_at)?;
/// assert_eq!(screening.decision(imported.id()).unwrap().status().as_str(), "eligible");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`DocumentError`] with every problem of the service and its path; also if there is not exactly one service, or the
/// table of areas cannot be read.
pub fn import_service(json: &str, options: &ImportOptions) -> Result<Imported, DocumentError> {
    let source = Source::new("", json);
    let mut imported = import(&source, options)?;
    if !imported.rejected.is_empty() {
        let diagnostics = imported.rejected.into_iter().flat_map(|rejected| rejected.diagnostics);
        return Err(DocumentError { diagnostics: diagnostics.collect() });
    }
    let count = imported.services.len();
    match imported.services.pop() {
        Some(mut service) if count == 1 => {
            service.not_covered.append(&mut imported.not_covered);
            Ok(service)
        }
        _ => {
            let message = format!("one service belongs here, and there are {count}");
            Err(not_a_service(&source, Span::START, &message, "use `import_services` for a list or a page"))
        }
    }
}

/// Imports the services of an Open Referral directory: a page of them (`{"contents": […]}`), a list, or one.
///
/// A service that is not well made is in [`ImportedServices::rejected`], and the others are imported all the same.
///
/// # Errors
/// [`DocumentError`] if the JSON cannot be read or holds no services, or the table of areas cannot be read.
pub fn import_services(json: &str, options: &ImportOptions) -> Result<ImportedServices, DocumentError> {
    import(&Source::new("", json), options)
}

fn import(source: &Source, options: &ImportOptions) -> Result<ImportedServices, DocumentError> {
    let table = Table::new(&options.areas)?;
    let mut diagnostics = Diagnostics::default();
    let root = tree::read_json(source, &mut diagnostics).filter(|_| !diagnostics.has_errors());
    let Some(root) = root else { return Err(DocumentError { diagnostics: diagnostics.into_sorted() }) };
    let (found, not_covered) = services(&root, source)?;
    let mut imported = ImportedServices { services: Vec::new(), rejected: Vec::new(), not_covered };
    let mut seen: IndexMap<String, Path> = IndexMap::new();
    for (path, node, is_listed) in found {
        let known = service::Known { source, table: &table, options, is_listed };
        let read = known.read(node, &path).and_then(|service| match seen.get(service.id()) {
            None => Ok(service),
            Some(first) => {
                let message = format!("`{path}`: the service at `{first}` has the same id");
                let mut diagnostics = Diagnostics::default();
                diagnostics.report(Code::DuplicateId, source, node.span, message, "give each service an id of its own");
                Err(diagnostics.into_sorted())
            }
        });
        match read {
            Ok(service) => {
                seen.insert(service.id().to_owned(), path);
                imported.services.push(service);
            }
            Err(diagnostics) => imported.rejected.push(Rejected { path: path.to_string(), diagnostics }),
        }
    }
    Ok(imported)
}

/// The services, where each stands and whether it is one of a page, and what else the page says.
type Found<'n> = (Vec<(Path, &'n Node, bool)>, Vec<NotCovered>);

fn services<'n>(root: &'n Node, source: &Source) -> Result<Found<'n>, DocumentError> {
    let top = Path::default();
    let numbered = |items: &'n [Node], path: &Path| {
        items.iter().enumerate().map(|(at, item)| (path.item(at), item, true)).collect::<Vec<_>>()
    };
    let entries = match &root.kind {
        Kind::List(items) => return Ok((numbered(items, &top), Vec::new())),
        Kind::Map(entries) => entries,
        _ => {
            let message = format!("a service belongs here, and this is {}", root.noun());
            return Err(not_a_service(source, root.span, &message, SERVICE_HELP));
        }
    };
    if let Some(contents) = entries.iter().find(|entry| entry.key == "contents") {
        let path = top.key("contents");
        let Kind::List(items) = &contents.value.kind else {
            let message = format!("`contents`: a list of services belongs here, and this is {}", contents.value.noun());
            return Err(not_a_service(source, contents.value.span, &message, SERVICE_HELP));
        };
        let mut ledger = Ledger::default();
        ledger.used(&path);
        return Ok((numbered(items, &path), ledger.rest(root, &top, &|_| fields::OF_PAGE.to_owned())));
    }
    if !entries.iter().any(|entry| matches!(entry.key.as_str(), "id" | "name" | "status")) {
        let message = "this has neither `id`, `name` and `status`, as a service has, nor `contents`, as a page has";
        return Err(not_a_service(source, root.span, message, SERVICE_HELP));
    }
    Ok((vec![(top, root, false)], Vec::new()))
}

const SERVICE_HELP: &str = "give what `GET /services/{id}` or `GET /services` gives, or a list of services";

fn not_a_service(source: &Source, span: Span, message: &str, help: &str) -> DocumentError {
    let mut diagnostics = Diagnostics::default();
    diagnostics.report(Code::NotAService, source, span, message, help);
    DocumentError { diagnostics: diagnostics.into_sorted() }
}
