//! A working report: exact cells, what they rest on, and where they open to.

use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;

use serde::Serialize;

use super::asking::Asking;
use super::cell::{Cell, CellKey};
use super::cells::{Slot, cells};
use super::count::Counting;
use super::error::ReturnError;
use super::layout::Layout;
use super::sink::Tallying;
use super::source::{Accounts, Caseload, Rejection, Source};
use super::tally::Tally;
use crate::case_file::CaseFile;
use crate::catalogue::{Catalogue, ReturnRule};
use crate::document::Return;
use crate::outcomes::OutcomeOptions;
use crate::value::{Date, Plain, in_words};

/// A return as computed: exact numbers, for those who may see them. What may be published of it is a release.
#[derive(Clone)]
pub struct Report {
    pub(super) catalogue: Catalogue,
    pub(super) id: String,
    pub(super) as_at: Date,
    pub(super) options: OutcomeOptions,
    pub(super) cells: Arc<Vec<Cell>>,
    pub(super) slots: Arc<Vec<Slot>>,
    pub(super) rejected: Arc<Vec<Rejection>>,
    pub(super) accounts: Accounts,
    pub(super) assumptions: Vec<String>,
    /// Where its numbers open to; partial states name nobody.
    pub(super) source: Option<Arc<dyn Source>>,
}

/// People are not shown: a log must not tell who they are.
impl fmt::Debug for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Report");
        shown.field("return", &self.id).field("as_at", &self.as_at).field("cells", &self.cells.len());
        shown.finish_non_exhaustive()
    }
}

/// The parts of a report that can be written down.
impl Serialize for Report {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shown<'a> {
            r#return: &'a str,
            as_at: Date,
            known_at: Option<Date>,
            cells: &'a [Cell],
            accounts: &'a Accounts,
            rejected: &'a [Rejection],
            assumptions: &'a [String],
            catalogue: &'a str,
            library: &'static str,
        }
        let shown = Shown {
            r#return: &self.id,
            as_at: self.as_at,
            known_at: self.options.known_at,
            cells: &self.cells,
            accounts: &self.accounts,
            rejected: &self.rejected,
            assumptions: &self.assumptions,
            catalogue: self.catalogue.fingerprint(),
            library: crate::VERSION,
        };
        shown.serialize(serializer)
    }
}

impl Catalogue {
    /// Computes a return for a caseload as at a day: its cells, with from whom each is made.
    ///
    /// `people` is a list of mappings, each with a `person_id` and that person's facts; `file` holds the events of all of
    /// them. `options` say as known when, and of which day undated facts are, as for [`outcomes`](Self::outcomes).
    ///
    /// # Errors
    /// [`ReturnError`] if there is no such return, or the people given are no list of people. Events and facts that cannot
    /// be used are among [`Report::rejected`].
    ///
    /// ```
    /// use doorstep::{CaseFile, Catalogue, OutcomeOptions, Plain, parse_date};
    /// let catalogue = Catalogue::parse([
    ///     ("v.json", r#"{"vocabulary": "v", "records": {"employment": {"spell": true, "attributes": {"hours_per_week": "number"}}}}"#),
    ///     ("p.json", r#"{"programme": "p", "name": "P", "in_force": {}, "outcomes": [
    ///         {"id": "into_work", "record": "employment", "where": "hours_per_week >= 7"}]}"#),
    ///     ("r.json", r#"{"return": "yearly", "funder": "council", "programmes": ["p"], "calendar": "financial_year",
    ///         "indicators": [{"id": "sign_ups", "unit": "person", "count": "started"},
    ///                        {"id": "rate", "unit": "person", "cohort": "started", "achieved": "into_work"}]}"#),
    /// ])?;
    /// let file = CaseFile::from_jsonl(&catalogue, r#"
    ///     {"id": "a", "person": 7, "kind": "started", "programme": "p", "on": "2021-05-01"}
    ///     {"id": "b", "person": 7, "kind": "employment", "start": "2021-06-01", "data": {"hours_per_week": 16}}
    ///     {"id": "c", "person": 8, "kind": "started", "programme": "p", "on": "2021-05-01"}
    ///     {"id": "d", "person": 9, "kind": "started", "programme": "p", "on": "2021-05-01"}
    ///     {"id": "e", "person": 9, "kind": "employment", "start": "2021-06-01"}"#);
    /// let people = Plain::from_json("[]")?;
    /// let report = catalogue.compute("yearly", &people, &file, parse_date("2022-03-31").unwrap(), OutcomeOptions::default())?;
    /// let [sign_ups, rate] = report.cells() else { panic!() };
    /// assert_eq!((sign_ups.key.period.as_deref(), sign_ups.value), (Some("2021/22"), Some(3.0)));
    /// // Of one of three it is not told how many hours they work: one or two of three are in work.
    /// assert_eq!((rate.state.as_str(), rate.low, rate.high), ("bounded", Some(1.0 / 3.0), Some(2.0 / 3.0)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn compute(
        &self,
        id: &str,
        people: &Plain,
        file: &CaseFile,
        as_at: Date,
        options: OutcomeOptions,
    ) -> Result<Report, ReturnError> {
        let rule = self.known_return(id)?;
        let caseload = Caseload::of(self, people, file)?;
        let asking = Asking { catalogue: self, rule, as_at, options };
        let layout = Layout::of(self, rule, as_at);
        let tally = tally(&caseload, &asking, &layout);
        let (accounts, rejected) = caseload.accounts(&asking);
        Ok(Report::of(&asking, &layout, &tally, (accounts, rejected), Some(Arc::new(caseload))))
    }

    pub(crate) fn known_return(&self, id: &str) -> Result<&ReturnRule, ReturnError> {
        let known = || ReturnError::unknown_return(id, self.returns().into_keys());
        self.return_rule(id).ok_or_else(known)
    }
}

