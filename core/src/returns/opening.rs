//! A number opened to its people.

use serde::Serialize;

use super::asking::{Asking, segments};
use super::cell::{Cell, CellKey};
use super::cells::Slot;
use super::count::Counting;
#[cfg(all(feature = "columns", not(target_family = "wasm")))]
use super::count::many::{DayOf, Many};
use super::error::ReturnError;
use super::layout::Layout;
use super::life::Life;
use super::report::Report;
use super::sink::{Extra, Place, Sink};
use super::tally::Part;
use crate::catalogue::{IndicatorForm, ReturnRule};
use crate::journey::by;
use crate::outcomes::{OutcomeResult, Person};
use crate::value::Date;

/// A part of a cell: which people of it are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CellPart {
    /// Who counts, or achieved.
    Numerator,
    /// All that it is a share of.
    Denominator,
    /// Who is not due yet.
    Pending,
    /// Of whom it is not told whether they count.
    Undetermined,
    /// Who is left out.
    Excluded,
    /// Who achieved after they were due.
    Late,
}

impl CellPart {
    /// Every part.
    pub const ALL: [Self; 6] =
        [Self::Numerator, Self::Denominator, Self::Pending, Self::Undetermined, Self::Excluded, Self::Late];

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Numerator => "numerator",
            Self::Denominator => "denominator",
            Self::Pending => "pending",
            Self::Undetermined => "undetermined",
            Self::Excluded => "excluded",
            Self::Late => "late",
        }
    }

    fn has(self, part: Part) -> bool {
        match self {
            Self::Numerator => part == Part::Yes,
            Self::Denominator => matches!(part, Part::Yes | Part::No | Part::Maybe),
            Self::Pending => part == Part::Pending,
            Self::Undetermined => matches!(part, Part::Maybe | Part::MayYes | Part::MayNo | Part::MayMaybe),
            Self::Excluded => part == Part::Excluded,
            Self::Late => part == Part::Late,
        }
    }
}

/// How a person counts in a cell, and by what.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Why {
    /// The person's id.
    pub person: String,
    /// The cell.
    pub cell: CellKey,
    /// The parts of it they are among; none if they are not in it.
    pub parts: Vec<CellPart>,
    /// Their enrolments in what the cell is about, in the order in which they began.
    pub enrolments: Vec<WhyEnrolment>,
    /// The ids of their records that the indicator counts, or may.
    pub records: Vec<String>,
}

/// One enrolment, as a cell sees it.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct WhyEnrolment {
    /// The programme.
    pub programme: String,
    /// Its first day.
    pub started_on: Option<Date>,
    /// Its last day.
    pub ended_on: Option<Date>,
    /// Why it ended.
    pub ended_because: Option<String>,
    /// Whether the indicator leaves it out; `None` if what would tell is not told.
    pub excluded: Option<bool>,
    /// The outcomes that the indicator asks for.
    pub outcomes: Vec<OutcomeResult>,
}

/// What marks fall into one cell.
struct Looking<'a> {
    layout: &'a Layout,
    slot: &'a Slot,
    found: Vec<Part>,
}

impl Sink for Looking<'_> {
    fn mark(&mut self, at: &Place<'_>, part: Part, _: Extra<'_>) {
        if is_in(self.slot, self.layout, at) {
            self.found.push(part);
        }
    }

    fn seen(&mut self, _: i32) {}
}

/// Who counts in a cell as a part of it.
pub(crate) struct Finding<'a> {
    counting: Counting<'a>,
    slot: &'a Slot,
    part: CellPart,
}

impl<'a> Finding<'a> {
    pub(crate) fn new(rule: &'a ReturnRule, layout: &'a Layout, slot: &'a Slot, part: CellPart) -> Self {
        Self { counting: Counting { rule, layout }, slot, part }
    }

    /// Whether a person does.
    pub(crate) fn is_in(&self, life: &Life) -> bool {
        let mut looking = Looking { layout: self.counting.layout, slot: self.slot, found: Vec::new() };
        self.counting.indicator(self.slot.indicator, life, &mut looking);
        looking.found.iter().any(|found| self.part.has(*found))
    }

    /// Those of many people who do, by their places.
    #[cfg(all(feature = "columns", not(target_family = "wasm")))]
    pub(crate) fn among(&self, many: &Many, days: &[DayOf]) -> Vec<u32> {
        let layout = self.counting.layout;
        let untold = self
            .slot
            .by
            .map_or(0, |(breakdown, _)| self.counting.rule.breakdowns.get(breakdown).map_or(0, |of| of.groups.len()));
        // Whoever has no enrolment in the programme or the group is not looked at any closer.
        let is_here = |row: usize| {
            let programme = many.programmes.get(row).map(|programme| usize::from(*programme));
            let is_group = self.slot.by.is_none_or(|(breakdown, group)| {
                let own = many.groups.get(breakdown).and_then(|groups| groups.get(row)).copied();
                own.is_none_or(|own| usize::from(own).min(untold) == group)
            });
            (layout.total() == Some(self.slot.scope) || programme == Some(self.slot.scope)) && is_group
        };
        let each = many.each().filter(|(_, rows)| rows.clone().any(is_here));
        each.filter(|(_, rows)| self.is_in(&many.life(rows.clone(), days))).map(|(person, _)| person).collect()
    }
}

