//! A catalogue: documents that fit together.

mod checking;
mod epochs;
mod fairness;
mod figures;
mod fingerprint;
#[cfg(feature = "fs")]
mod folder;
mod lexicon;
mod mentions;
mod order;
mod outcomes;
mod parameters;
mod returns;
mod rules;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

pub(crate) use epochs::{Epoch, InForce};
pub(crate) use fingerprint::canonical;
#[cfg(feature = "case-files")]
pub(crate) use fingerprint::write_text;
pub(crate) use lexicon::{Derived, Lexicon, SharedCodes};
pub(crate) use mentions::Mentions;
pub(crate) use order::in_order;
#[cfg(all(feature = "columns", feature = "case-files"))]
pub(crate) use outcomes::constant;
#[cfg(feature = "case-files")]
pub(crate) use outcomes::{ATTENDED, Amount, FactChange, Form, OutcomeRule, RecordForm, Run};
#[cfg(feature = "returns")]
pub(crate) use returns::{
    Asked, Averaged, GroupsOf, IndicatorForm, IndicatorRule, Key, Measure, Query, ReturnProgramme, ReturnRule, share,
};
#[cfg(feature = "case-files")]
pub(crate) use rules::Meeting;
pub(crate) use rules::{Rule, Rules, Version, asked_about};

use indexmap::IndexMap;

use crate::condition::{Names, Problem};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{self, Document, Fact, Figures, Formula, Kind, Parameter, Programme, Return};
use crate::problems::DocumentError;
use crate::sort;
use crate::tree::{Source, Span};

/// The most documents a catalogue can have.
pub const CATALOGUE_LIMIT: usize = 1_000;

/// An immutable set of documents that fit together. Cheap to clone; threads can share it.
///
/// ```
/// use doorstep::{Catalogue, Plain};
/// let catalogue = Catalogue::parse([
///     ("vocabulary.json", r#"{"vocabulary": "v", "facts": {"age": {"type": "number"}}}"#),
///     ("example.json", r#"{
///         "programme": "example", "name": "Example Works", "in_force": {},
///         "eligibility": [{"id": "age", "text": "You are 25 or over", "when": "age >= 25"}]
///     }"#),
/// ])?;
/// let facts = Plain::from_json(r#"{"age": 30}"#)?;
/// let as_at = doorstep::parse_date("2022-06-01").unwrap();
/// let screening = catalogue.screen(&facts, as_at)?;
/// assert_eq!(screening.decision("example").unwrap().status().as_str(), "eligible");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Catalogue(Arc<Inner>);

struct Inner {
    lexicon: Lexicon,
    names: Names,
    rules: Rules,
    parameters: Vec<Parameter>,
    returns: IndexMap<String, returns::ReturnRule, lexicon::Fast>,
    figures: Vec<Figures>,
    warnings: Vec<Diagnostic>,
    fingerprint: String,
}

impl fmt::Debug for Catalogue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Catalogue").field("fingerprint", &self.0.fingerprint).finish_non_exhaustive()
    }
}

impl Catalogue {
    /// Makes a catalogue of documents given as names and texts.
    ///
    /// A name ending in `.json` is read as JSON and one in `.yaml` or `.yml` as YAML; another is JSON if its text begins
    /// with `{`. The names serve diagnostics; the order of the documents does not count.
    ///
    /// # Errors
    /// [`DocumentError`] with every problem of every document.
    pub fn parse<N: Into<String>, T: Into<String>>(
        documents: impl IntoIterator<Item = (N, T)>,
    ) -> Result<Self, DocumentError> {
        let mut sources: Vec<Source> = documents.into_iter().map(|(name, text)| Source::new(name, text)).collect();
        sort::by(&mut sources, |a, b| a.name().cmp(b.name()));
        let mut diagnostics = Diagnostics::default();
        report_names(&sources, &mut diagnostics);
        if diagnostics.has_errors() {
            return Err(DocumentError { diagnostics: diagnostics.into_sorted() });
        }
        Self::read(sources, Names::default(), diagnostics)
    }

