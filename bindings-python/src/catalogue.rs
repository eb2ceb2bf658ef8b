//! Catalogues.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use doorstep::{DEFAULT_LANGUAGE, Events, OutcomeTableOptions, ProvisionOptions, TableOptions};
use indexmap::IndexMap;
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::batches::ScreenedBatches;
use crate::case_file::CaseFile;
use crate::caseload::{CaseloadItem, files};
use crate::convert;
use crate::description::Description;
use crate::figures::Verdict;
use crate::interchange::{Exported, export_options};
use crate::outcome_table::{OutcomeTable, outcome_table};
use crate::outcomes::{Claims, Outcomes, options};
use crate::parameter::Parameter;
use crate::parts::Criterion;
use crate::problems::{Diagnostic, diagnostics, document_error, event_error, fact_error};
use crate::programme::Programme;
use crate::provision::{Provision, provision};
use crate::report::TestReport;
use crate::returns::{Asked, Partial, Report, compute, partial, releases};
use crate::screening::{Programmes, Screening};
use crate::table::{ScreenedTable, screen_table};

/// An immutable set of documents that fit together: vocabularies, and the programmes that use them.
///
/// Make one with `Catalogue.load` or `Catalogue.parse`. Threads can share it. The examples here use this one:
///
/// >>> vocabulary = '''
/// ... vocabulary: example
/// ... facts:
/// ...   date_of_birth: {type: date, question: What is your date of birth?}
/// ...   age: {type: number, derive: "years between(date_of_birth, as_at)", question: How old are you?}
/// ...   tenure:
/// ...     type: code
/// ...     values: {social: Council or housing association, other: Other}
/// ...     question: Who do you rent your home from?
/// ...     advise: {to: social, text: You can ask your council for a home}
/// ... records:
/// ...   course: {attributes: {hours: number}}
/// ...   employment: {spell: true, attributes: {hours_per_week: number}}
/// ... scales: {confidence: {}}
/// ... '''
/// >>> programme = '''
/// ... programme: example
/// ... name: Example Works
/// ... source: an example
/// ... in_force: {from: 2022-04-01}
/// ... referrals: {open: [{from: 2022-07-01}], routes: [self]}
/// ... eligibility:
/// ...   - {id: age, text: {en: You are 25 or over, cy: Rydych yn 25 oed neu drosodd}, when: age >= 25}
/// ...   - {id: tenant, text: You rent from a council or housing association, when: 'tenure = "social"'}
/// ... target_groups:
/// ...   - {id: over_50, text: Aged over 50, when: age > 50}
/// ... advice:
/// ...   - {when: 'tenure = "social"', text: Ask your landlord for a letter}
/// ... continuing:
/// ...   - {id: tenant, text: You still rent from them, when: 'tenure = "social"'}
/// ... plan:
/// ...   review_every: P1M
/// ...   actions:
/// ...     - {id: agreement, text: Sign the agreement, due: P7D}
/// ...     - {id: cv, text: Write a CV, after: [agreement], due: P4W}
/// ...     - {id: hours, text: Ten hours of a course, met_by: {record: course, sum: hours, at_least: 10}}
/// ... funding: [{id: lottery, funder: big_fund}, {id: council, funder: town_council}]
/// ... outcomes:
/// ...   - {id: into_work, text: Into work, record: employment, where: hours_per_week >= 7}
/// ...   - {id: sustained, text: A quarter in work, record: employment, lasting: {continuous: P13W, gap: P14D}}
/// ... examples:
/// ...   - {facts: {age: 25, tenure: social}, as_at: 2022-06-01, expect: eligible}
/// ...   - {facts: {age: 23}, as_at: 2022-06-01, expect: not_eligible}
/// ...   - {facts: {age: 26, tenure: other}, as_at: 2022-06-01, expect: not_eligible}
/// ... '''
/// >>> catalogue = ds.Catalogue.parse({"vocabulary.yaml": vocabulary, "example.yaml": programme})
/// >>> catalogue
/// Catalogue(programmes=['example'])
#[pyclass(module = "doorstep", frozen)]
pub(crate) struct Catalogue(doorstep::Catalogue, Arc<Programmes>);

impl Catalogue {
    pub(crate) fn core(&self) -> &doorstep::Catalogue {
        &self.0
    }

