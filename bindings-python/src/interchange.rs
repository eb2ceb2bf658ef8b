//! Services of Open Referral directories, in and out.

use doorstep::{Area, Date, ExportOptions, FreeText, ImportOptions};
use indexmap::IndexMap;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyString;
use serde::de::DeserializeOwned;

use crate::convert::Fields;
use crate::problems::{Diagnostic, document_error};
use crate::shown::{Shown, shown};

/// Imports one service of an Open Referral directory (HSDS 3, or its UK profile), as `GET /services/{id}` gives it.
///
/// `service` is JSON text or what `json.loads` makes of it. Ages, areas and required documents become a programme's
/// criteria and advice; every other field that says something is in `not_covered`. The same service always gives the
/// same documents.
///
/// `areas` says what the directory's areas are called in documents that are there already: mappings with `when`, `name`
/// and perhaps `uri`; an area that is not among them is asked about by a fact of its own. `declared` are the facts that
/// other documents of the catalogue declare, and that the vocabulary then leaves out. `eligibility_description` is free
/// text on who the service is for: `asked` makes a criterion of it that somebody must judge, `noted` the programme's
/// source, which decides nothing.
///
/// Raises `DocumentError` with every problem of the service.
///
/// >>> service = {"id": "first_steps", "name": "First Steps into Work", "status": "active", "minimum_age": 16,
/// ...     "maximum_age": 24, "wait_time": "About two weeks"}
/// >>> imported = ds.import_service(service)
/// >>> [entry.path for entry in imported.not_covered]
/// ['wait_time']
/// >>> steps = ds.Catalogue.parse(imported.documents)
/// >>> steps.screen({"date_of_birth": "1997-04-01"}, "2022-04-01")[imported.id].status
/// 'not_eligible'
#[pyfunction]
#[pyo3(signature = (
    service: "str | typing.Mapping[str, typing.Any]",
    *,
    areas: "typing.Sequence[typing.Mapping[str, str | None]] | None" = None,
    declared: "typing.Sequence[str] | None" = None,
    eligibility_description: "typing.Literal['asked', 'noted']" = "asked",
))]
pub(crate) fn import_service(
    py: Python<'_>,
    service: &Bound<'_, PyAny>,
    areas: Option<&Bound<'_, PyAny>>,
    declared: Option<Vec<String>>,
    eligibility_description: &str,
) -> PyResult<Imported> {
    let options = import_options(areas, declared, eligibility_description)?;
    let json = json(service)?;
    let imported = py.detach(|| doorstep::import_service(&json, &options));
    imported.map(Imported).map_err(|error| document_error(&error))
}

/// Imports the services of an Open Referral directory: a page of them (`{"contents": […]}`), a list, or one.
///
/// As `import_service`, except that a service that is not well made is in `rejected`, and the others are imported all
/// the same.
///
/// Raises `DocumentError` if there are no services to read.
///
/// >>> page = {"contents": [service, {"id": "nameless", "status": "active"}]}
/// >>> services = ds.import_services(page)
/// >>> services
/// ImportedServices(services=[Imported(id='first_steps')], rejected=[Rejected(path='contents[1]')])
/// >>> ds.Catalogue.parse(services.documents)
/// Catalogue(programmes=['first_steps'])
#[pyfunction]
#[pyo3(signature = (
    services: "str | typing.Mapping[str, typing.Any] | typing.Sequence[typing.Mapping[str, typing.Any]]",
    *,
    areas: "typing.Sequence[typing.Mapping[str, str | None]] | None" = None,
    declared: "typing.Sequence[str] | None" = None,
    eligibility_description: "typing.Literal['asked', 'noted']" = "asked",
))]
pub(crate) fn import_services(
    py: Python<'_>,
    services: &Bound<'_, PyAny>,
    areas: Option<&Bound<'_, PyAny>>,
    declared: Option<Vec<String>>,
    eligibility_description: &str,
) -> PyResult<ImportedServices> {
    let options = import_options(areas, declared, eligibility_description)?;
    let json = json(services)?;
    let imported = py.detach(|| doorstep::import_services(&json, &options));
    imported.map(ImportedServices).map_err(|error| document_error(&error))
}

fn import_options(
    areas: Option<&Bound<'_, PyAny>>,
    declared: Option<Vec<String>>,
    eligibility_description: &str,
) -> PyResult<ImportOptions> {
    let mut options = ImportOptions::default();
    options.areas = read_areas(areas)?;
    options.declared = declared.unwrap_or_default();
    options.eligibility_description = match eligibility_description {
        "asked" => FreeText::Asked,
        "noted" => FreeText::Noted,
        other => {
            let message = format!("eligibility_description is 'asked' or 'noted', and this is {other:?}");
            return Err(PyValueError::new_err(message));
        }
    };
    Ok(options)
}