/// Whether what counts somewhere counts in a cell.
fn is_in(slot: &Slot, layout: &Layout, at: &Place<'_>) -> bool {
    let is_time = match slot.back {
        Some(back) => at.period.is_some_and(|period| layout.back(period) == back),
        None => at.is_all,
    };
    let is_group = slot.by.is_none_or(|(breakdown, group)| {
        let slots = layout.indicator(slot.indicator);
        let groups =
            slots.and_then(|slots| slots.by.iter().find(|by| by.breakdown == breakdown)).map_or(1, |by| by.groups);
        let own = at.groups.get(breakdown).map_or(usize::MAX, |own| usize::from(*own));
        own.min(groups.saturating_sub(1)) == group
    });
    let is_meant = slot.by.map_or(at.only.has_total(), |(breakdown, _)| at.only.has(breakdown));
    is_meant && slot.indicator == at.indicator && slot.scope == at.scope && is_time && is_group
}

impl Report {
    /// The people that a part of a cell is made of, by their ids, each once.
    ///
    /// Of a ratio the numerator is made of those of what is divided, the denominator of those of what it is divided by.
    ///
    /// # Errors
    /// [`ReturnError`] if the report has no such cell, or was put together from partial states.
    ///
    /// ```
    /// # use doorstep::{CaseFile, Catalogue, CellPart, OutcomeOptions, Plain, parse_date};
    /// # let catalogue = Catalogue::parse([
    /// #     ("p.json", r#"{"programme": "p", "name": "P", "in_force": {}}"#),
    /// #     ("r.json", r#"{"return": "yearly", "funder": "council", "programmes": ["p"], "calendar": "financial_year",
    /// #         "indicators": [{"id": "sign_ups", "unit": "person", "count": "started"}]}"#),
    /// # ])?;
    /// let file = CaseFile::from_jsonl(&catalogue, r#"
    ///     {"id": "a", "person": 7, "kind": "started", "programme": "p", "on": "2021-05-01"}
    ///     {"id": "b", "person": 8, "kind": "started", "programme": "p", "on": "2020-05-01"}"#);
    /// let as_at = parse_date("2022-03-31").unwrap();
    /// let report = catalogue.compute("yearly", &Plain::Null, &file, as_at, OutcomeOptions::default())?;
    /// let last = report.cells().last().unwrap();
    /// assert_eq!(report.people(&last.key, CellPart::Numerator)?, ["7"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn people(&self, cell: &CellKey, part: CellPart) -> Result<Vec<String>, ReturnError> {
        let rule = self.rule()?;
        let slot = self.slot(cell)?;
        let (slot, part) = match rule.indicators.get(slot.indicator).map(|own| &own.form) {
            Some(IndicatorForm::Ratio { of, .. }) if part == CellPart::Numerator => (of_indicator(slot, *of), part),
            Some(IndicatorForm::Ratio { to, .. }) if part == CellPart::Denominator => {
                (of_indicator(slot, *to), CellPart::Numerator)
            }
            // A count has no denominator: it is made of who counts.
            _ => (slot, part),
        };
        let source = self.source()?;
        let asking = self.asking(rule);
        let layout = Layout::of(&self.catalogue, rule, self.as_at);
        Ok(source.people_in(&asking, &layout, &slot, part))
    }

    /// How a person counts in a cell, and by what: `None` if they are not among the people given.
    ///
    /// # Errors
    /// [`ReturnError`] if the report has no such cell, or was put together from partial states.
    pub fn why(&self, person: &str, cell: &CellKey) -> Result<Option<Why>, ReturnError> {
        let rule = self.rule()?;
        let slot = self.slot(cell)?;
        let Some(someone) = self.source()?.someone(person) else { return Ok(None) };
        let asking = self.asking(rule);
        let layout = Layout::of(&self.catalogue, rule, self.as_at);
        let life = asking.life(&someone.file, &someone.facts);
        let mut looking = Looking { layout: &layout, slot: &slot, found: Vec::new() };
        Counting { rule, layout: &layout }.person(&life, &mut looking);
        let parts = CellPart::ALL.into_iter().filter(|part| looking.found.iter().any(|found| part.has(*found)));
        let parts = parts.collect();
        let standing = someone.file.standing(self.options.known_at);
        let form = rule.indicators.get(slot.indicator).map(|own| &own.form);
        let (query, asked) = asked_by(form);
        let is_own = |programme: usize| slot.scope == programme || slot.scope >= layout.programmes;
        let mut enrolments = Vec::new();
        let subject = Person {
            catalogue: &self.catalogue,
            file: &someone.file,
            standing: &standing,
            facts: &someone.facts,
            as_at: self.as_at,
            options: self.options,
        };
        let unborn = asking.unborn(&standing, &someone.facts);
        for (_, programme) in rule.programmes.iter().enumerate().filter(|(place, _)| is_own(*place)) {
            let mut events = by(&standing, &programme.id, self.as_at);
            events.retain(|event| !unborn.iter().any(|problem| problem.event == event.id));
            if !events.iter().any(|event| event.programme.is_some()) {
                continue;
            }
            for segment in segments(&events, rule.document.re_entry) {
                enrolments.extend(asking.live(&subject, programme, &segment, |document, lived| {
                    let own = rule.indicators.get(slot.indicator).and_then(|own| own.exclude.as_ref());
                    let is_asked = |id: &str| asked.iter().any(|place| asking.outcome(*place) == Some(id));
                    let wanted = asking.wanted(document, lived);
                    let mut outcomes = lived.outcomes(|place| wanted.contains(&place));
                    outcomes.retain(|outcome| is_asked(&outcome.id));
                    WhyEnrolment {
                        programme: programme.id.clone(),
                        started_on: lived.enrolment().started_on,
                        ended_on: lived.enrolment().ended_on,
                        ended_because: lived.enrolment().ended_because.clone(),
                        excluded: own.map_or(Some(false), |own| lived.leaves_out(own)),
                        outcomes,
                    }
                }));
            }
        }
        enrolments.sort_by_key(|enrolment| enrolment.started_on);
        let of_query = life.hits.iter().filter(|hit| Some(hit.query) == query && is_own(hit.programme));
        let all = standing.events().events();
        let mut records: Vec<String> = Vec::new();
        for hit in of_query {
            if let Some(event) = all.get(hit.event)
                && !records.contains(&event.id)
            {
                records.push(event.id.clone());
            }
        }
        Ok(Some(Why { person: someone.id, cell: cell.clone(), parts, enrolments, records }))
    }

    /// One cell, which there is.
    ///
    /// # Errors
    /// [`ReturnError::NoSuchCell`], which says which part of the key no cell has.
    pub fn find(&self, cell: &CellKey) -> Result<&Cell, ReturnError> {
        self.cell(cell).ok_or_else(|| ReturnError::NoSuchCell { problem: self.missing(cell) })
    }

    fn slot(&self, cell: &CellKey) -> Result<Slot, ReturnError> {
        let found = self.cells.iter().zip(self.slots.iter()).find(|(own, _)| own.key == *cell);
        found.map(|(_, slot)| *slot).ok_or_else(|| ReturnError::NoSuchCell { problem: self.missing(cell) })
    }

    /// Which part of a key no cell has.
    fn missing(&self, cell: &CellKey) -> String {
        let has = |is: &dyn Fn(&CellKey) -> bool| self.cells.iter().any(|own| is(&own.key));
        let named = |what: &str, name: &Option<String>| match name {
            Some(name) => format!("none has the {what} `{name}`"),
            None => format!("none is without a {what}"),
        };
        if !has(&|own| own.indicator == cell.indicator) {
            format!("there is no indicator `{}`", cell.indicator)
        } else if !has(&|own| own.indicator == cell.indicator && own.programme == cell.programme) {
            named("programme", &cell.programme)
        } else if !has(&|own| own.indicator == cell.indicator && own.period == cell.period) {
            named("period", &cell.period)
        } else if !has(&|own| own.indicator == cell.indicator && own.by == cell.by) {
            named("breakdown", &cell.by)
        } else {
            format!("{}, with the rest of what was asked", named("group", &cell.group))
        }
    }

    pub(super) fn asking<'a>(&'a self, rule: &'a ReturnRule) -> Asking<'a> {
        Asking { catalogue: &self.catalogue, rule, as_at: self.as_at, options: self.options }
    }
}

/// The same cell of another indicator.
fn of_indicator(slot: Slot, indicator: usize) -> Slot {
    Slot { indicator, ..slot }
}

/// The query of records and the days that a form asks for, by their places.
fn asked_by(form: Option<&IndicatorForm>) -> (Option<usize>, Vec<usize>) {
    use crate::catalogue::Averaged;
    match form {
        Some(IndicatorForm::Count(asked)) => (None, vec![*asked]),
        Some(IndicatorForm::Rate { cohort, achieved }) => (None, vec![*cohort, *achieved]),
        Some(IndicatorForm::Average { of: Averaged::Enrolments { cohort, .. }, .. }) => (None, vec![*cohort]),
        Some(
            IndicatorForm::Records(query)
            | IndicatorForm::Sum(query)
            | IndicatorForm::Average { of: Averaged::Records(query), .. },
        ) => (Some(*query), Vec::new()),
        _ => (None, Vec::new()),
    }
}