    /// A person's events: a case file's, or a list of them.
    fn events(&self, py: Python<'_>, events: &Bound<'_, PyAny>) -> PyResult<Events> {
        if let Ok(file) = events.cast::<CaseFile>() {
            let file = &file.get().0;
            return Ok(py.detach(|| file.against(&self.0).standing(None).events().clone()));
        }
        let events = convert::plain(events)?;
        py.detach(|| Events::read(&self.0, &events)).map_err(event_error)
    }

    /// The same as a set that outcomes are judged by.
    fn case_file<'e>(&self, py: Python<'_>, events: &'e Bound<'_, PyAny>) -> PyResult<Cow<'e, doorstep::CaseFile>> {
        if let Ok(file) = events.cast::<CaseFile>() {
            return Ok(Cow::Borrowed(&file.get().0));
        }
        let events = convert::plain(events)?;
        py.detach(|| doorstep::CaseFile::new(&self.0, &events)).map(Cow::Owned).map_err(event_error)
    }

    fn new(py: Python<'_>, catalogue: doorstep::Catalogue) -> Self {
        let ids = catalogue.programmes().into_keys();
        let programmes = ids.map(|id| (id.to_owned(), PyString::intern(py, id).unbind())).collect();
        Self(catalogue, Arc::new(programmes))
    }
}

#[pymethods]
impl Catalogue {
    /// Loads every `.yaml`, `.yml` and `.json` document of a folder, and of the folders in it.
    ///
    /// Raises `DocumentError` with every problem of every document.
    ///
    /// >>> ds.Catalogue.load("programmes")  # doctest: +SKIP
    /// Catalogue(programmes=['boost', 'hackney_gsb', 'kickstart'])
    #[staticmethod]
    fn load(py: Python<'_>, folder: PathBuf) -> PyResult<Self> {
        let catalogue = py.detach(|| doorstep::Catalogue::load(folder));
        catalogue.map(|catalogue| Self::new(py, catalogue)).map_err(|error| document_error(&error))
    }

    /// Makes a catalogue of documents given as names and texts. The names serve diagnostics.
    ///
    /// Raises `DocumentError` with every problem of every document.
    ///
    /// >>> ds.Catalogue.parse({"v.json": '{"vocabulary": "v", "facts": {"age": {"type": "number"}}}'})
    /// Catalogue(programmes=[])
    #[staticmethod]
    fn parse(py: Python<'_>, documents: IndexMap<String, String>) -> PyResult<Self> {
        let catalogue = py.detach(|| doorstep::Catalogue::parse(documents));
        catalogue.map(|catalogue| Self::new(py, catalogue)).map_err(|error| document_error(&error))
    }

    /// The programmes by id, each with its versions from the earliest.
    ///
    /// >>> [version.name for version in catalogue.programmes["example"]]
    /// ['Example Works']
    #[getter]
    fn programmes(&self) -> BTreeMap<String, Vec<Programme>> {
        let programmes = self.0.programmes().into_iter();
        programmes.map(|(id, versions)| (id.to_owned(), versions.into_iter().map(Programme::new).collect())).collect()
    }

    /// The SHA-256 of the documents' canonical JSON: the same for the same rules, whatever their spelling and files.
    ///
    /// >>> len(catalogue.fingerprint)
    /// 64
    #[getter]
    fn fingerprint(&self) -> &str {
        self.0.fingerprint()
    }

    /// How each fact is asked, by its name, in the order a form would ask; facts without a question are left out.
    ///
    /// >>> catalogue.questions["age"]
    /// 'How old are you?'
    #[getter]
    fn questions(&self) -> IndexMap<String, String> {
        let questions = self.0.facts().filter_map(|(name, fact)| {
            let question = fact.question.as_ref()?.in_language(DEFAULT_LANGUAGE);
            Some((name.to_owned(), question.text))
        });
        questions.collect()
    }

    /// The parameters by id: figures that change with the day and with a person's age.
    ///
    /// >>> catalogue.parameters
    /// {}
    #[getter]
    fn parameters(&self) -> IndexMap<String, Parameter> {
        let parameters = self.0.parameters().iter().cloned();
        parameters.map(|parameter| (parameter.parameter.as_str().to_owned(), Parameter(parameter))).collect()
    }

    /// What an author would want to know of documents that do load: warnings, by file and place.
    ///
    /// >>> [warning.code for warning in catalogue.check()]
    /// []
    fn check(&self, py: Python<'_>) -> Vec<Diagnostic> {
        diagnostics(&py.detach(|| self.0.check()))
    }