/// Counts everybody.
pub(super) fn tally(caseload: &Caseload, asking: &Asking<'_>, layout: &Layout) -> Tally {
    let counted = tally_watched(caseload, asking, layout, &|_, _| ControlFlow::Continue(()));
    counted.unwrap_or_default()
}

/// The same, watched; `None` where whoever watches ends it.
pub(crate) fn tally_watched(
    caseload: &Caseload,
    asking: &Asking<'_>,
    layout: &Layout,
    watch: &dyn Fn(u64, u64) -> ControlFlow<()>,
) -> Option<Tally> {
    let counting = Counting { rule: asking.rule, layout };
    let mut sink = Tallying::new(layout);
    let all = caseload.people().len() as u64;
    for (done, someone) in (0_u64..).zip(caseload.people()) {
        if done % WATCHED == 0 && watch(done, all).is_break() {
            return None;
        }
        counting.person(&asking.life(&someone.file, &someone.facts), &mut sink);
    }
    (!watch(all, all).is_break()).then_some(sink.tally)
}

/// How many people are counted between looks at whether to go on.
const WATCHED: u64 = 256;

impl Report {
    pub(super) fn of(
        asking: &Asking<'_>,
        layout: &Layout,
        tally: &Tally,
        (accounts, rejected): (Accounts, Vec<Rejection>),
        source: Option<Arc<dyn Source>>,
    ) -> Self {
        let (slots, cells) = cells(asking.rule, layout, tally).into_iter().unzip();
        Self {
            catalogue: asking.catalogue.clone(),
            id: asking.rule.document.r#return.as_str().to_owned(),
            as_at: asking.as_at,
            options: asking.options,
            cells: Arc::new(cells),
            slots: Arc::new(slots),
            rejected: Arc::new(rejected),
            assumptions: assumptions(asking, &accounts),
            accounts,
            source,
        }
    }

    /// The return's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The day judged.
    #[must_use]
    pub fn as_at(&self) -> Date {
        self.as_at
    }

    /// The day as on which events were known; `None` is now.
    #[must_use]
    pub fn known_at(&self) -> Option<Date> {
        self.options.known_at
    }

    /// The return's document.
    #[must_use]
    pub fn document(&self) -> Option<&Return> {
        self.catalogue.return_rule(&self.id).map(|rule| &rule.document)
    }

    /// Every cell: by indicator, programme (all of them last), period and group.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// One cell.
    #[must_use]
    pub fn cell(&self, key: &CellKey) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.key == *key)
    }

    /// What cannot be used, and why; by person and event.
    #[must_use]
    pub fn rejected(&self) -> &[Rejection] {
        &self.rejected
    }

    /// What became of everything that came in.
    #[must_use]
    pub fn accounts(&self) -> Accounts {
        self.accounts
    }

    /// What was assumed.
    #[must_use]
    pub fn assumptions(&self) -> &[String] {
        &self.assumptions
    }

    /// The fingerprint of the catalogue that it was computed by.
    #[must_use]
    pub fn catalogue(&self) -> &str {
        self.catalogue.fingerprint()
    }

    pub(super) fn rule(&self) -> Result<&ReturnRule, ReturnError> {
        self.catalogue.known_return(&self.id)
    }

    pub(super) fn source(&self) -> Result<&dyn Source, ReturnError> {
        self.source.as_deref().ok_or(ReturnError::NotHere)
    }
}

fn assumptions(asking: &Asking<'_>, accounts: &Accounts) -> Vec<String> {
    let mut assumptions = Vec::new();
    assumptions.push(match asking.options.facts_on {
        Some(day) => format!("facts given without a day are those of {}", in_words(day)),
        None => "facts given without a day are those at each start".to_owned(),
    });
    if accounts.events > 0 && accounts.used == 0 && accounts.later > 0 {
        let day = in_words(asking.as_at);
        assumptions
            .push(format!("nothing that was given had happened, or was known, by {day}: every count is of nobody"));
    }
    if accounts.erased > 0 {
        assumptions.push(format!("{} erased: they count in no cell", people(accounts.erased)));
    }
    assumptions
}

fn people(count: u64) -> String {
    if count == 1 { "1 person was".to_owned() } else { format!("{count} people were") }
}