    /// Reads documents, on top of what is already known to be missing.
    fn read(sources: Vec<Source>, mut names: Names, mut diagnostics: Diagnostics) -> Result<Self, DocumentError> {
        let (mut vocabularies, mut programmes, mut parameters, mut returns) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut figures = Vec::new();
        for source in sources {
            let reading = document::read(&source, &mut diagnostics);
            names.broken.extend(reading.broken);
            names.facts_incomplete |= matches!(reading.lost, Some(Kind::Vocabulary | Kind::Unknown));
            names.programmes_incomplete |= matches!(reading.lost, Some(Kind::Programme | Kind::Unknown));
            names.parameters_incomplete |= matches!(reading.lost, Some(Kind::Parameter | Kind::Unknown));
            match reading.document {
                Some(Document::Vocabulary(vocabulary)) => {
                    vocabularies.push((source, *vocabulary, reading.declared));
                }
                Some(Document::Programme(programme)) => programmes.push((source, *programme)),
                Some(Document::Parameter(parameter)) => parameters.push((source, *parameter)),
                Some(Document::Return(r#return)) => returns.push((source, *r#return)),
                Some(Document::Figures(read)) => figures.push((source, *read)),
                None => {}
            }
        }
        sort::by(&mut vocabularies, |(_, a, _), (_, b, _)| a.vocabulary.as_str().cmp(b.vocabulary.as_str()));
        let parameters = parameters::build(parameters, &mut names, &mut diagnostics);
        let (lexicon, mut names) = lexicon::unite(&vocabularies, names, &mut diagnostics);
        let rules = rules::build(programmes, &lexicon, &mut names, &mut diagnostics);
        let returns = returns::build(returns, &lexicon, &names, &rules, &mut diagnostics);
        let figures = figures::build(figures, &mut diagnostics);
        if diagnostics.has_errors() {
            return Err(DocumentError { diagnostics: diagnostics.into_sorted() });
        }
        let fingerprint = fingerprint::fingerprint(&lexicon, &rules, &parameters, &returns, &figures);
        let warnings = diagnostics.into_sorted();
        Ok(Self(Arc::new(Inner { lexicon, names, rules, parameters, returns, figures, warnings, fingerprint })))
    }

    /// The warnings that came up while the documents were read.
    pub(crate) fn warnings(&self) -> &[Diagnostic] {
        &self.0.warnings
    }

    /// The SHA-256 of the documents' canonical JSON (RFC 8785), in hexadecimal: the same for the same rules, whatever
    /// their spelling, comments, files and order.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.0.fingerprint
    }

    /// The programmes by id, each with its versions from the earliest.
    #[must_use]
    pub fn programmes(&self) -> BTreeMap<&str, Vec<&Programme>> {
        let programmes = self.0.rules.programmes.iter();
        sort::gather(
            programmes.map(|(id, versions)| (id.as_str(), versions.iter().map(|version| &version.document).collect())),
        )
    }

    /// The facts of the vocabularies by name, in the order a form would ask them.
    pub fn facts(&self) -> impl Iterator<Item = (&str, &Fact)> {
        self.0.lexicon.facts.iter().map(|(name, fact)| (name.as_str(), fact))
    }

    /// The parameters, by id.
    #[must_use]
    pub fn parameters(&self) -> &[Parameter] {
        &self.0.parameters
    }

    /// The returns by id.
    #[must_use]
    pub fn returns(&self) -> BTreeMap<&str, &Return> {
        sort::gather(self.0.returns.iter().map(|(id, rule)| (id.as_str(), &rule.document)))
    }

    #[cfg(feature = "returns")]
    pub(crate) fn return_rule(&self, id: &str) -> Option<&returns::ReturnRule> {
        self.0.returns.get(id)
    }

    /// The documents of published figures, by id.
    #[must_use]
    pub fn figures(&self) -> &[Figures] {
        &self.0.figures
    }

    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.0.lexicon
    }

    pub(crate) fn names(&self) -> &Names {
        &self.0.names
    }

    pub(crate) fn rules(&self) -> &Rules {
        &self.0.rules
    }
}

fn report_names(sources: &[Source], diagnostics: &mut Diagnostics) {
    let Some(first) = sources.first() else {
        let source = Source::new("", "");
        let help = "give at least one document";
        diagnostics.report(Code::NoDocuments, &source, Span::START, "there are no documents", help);
        return;
    };
    if sources.len() > CATALOGUE_LIMIT {
        let message = format!("there are {} documents", sources.len());
        let help = "a catalogue may have 1,000 at most";
        diagnostics.report(Code::TooManyDocuments, first, Span::START, message, help);
    }
    for (source, next) in sources.iter().zip(sources.iter().skip(1)) {
        if source.name() == next.name() {
            let message = format!("two documents are named `{}`", source.name());
            diagnostics.report(Code::DuplicateDocument, source, Span::START, message, "name each differently");
        }
    }
}

/// Reports a condition's problems where they stand in its document.
fn report_all(problems: Vec<Problem>, formula: &Formula, diagnostics: &mut Diagnostics) {
    for problem in problems {
        let (source, span) = formula.locate(problem.span);
        diagnostics.report(problem.code, source, span, problem.message, problem.help);
    }
}