    /// Screens a table of people, one a row: `person_id`, and a column for each fact that is told.
    ///
    /// The table is anything with `__arrow_c_stream__`: pyarrow, Polars, pandas, a DuckDB relation. A null was not asked,
    /// and so was every fact without a column. The result has `person_id` and, for each programme in force on `as_at`, a
    /// nullable boolean; with `reasons=True` also, for each, which criteria failed and which are unknown. Every row is in
    /// it, in its place; what cannot be used in a row counts as not told, and is listed in `problems`.
    ///
    /// `threads` is how many threads to use, by default all. `progress=True` writes a line on stderr that says how far it
    /// is, whether stderr is a terminal or not; else `progress` is called with how many rows are done and how many there
    /// are, or `None` where that is not known. Ctrl-C stops it.
    ///
    /// Raises `TableError` with every column that cannot be used.
    ///
    /// >>> import pyarrow as pa
    /// >>> people = pa.table({"person_id": [1, 2], "age": [30, 23], "tenure": ["social", None]})
    /// >>> catalogue.screen_table(people, "2022-06-01", reasons=True).to_dict()
    /// {'person_id': [1, 2], 'example': [True, False], 'example.failed': [[], ['age']], 'example.unknown': [[], ['tenant']]}
    #[pyo3(signature = (
        people: "typing.Any", as_at: "datetime.date | str", *, reasons = false, threads = None,
        progress: "bool | typing.Callable[[int, int | None], object] | None" = None
    ))]
    fn screen_table(
        &self,
        py: Python<'_>,
        people: &Bound<'_, PyAny>,
        as_at: &Bound<'_, PyAny>,
        reasons: bool,
        threads: Option<usize>,
        progress: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<ScreenedTable> {
        screen_table(py, &self.0, people, convert::as_at(as_at)?, TableOptions { reasons, threads }, progress)
    }

    /// Screens a table as `screen_table` does, batch by batch as you go through what it gives: neither the table nor the
    /// result need ever be in memory as a whole.
    ///
    /// Raises `TableError` with every column that cannot be used.
    ///
    /// >>> import pyarrow as pa
    /// >>> people = pa.table({"person_id": [1, 2], "age": [30, 23], "tenure": ["social", None]})
    /// >>> for batch in catalogue.screen_batches(people, "2022-06-01"):
    /// ...     print(batch)
    /// ScreenedTable(rows=2, columns=1, problems=0)
    #[pyo3(signature = (people: "typing.Any", as_at: "datetime.date | str", *, reasons = false, threads = None))]
    fn screen_batches(
        &self,
        py: Python<'_>,
        people: &Bound<'_, PyAny>,
        as_at: &Bound<'_, PyAny>,
        reasons: bool,
        threads: Option<usize>,
    ) -> PyResult<ScreenedBatches> {
        ScreenedBatches::new(py, &self.0, people, convert::as_at(as_at)?, TableOptions { reasons, threads })
    }

    /// What a population can go to: how many people have nowhere to go, one place, or several, what overlaps, and whom
    /// every programme leaves out. `people` is a table as `screen_table` takes.
    ///
    /// Looked at are the `programmes` named, or all that are open on the day and have rules on who may join. Numbers are
    /// ranges where facts are not told. `area` names the column that says where people live, which need be no fact;
    /// without it, that is `local_authority`, if the table has it. Counts from 1 to below `minimum` are marked as small, and
    /// at most `groups` groups are described. `progress` is as for `screen_table`.
    ///
    /// Raises `TableError` for columns that cannot be used and programmes that are not in force.
    ///
    /// >>> import pyarrow as pa
    /// >>> people = pa.table({"person_id": [1, 2, 3], "age": [30, 23, None], "tenure": ["social", "social", "other"],
    /// ...                    "ward": ["Abbey", "Abbey", "Castle"]})
    /// >>> [group.text for group in catalogue.provision(people, "2022-08-01").left_out]
    /// ['tenure: Other', 'age: below 25']
    #[pyo3(signature = (
        people: "typing.Any", as_at: "datetime.date | str", *, programmes: "typing.Sequence[str] | None" = None,
        area = None, minimum = 10, groups = 10, threads = None,
        progress: "bool | typing.Callable[[int, int | None], object] | None" = None
    ))]
    #[expect(clippy::too_many_arguments, reason = "they are named in Python")]
    fn provision(
        &self,
        py: Python<'_>,
        people: &Bound<'_, PyAny>,
        as_at: &Bound<'_, PyAny>,
        programmes: Option<Vec<String>>,
        area: Option<String>,
        minimum: u64,
        groups: usize,
        threads: Option<usize>,
        progress: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Provision> {
        let options = ProvisionOptions { programmes, area, minimum, groups, threads };
        provision(py, &self.0, people, convert::as_at(as_at)?, options, progress)
    }

    /// Runs the examples that travel with the documents, and reports each clause that no example would notice if it
    /// were changed.
    ///
    /// An example says what `eligibility` gives, so only those criteria are tried: no example could notice a change to
    /// continuing criteria, target groups, advice or outcomes.
    ///
    /// >>> catalogue.test().passed
    /// True
    fn test(&self, py: Python<'_>) -> TestReport {
        TestReport(py.detach(|| self.0.test()))
    }

    /// A verdict on every published figure: whether it can be reproduced from what was published with it, at the
    /// precision it was printed to, and which denominators were tried. By document, then in its order.
    ///
    /// `language` is that of the documents' words.
    ///
    /// >>> catalogue.check_figures()
    /// []
    #[pyo3(signature = (*, language = "en"))]
    fn check_figures(&self, py: Python<'_>, language: &str) -> Vec<Verdict> {
        py.detach(|| self.0.check_figures(language)).into_iter().map(Verdict).collect()
    }

    /// Describes a programme's rules: who can join and why, what is asked, of whom, and where it is said.
    ///
    /// With `as_at` it is the version in force on that day, if there is one; without, every version. `language` is that
    /// of the words, where the documents have it. `str(description)` is plain text to be read or printed.
    ///
    /// Raises `KeyError` for a programme that is not in the catalogue, as `catalogue.programmes[programme]` does.
    ///
    /// >>> print(catalogue.describe("example"))  # doctest: +ELLIPSIS
    /// Example Works
    /// ...
    /// 1. You are 25 or over
    /// ...
    #[pyo3(signature = (programme, as_at: "datetime.date | str | None" = None, *, language = "en"))]
    fn describe(
        &self,
        py: Python<'_>,
        programme: &str,
        as_at: Option<&Bound<'_, PyAny>>,
        language: &str,
    ) -> PyResult<Description> {
        let as_at = as_at.map(convert::as_at).transpose()?;
        let description = py.detach(|| self.0.describe(programme, language, as_at));
        description.map(Description).ok_or_else(|| PyKeyError::new_err(programme.to_owned()))
    }

    /// Screens one person against every programme in force on a day.
    ///
    /// A fact that is not in `facts` was not asked; `{"absent": "not_known"}` and `{"absent": "declined"}` say that it
    /// was. `as_at` is a `datetime.date` or ISO text; `language` is that of the words, where the documents have it.
    /// A decision is advice on published rules; the provider decides.
    ///
    /// `events` are what happened to the person, each a mapping with `id`, `person`, `kind`, `on` (or `start` and
    /// `end`) and what else is told of it. Without them records and enrolments are unknown; with them, what is not
    /// among them did not happen, so that `[]` says more than None. A `CaseFile` may be given as well.
    ///
    /// Raises `FactError` with every fact that cannot be used, and `EventError` with every event that cannot be read.
    ///
    /// >>> screening = catalogue.screen({"date_of_birth": "1990-05-17"}, "2022-06-01")
    /// >>> screening["example"].status, screening["example"].missing
    /// ('undetermined', ['tenure'])
    #[pyo3(signature = (
        facts: "typing.Mapping[str, typing.Any]",
        as_at: "datetime.date | str",
        events: "CaseFile | typing.Sequence[typing.Mapping[str, typing.Any]] | None" = None,
        *,
        language = "en",
    ))]
    fn screen(
        &self,
        py: Python<'_>,
        facts: &Bound<'_, PyAny>,
        as_at: &Bound<'_, PyAny>,
        events: Option<&Bound<'_, PyAny>>,
        language: &str,
    ) -> PyResult<Screening> {
        let as_at = convert::as_at(as_at)?;
        let facts = convert::told(&self.0, facts)?;
        let events = events.map(|events| self.events(py, events)).transpose()?;
        let screening = facts.screen(events.as_ref(), as_at).map_err(fact_error)?;
        Ok(Screening::new(screening.in_language(language), &self.1))
    }

    /// A programme's continuing criteria for one person on a day: asked again while they are enrolled.
    ///
    /// One that is not met asks for a review, and nothing more. None if the programme is not in force on the day.
    ///
    /// Raises `KeyError` for a programme that is not in the catalogue, and `FactError` with every fact that cannot be
    /// used.
    ///
    /// >>> catalogue.review("example", {"tenure": "other"}, "2022-06-01")
    /// [Criterion(id='tenant', status='not_met')]
    /// >>> catalogue.review("example", {"tenure": "other"}, "2021-06-01") is None
    /// True
    #[pyo3(signature = (
        programme, facts: "typing.Mapping[str, typing.Any]", as_at: "datetime.date | str"
    ))]
    fn review(
        &self,
        py: Python<'_>,
        programme: &str,
        facts: &Bound<'_, PyAny>,
        as_at: &Bound<'_, PyAny>,
    ) -> PyResult<Option<Vec<Criterion>>> {
        let as_at = convert::as_at(as_at)?;
        let facts = convert::plain(facts)?;
        if !self.0.programmes().contains_key(programme) {
            return Err(PyKeyError::new_err(programme.to_owned()));
        }
        let reviewed = py.detach(|| self.0.review(programme, &facts, as_at)).map_err(fact_error)?;
        Ok(reviewed.map(|criteria| criteria.into_iter().map(Criterion).collect()))
    }

    /// Every outcome of a programme for one person, as at a day: what was achieved, when, on which records and what evidence,
    /// what is not due yet, and what would tell the rest. With `known_at` it is as it was known on another day.
    ///
    /// `events` are a `CaseFile`, or a list as `screen` takes it. `facts` are told beside them: those without a day are those
    /// at the start, or with `facts_on` those of that day, the day of an extract. The version is that in force on the start.
    ///
    /// Raises `KeyError` for a programme that is not in the catalogue, `FactError` with every fact that cannot be used, and
    /// `EventError` with every event that cannot be read.
    ///
    /// >>> employed = {"id": "m", "person": 7, "kind": "employment", "start": "2022-06-06", "data": {"hours_per_week": 16}}
    /// >>> outcomes = catalogue.outcomes("example", {}, [*case_file.events, employed], "2022-06-10")
    /// >>> for outcome in outcomes:
    /// ...     print(outcome.text, outcome.state, outcome.on, outcome.due_on)
    /// Into work achieved 2022-06-06 None
    /// A quarter in work not_yet_due None 2022-09-04
    #[pyo3(signature = (
        programme,
        facts: "typing.Mapping[str, typing.Any]",
        events: "CaseFile | typing.Sequence[typing.Mapping[str, typing.Any]]",
        as_at: "datetime.date | str",
        known_at: "datetime.date | str | None" = None,
        facts_on: "datetime.date | str | None" = None,
    ))]
    #[expect(clippy::too_many_arguments, reason = "they are named in Python")]
    fn outcomes(
        &self,
        py: Python<'_>,
        programme: &str,
        facts: &Bound<'_, PyAny>,
        events: &Bound<'_, PyAny>,
        as_at: &Bound<'_, PyAny>,
        known_at: Option<&Bound<'_, PyAny>>,
        facts_on: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Outcomes> {
        let (as_at, options) = (convert::as_at(as_at)?, options(known_at, facts_on)?);
        let (facts, file) = (convert::plain(facts)?, self.case_file(py, events)?);
        let outcomes = py.detach(|| self.0.outcomes(programme, &facts, &file, as_at, options)).map_err(fact_error)?;
        outcomes.map(Outcomes).ok_or_else(|| PyKeyError::new_err(programme.to_owned()))
    }

    /// What was claimed of a person's outcomes by a day, over all programmes, and what speaks against it: one outcome, or
    /// one record, that was claimed from two fundings of which neither matches the other; what was not achieved or not shown
    /// when it was claimed, or came too late; what was paid and never claimed. The arguments are those of `outcomes`.
    ///
    /// Raises `FactError` with every fact that cannot be used, and `EventError` with every event that cannot be read.
    ///
    /// >>> claimed = {"id": "n", "person": 7, "kind": "claimed", "programme": "example", "on": "2022-06-08",
    /// ...            "data": {"outcome": "into_work", "funding": "lottery"}}
    /// >>> for finding in catalogue.claims({}, [*case_file.events, claimed], "2022-06-10").findings:
    /// ...     print(finding.fault, finding.message)
    /// not_achieved the event `n` claims the outcome `into_work` on 8 June 2022, and it is not achieved
    #[pyo3(signature = (
        facts: "typing.Mapping[str, typing.Any]",
        events: "CaseFile | typing.Sequence[typing.Mapping[str, typing.Any]]",
        as_at: "datetime.date | str",
        known_at: "datetime.date | str | None" = None,
        facts_on: "datetime.date | str | None" = None,
    ))]
    fn claims(
        &self,
        py: Python<'_>,
        facts: &Bound<'_, PyAny>,
        events: &Bound<'_, PyAny>,
        as_at: &Bound<'_, PyAny>,
        known_at: Option<&Bound<'_, PyAny>>,
        facts_on: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Claims> {
        let (as_at, options) = (convert::as_at(as_at)?, options(known_at, facts_on)?);
        let (facts, file) = (convert::plain(facts)?, self.case_file(py, events)?);
        py.detach(|| self.0.claims(&facts, &file, as_at, options)).map(Claims).map_err(fact_error)
    }

    /// What there is to see to on a day, of one worker's people or of everybody's: who is quiet, what is overdue or due
    /// today, whose review is late; the longest ago first, then what has no day.
    ///
    /// `events` are a list of events of however many people, a `CaseFile` of theirs, a list of such files, a table of events
    /// as `CaseFile.from_table` takes, or JSON lines, as text or bytes. With `known_at` only what was known on that day is looked at.
    ///
    /// A worker's people are those who are assigned to that worker in a programme, or without naming one, unless another
    /// was assigned in the same role since. An enrolment that has ended is off the list, and so is one that was declined
    /// or signposted and never started; a paused one is on it for problems only. What is wrong with a person's events is
    /// told once. Lines that cannot be read are on everybody's list, unless they say that they are of a person who is
    /// another worker's.
    ///
    /// Raises `EventError` with every event of a list that has no readable id, person, kind or day, and `TableError` with
    /// every column that cannot be used.
    ///
    /// >>> assigned = {"id": "l", "person": 7, "kind": "assigned", "programme": "example", "on": "2022-05-01",
    /// ...             "data": {"worker": "w1"}}
    /// >>> for item in catalogue.caseload([*case_file.events, assigned], "2022-06-10", worker="w1"):
    /// ...     print(item.person, item.reason, item.text, item.days)
    /// 7 review_overdue None 9
    /// 7 action_overdue Write a CV 8
    #[pyo3(signature = (
        events: "CaseFile | typing.Iterable[CaseFile | typing.Mapping[str, typing.Any]] | str | bytes | typing.Any",
        as_at: "datetime.date | str",
        worker: "str | int | None" = None,
        known_at: "datetime.date | str | None" = None,
    ))]
    fn caseload(
        &self,
        py: Python<'_>,
        events: &Bound<'_, PyAny>,
        as_at: &Bound<'_, PyAny>,
        worker: Option<&Bound<'_, PyAny>>,
        known_at: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Vec<CaseloadItem>> {
        let as_at = convert::as_at(as_at)?;
        let worker = worker.map(|worker| convert::id("worker", worker)).transpose()?;
        let known_at = known_at.map(|day| convert::day("known_at", day)).transpose()?;
        let files = files(&self.0, events)?;
        let items = py.detach(|| self.0.caseload(&files, as_at, worker.as_deref(), known_at));
        Ok(items.into_iter().map(CaseloadItem).collect())
    }

    /// Exports a programme as a service of an Open Referral directory (HSDS 3).
    ///
    /// The version is the one in force on `as_at`, else the last that was, else the next. Ages and areas that are said
    /// exactly become fields; the plain words of every other criterion go into `eligibility_description`, and all that
    /// the service does not say is in `not_covered`. `areas` are the areas that conditions may ask about and what a
    /// directory calls them: mappings with `when`, `name` and perhaps `uri`; `area_facts` names facts all of whose codes
    /// are areas.
    ///
    /// Raises `DocumentError` where the programme, `areas` or `area_facts` name something that there is not.
    ///
    /// >>> exported = catalogue.export_service("example", "2022-06-01")
    /// >>> exported.service["minimum_age"], exported.service["eligibility_description"].splitlines()[0]
    /// (25, 'You rent from a council or housing association')
    #[pyo3(signature = (
        programme,
        as_at: "datetime.date | str",
        *,
        areas: "typing.Sequence[typing.Mapping[str, str | None]] | None" = None,
        area_facts: "typing.Sequence[str] | None" = None,
    ))]
    fn export_service(
        &self,
        py: Python<'_>,
        programme: &str,
        as_at: &Bound<'_, PyAny>,
        areas: Option<&Bound<'_, PyAny>>,
        area_facts: Option<Vec<String>>,
    ) -> PyResult<Exported> {
        let as_at = convert::as_at(as_at)?;
        let options = export_options(areas, area_facts)?;
        let exported = py.detach(|| self.0.export_service(programme, as_at, &options));
        exported.map(Exported).map_err(|error| document_error(&error))
    }

    /// The outcomes of every enrolment in a table of events, whose rows may come in any order: a row for each person and
    /// each programme that they started by `as_at`.
    ///
    /// `events` are a table as `CaseFile.from_table` reads them: `event_id`, `person_id`, `programme`, `kind`, `start`,
    /// `end`, and what records tell. `people` tells facts beside the events, a row each: `person_id`, and a column for each
    /// fact. Both are anything with `__arrow_c_stream__`. The answers are those of `outcomes` for each person.
    ///
    /// `known_at` judges what was known on a day, and `facts_on` is the day of which facts are that are given without one.
    /// `threads` is how many threads to use, by default all; `progress` is as for `screen_table`, and Ctrl-C stops it.
    ///
    /// Raises `TableError` with every column that cannot be used.
    ///
    /// >>> import pyarrow as pa
    /// >>> working = ds.Catalogue.parse({
    /// ...     "v.yaml": "{vocabulary: v, records: {employment: {spell: true, attributes: {hours_per_week: number}}}}",
    /// ...     "p.yaml": "{programme: p, name: P, in_force: {}, outcomes: ["
    /// ...         "{id: into_work, record: employment, where: hours_per_week >= 7}]}",
    /// ... })
    /// >>> events = pa.table({
    /// ...     "event_id": [1, 2, 3], "person_id": [7, 8, 7], "programme": ["p", "p", "p"],
    /// ...     "kind": ["started", "started", "employment"], "start": ["2022-05-01", "2022-05-01", "2022-06-01"],
    /// ...     "hours_per_week": [None, None, 16],
    /// ... })
    /// >>> outcomes = working.outcome_table(events, as_at="2022-12-31").to_dict()
    /// >>> outcomes["person_id"], outcomes["into_work"], outcomes["into_work.on"]
    /// ([7, 8], ['achieved', 'not_achieved'], ['2022-06-01', None])
    #[pyo3(signature = (
        events: "typing.Any", people: "typing.Any | None" = None, *, as_at: "datetime.date | str",
        known_at: "datetime.date | str | None" = None, facts_on: "datetime.date | str | None" = None, threads = None,
        progress: "bool | typing.Callable[[int, int | None], object] | None" = None
    ))]
    #[expect(clippy::too_many_arguments, reason = "they are named in Python")]
    fn outcome_table(
        &self,
        events: &Bound<'_, PyAny>,
        people: Option<&Bound<'_, PyAny>>,
        as_at: &Bound<'_, PyAny>,
        known_at: Option<&Bound<'_, PyAny>>,
        facts_on: Option<&Bound<'_, PyAny>>,
        threads: Option<usize>,
        progress: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<OutcomeTable> {
        let options = OutcomeTableOptions::default().outcomes(options(known_at, facts_on)?).threads(threads);
        outcome_table(&self.0, events, people, convert::as_at(as_at)?, options, progress)
    }

    /// The ids of the returns.
    ///
    /// >>> catalogue.returns
    /// []
    #[getter]
    fn returns(&self) -> Vec<String> {
        self.0.returns().into_keys().map(str::to_owned).collect()
    }

    /// Computes a return as at a day: its cells, exact numbers that open to the people each is made of.
    ///
    /// `people` and `events` are tables, anything with `__arrow_c_stream__`: a row of `person_id` and facts for each person,
    /// and events as `CaseFile.from_table` reads them. Of a caseload, `people` is a list of mappings, each with a `person_id`
    /// and facts, and `events` are a `CaseFile`, or whatever else `caseload` takes. Nobody need be in `people` of whom
    /// nothing but events is told: None and an empty list say so of everybody.
    ///
    /// `known_at` makes an old return again, by what was known on a day. `earlier` are the releases that were published before,
    /// beside which `Report.release` protects another. `facts_on` is the day of which facts are that are
    /// given without one. `threads` and `progress` are as for `screen_table`, and Ctrl-C stops it. What cannot be used counts as not told, and is in
    /// `Report.rejected`.
    ///
    /// Raises `ReturnError` if there is no such return or the people given are no list of people, and `TableError` with every
    /// column that cannot be used.
    ///
    /// >>> import pyarrow as pa
    /// >>> council = ds.Catalogue.parse({
    /// ...     "p.yaml": "{programme: works, name: Works, in_force: {}, source: an example, eligibility: []}",
    /// ...     "r.yaml": "{return: yearly, funder: town_council, programmes: [works], calendar: financial_year, indicators: ["
    /// ...         "{id: sign_ups, unit: person, count: started}]}",
    /// ... })
    /// >>> events = pa.table({"event_id": [1, 2], "person_id": [7, 8], "programme": ["works", "works"],
    /// ...                    "kind": ["started", "started"], "start": ["2021-05-01", "2021-06-01"]})
    /// >>> people = pa.table({"person_id": [7, 8]})
    /// >>> report = council.compute("yearly", people, events, "2022-03-31")
    /// >>> report.cell({"indicator": "sign_ups", "programme": "works", "period": "2021/22"}).value, report.people(0)
    /// (2.0, ['7', '8'])
    #[pyo3(signature = (
        return_id, people: "typing.Any", events: "typing.Any", as_at: "datetime.date | str",
        known_at: "datetime.date | str | None" = None, earlier: "typing.Sequence[Release] | None" = None,
        facts_on: "datetime.date | str | None" = None, *, threads = None,
        progress: "bool | typing.Callable[[int, int | None], object] | None" = None
    ))]
    #[expect(clippy::too_many_arguments, reason = "they are named in Python")]
    fn compute(
        slf: &Bound<'_, Self>,
        return_id: &str,
        people: &Bound<'_, PyAny>,
        events: &Bound<'_, PyAny>,
        as_at: &Bound<'_, PyAny>,
        known_at: Option<&Bound<'_, PyAny>>,
        earlier: Option<&Bound<'_, PyAny>>,
        facts_on: Option<&Bound<'_, PyAny>>,
        threads: Option<usize>,
        progress: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Report> {
        let options = options(known_at, facts_on)?;
        let asked = Asked { id: return_id, as_at: convert::as_at(as_at)?, options, threads };
        let earlier = earlier.map_or_else(|| Ok(Vec::new()), releases)?;
        Ok(compute(slf, people, events, &asked, progress)?.beside(earlier))
    }

    /// What some of a return's people come to, from the arguments of `compute`: a state that merges with those of the other
    /// people, in any order, to the report of all. Each person's events must all be in one part.
    ///
    /// Raises what `compute` raises.
    ///
    /// >>> def of(*people):
    /// ...     return [event for event in happened if event["person"] in people]
    /// >>> parts = [council.partial("yearly", None, of(*people), "2022-03-31") for people in ([7], [8, 9])]
    /// >>> parts[0].merge(parts[1]).report().cell(0).value
    /// 3.0
    #[pyo3(signature = (
        return_id, people: "typing.Any", events: "typing.Any", as_at: "datetime.date | str",
        known_at: "datetime.date | str | None" = None, facts_on: "datetime.date | str | None" = None, *, threads = None,
        progress: "bool | typing.Callable[[int, int | None], object] | None" = None
    ))]
    #[expect(clippy::too_many_arguments, reason = "they are named in Python")]
    fn partial(
        slf: &Bound<'_, Self>,
        return_id: &str,
        people: &Bound<'_, PyAny>,
        events: &Bound<'_, PyAny>,
        as_at: &Bound<'_, PyAny>,
        known_at: Option<&Bound<'_, PyAny>>,
        facts_on: Option<&Bound<'_, PyAny>>,
        threads: Option<usize>,
        progress: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Partial> {
        let options = options(known_at, facts_on)?;
        let asked = Asked { id: return_id, as_at: convert::as_at(as_at)?, options, threads };
        partial(slf, people, events, &asked, progress)
    }

    fn __repr__(&self) -> String {
        let ids: Vec<String> = self.0.programmes().keys().map(|id| format!("'{id}'")).collect();
        format!("Catalogue(programmes=[{}])", ids.join(", "))
    }
}