pub(crate) fn export_options(
    areas: Option<&Bound<'_, PyAny>>,
    area_facts: Option<Vec<String>>,
) -> PyResult<ExportOptions> {
    let mut options = ExportOptions::default();
    options.areas = read_areas(areas)?;
    options.area_facts = area_facts.unwrap_or_default();
    Ok(options)
}

fn read_areas(areas: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<Area>> {
    areas.map_or(Ok(Vec::new()), |areas| read("areas", areas))
}

/// What the core reads from JSON, given as Python has it.
fn read<T: DeserializeOwned>(name: &str, given: &Bound<'_, PyAny>) -> PyResult<T> {
    serde_json::from_str(&json(given)?).map_err(|error| PyValueError::new_err(format!("{name}: {error}")))
}

/// JSON text; what is no text is written as JSON by Python itself.
fn json(given: &Bound<'_, PyAny>) -> PyResult<String> {
    match given.cast::<PyString>() {
        Ok(text) => Ok(text.to_cow()?.into_owned()),
        Err(_) => given.py().import("json")?.call_method1("dumps", (given,))?.extract(),
    }
}

shown! {
    /// A service as the documents of one programme, and what of it they do not say.
    ///
    /// >>> imported
    /// Imported(id='first_steps')
    /// >>> [criterion["when"] for criterion in imported.programme["eligibility"]]
    /// ['age >= 16', 'age < 25']
    class Imported(doorstep::Imported) as "id" {
        /// The programme, as a document.
        programme: Fields<'py>,
        /// The vocabulary it needs, as a document.
        vocabulary: Fields<'py>,
        /// The areas that its conditions ask about: the `areas` that an export of it needs.
        areas: Vec<IndexMap<String, Option<String>>>,
        /// What the service says and the programme does not, in the service's order.
        not_covered: Vec<NotCovered>,
    } and {
        /// The programme's id: the service's.
        #[getter]
        fn id(&self) -> &str {
            self.0.id()
        }

        /// The documents as names and texts, for `Catalogue.parse`.
        ///
        /// >>> list(imported.documents)
        /// ['first_steps_vocabulary.json', 'first_steps.json']
        #[getter]
        fn documents(&self) -> IndexMap<String, String> {
            self.0.documents().into_iter().collect()
        }
    }
}

shown! {
    /// Services of a directory, and what could not be used.
    ///
    /// >>> services.rejected[0].diagnostics[0].message
    /// '`contents[1].name`: this is missing, or says nothing'
    class ImportedServices(doorstep::ImportedServices) as "services", "rejected" {
        /// The services, in order.
        services: Vec<Imported>,
        /// Those that cannot be imported, and why.
        rejected: Vec<Rejected>,
        /// What the page says beside its services.
        not_covered: Vec<NotCovered>,
    } and {
        /// The documents as names and texts, for `Catalogue.parse`: one vocabulary and all programmes.
        #[getter]
        fn documents(&self) -> IndexMap<String, String> {
            self.0.documents().into_iter().collect()
        }
    }
}

shown! {
    /// A service that cannot be imported.
    ///
    /// >>> services.rejected
    /// [Rejected(path='contents[1]')]
    class Rejected(doorstep::Rejected) as "path" {
        /// Where it stands.
        path: String,
        /// What is wrong with it.
        diagnostics: Vec<Diagnostic>,
    }
}

shown! {
    /// A programme as a service of a directory, and what of it the service does not say.
    ///
    /// >>> exported = steps.export_service("first_steps", "2022-04-01")
    /// >>> exported
    /// Exported(programme='first_steps', version=None, as_at=datetime.date(2022, 4, 1))
    class Exported(doorstep::Exported) as "programme", "version", "as_at" {
        /// The programme's id.
        programme: String,
        /// The first day of the version that was exported; None if it has no first day.
        version: Option<Date>,
        /// The day for which the service's status holds.
        as_at: Date,
        /// The service, as `json.dumps` can write it: HSDS 3.
        service: Fields<'py>,
        /// What the programme says and the service does not, in the document's order.
        not_covered: Vec<NotCovered>,
    }
}

shown! {
    /// Something that the other side cannot say, and where it stands.
    ///
    /// >>> imported.not_covered
    /// [NotCovered(path='wait_time')]
    class NotCovered(doorstep::NotCovered) as "path" {
        /// Where it stands: `service_areas[0].extent`. What stands below it is not covered either.
        path: String,
        /// Why it is not covered, and what became of it.
        why: String,
    }
}

impl<'py> Shown<'py, IndexMap<String, Option<String>>> for Area {
    fn shown(&self, _: Python<'py>) -> PyResult<IndexMap<String, Option<String>>> {
        let Self { when, name, uri } = self;
        let parts = [("when", Some(when.clone())), ("name", Some(name.clone())), ("uri", uri.clone())];
        Ok(parts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }
}
