//! What changed since an earlier report: who moved in or out of each cell, and by what.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::asking::Asking;
use super::cell::CellKey;
use super::count::Counting;
use super::error::ReturnError;
use super::layout::Layout;
use super::report::Report;
use super::sink::{Extra, Place, Sink};
use super::source::Someone;
use super::tally::Part;
use crate::catalogue::{Catalogue, ReturnRule};
use crate::document::Over;
use crate::events::Fate;
use crate::outcomes::OutcomeOptions;
use crate::value::Date;

/// Why somebody counts otherwise than before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Events came that were not known before.
    Late,
    /// Events were corrected or taken back.
    Corrected,
    /// The documents say something else.
    ClauseChanged,
    /// What is told of people beside their events changed.
    FactsChanged,
    /// The day judged is another one.
    DayChanged,
    /// They were not among those given before, or are not any more.
    PeopleChanged,
}

impl Cause {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Corrected => "corrected",
            Self::ClauseChanged => "clause_changed",
            Self::FactsChanged => "facts_changed",
            Self::DayChanged => "day_changed",
            Self::PeopleChanged => "people_changed",
        }
    }
}

/// Somebody who counts otherwise in a cell than before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Move {
    /// The cell.
    pub cell: CellKey,
    /// The person's id.
    pub person: String,
    /// As what they counted; `None` if they were not in it.
    pub from: Option<&'static str>,
    /// As what they count now; `None` if they are not in it any more.
    pub to: Option<&'static str>,
    /// By what: what alone makes a difference, else all that changed.
    pub by: Vec<Cause>,
}

/// What changed between two reports of one return.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Comparison {
    /// The cells whose values differ, with the value before and now, where it was known.
    pub cells: Vec<CellChange>,
    /// Who moved, by cell and person.
    pub moves: Vec<Move>,
}

/// A cell whose value differs.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct CellChange {
    /// The cell.
    pub cell: CellKey,
    /// The least and most that it could be before; `None` if there was no such cell, or nobody in it.
    pub before: Option<(f64, Option<f64>)>,
    /// The same now.
    pub now: Option<(f64, Option<f64>)>,
}

/// Where somebody counts, and as what.
type Marks = BTreeMap<CellKey, &'static str>;

struct Marking<'a> {
    rule: &'a ReturnRule,
    layout: &'a Layout,
    marks: Marks,
}

fn word(part: Part) -> &'static str {
    match part {
        Part::Yes => "numerator",
        Part::No => "denominator",
        Part::Maybe | Part::MayYes | Part::MayNo | Part::MayMaybe => "undetermined",
        Part::Pending => "pending",
        Part::Excluded => "excluded",
        Part::Late => "late",
    }
}

impl Sink for Marking<'_> {
    fn mark(&mut self, at: &Place<'_>, part: Part, _: Extra<'_>) {
        let Some(slots) = self.layout.indicator(at.indicator) else { return };
        let indicator = self.rule.document.indicators.get(at.indicator).map_or("", |own| own.id.as_str());
        let key = |period: Option<i32>, by: Option<String>, group: Option<String>| CellKey {
            indicator: indicator.to_owned(),
            programme: self.rule.programmes.get(at.scope).map(|programme| programme.id.clone()),
            period: period.map(|period| self.layout.periods.period(period).label),
            by,
            group,
        };
        let mut keys = Vec::new();
        if at.period.is_some() && at.only.has_total() {
            keys.push(key(at.period, None, None));
        }
        if at.is_all && slots.has_all && at.only.has_total() {
            keys.push(key(None, None, None));
        }
        for by in slots.by.iter().filter(|by| at.only.has(by.breakdown)) {
            let Some(of) = self.rule.breakdowns.get(by.breakdown) else { continue };
            let group = at.groups.get(by.breakdown).and_then(|group| of.groups.get(usize::from(*group)).cloned());
            match by.over {
                Over::Period if at.period.is_some() => keys.push(key(at.period, Some(of.name.clone()), group)),
                Over::All if at.is_all => keys.push(key(None, Some(of.name.clone()), group)),
                _ => {}
            }
        }
        for key in keys {
            // Achieving says most, and being late beside missing it says nothing new.
            let own = self.marks.entry(key).or_insert(word(part));
            if part == Part::Yes {
                *own = word(part);
            }
        }
    }

    fn seen(&mut self, _: i32) {}
}

/// A report's rules and days.
struct Side<'a> {
    asking: Asking<'a>,
    layout: Layout,
}

impl<'a> Side<'a> {
    fn of(catalogue: &'a Catalogue, report: &Report) -> Result<Self, ReturnError> {
        Self::on(catalogue, report, (report.as_at, report.options))
    }

    /// The rules of a catalogue for a report's return, on a day and by what was known.
    fn on(
        catalogue: &'a Catalogue,
        report: &Report,
        (as_at, options): (Date, OutcomeOptions),
    ) -> Result<Self, ReturnError> {
        let rule = catalogue.known_return(&report.id)?;
        let asking = Asking { catalogue, rule, as_at, options };
        Ok(Self { layout: Layout::of(catalogue, rule, as_at), asking })
    }

    fn marks(&self, events: &Someone, facts: &Someone) -> Marks {
        let mut marking = Marking { rule: self.asking.rule, layout: &self.layout, marks: Marks::new() };
        let life = self.asking.life(&events.file.against(self.asking.catalogue), &facts.facts);
        Counting { rule: self.asking.rule, layout: &self.layout }.person(&life, &mut marking);
        marking.marks
    }
}

impl Report {
    /// What changed since an earlier report of the same return: the cells that differ, and who moved in or out of them by
    /// what.
    ///
    /// Of several things that changed, those are named that alone make somebody count otherwise; where only all of them
    /// together do, all are.
    ///
    /// # Errors
    /// [`ReturnError`] if the two are not of one return, or one was put together from partial states.
    pub fn compare(&self, earlier: &Self) -> Result<Comparison, ReturnError> {
        if self.id != earlier.id {
            return Err(ReturnError::OtherReturn { this: self.id.clone(), other: earlier.id.clone() });
        }
        let now = Side::of(&self.catalogue, self)?;
        let then = Side::of(&earlier.catalogue, earlier)?;
        // The clauses of now as at the day of then, and the day of now by the clauses of then.
        let clause = Side::of(&self.catalogue, earlier)?;
        let day = Side::on(&earlier.catalogue, earlier, (self.as_at, earlier.options))?;
        // The clauses and the day of then, by what is known and told now.
        let known = OutcomeOptions { known_at: self.options.known_at, ..earlier.options };
        let known = Side::on(&earlier.catalogue, earlier, (earlier.as_at, known))?;
        let told = OutcomeOptions { facts_on: self.options.facts_on, ..earlier.options };
        let told = Side::on(&earlier.catalogue, earlier, (earlier.as_at, told))?;
        let before: BTreeMap<String, Someone> = by_id(earlier.source()?.all());
        let after: BTreeMap<String, Someone> = by_id(self.source()?.all());
        let ids: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        let mut moves = Vec::new();
        for id in ids {
            let (before, after) = (before.get(id), after.get(id));
            let marks_before = before.map(|own| then.marks(own, own)).unwrap_or_default();
            let marks_now = after.map(|own| now.marks(own, own)).unwrap_or_default();
            if marks_before == marks_now {
                continue;
            }
            let causes = match (before, after) {
                (Some(before), Some(after)) => vec![
                    (events_cause(before, after, earlier, self), known.marks(after, before)),
                    (Cause::ClauseChanged, clause.marks(before, before)),
                    (Cause::FactsChanged, told.marks(before, after)),
                    (Cause::DayChanged, day.marks(before, before)),
                ],
                _ => Vec::new(),
            };
            let keys: BTreeSet<&CellKey> = marks_before.keys().chain(marks_now.keys()).collect();
            for key in keys {
                let (from, to) = (marks_before.get(key).copied(), marks_now.get(key).copied());
                if from == to {
                    continue;
                }
                let alone = causes.iter().filter(|(_, marks)| marks.get(key).copied() != from);
                let mut by: Vec<Cause> = alone.map(|(cause, _)| *cause).collect();
                if causes.is_empty() {
                    by.push(Cause::PeopleChanged);
                } else if by.is_empty() {
                    by.extend(differences(before, after, earlier, self));
                }
                moves.push(Move { cell: key.clone(), person: id.clone(), from, to, by });
            }
        }
        crate::sort::by(&mut moves, |a, b| a.cell.cmp(&b.cell).then_with(|| a.person.cmp(&b.person)));
        Ok(Comparison { cells: self.changed(earlier), moves })
    }

    fn changed(&self, earlier: &Self) -> Vec<CellChange> {
        let values = |report: &Self| -> BTreeMap<CellKey, Option<(f64, Option<f64>)>> {
            let of = |cell: &super::cell::Cell| (cell.key.clone(), cell.low.map(|low| (low, cell.high)));
            crate::sort::gather(report.cells.iter().map(of))
        };
        let (before, now) = (values(earlier), values(self));
        let keys: BTreeSet<&CellKey> = before.keys().chain(now.keys()).collect();
        let change = |key: &CellKey| {
            let (before, now) = (before.get(key).copied().flatten(), now.get(key).copied().flatten());
            (before != now).then(|| CellChange { cell: key.clone(), before, now })
        };
        keys.into_iter().filter_map(change).collect()
    }
}

fn by_id(people: Vec<Someone>) -> BTreeMap<String, Someone> {
    crate::sort::gather(people.into_iter().map(|someone| (someone.id.clone(), someone)))
}

/// Whether a person's events were corrected since, or only more came.
fn events_cause(before: &Someone, after: &Someone, earlier: &Report, now: &Report) -> Cause {
    let corrections = |someone: &Someone, report: &Report| {
        let standing = someone.file.standing(report.options.known_at);
        let is_correction = |fate: &Fate| matches!(fate, Fate::Amended { .. } | Fate::Voided { .. });
        standing
            .fates()
            .filter(|(_, fate)| is_correction(fate))
            .map(|(event, _)| event.id.clone())
            .collect::<BTreeSet<_>>()
    };
    let is_same = corrections(before, earlier) == corrections(after, now);
    if is_same { Cause::Late } else { Cause::Corrected }
}

/// Everything that differs between two reports of a person.
fn differences(before: Option<&Someone>, after: Option<&Someone>, earlier: &Report, now: &Report) -> Vec<Cause> {
    let (Some(before), Some(after)) = (before, after) else { return vec![Cause::PeopleChanged] };
    let is_known = |someone: &Someone, report: &Report| {
        let standing = someone.file.standing(report.options.known_at);
        standing
            .fates()
            .filter(|(_, fate)| **fate != Fate::NotKnown)
            .map(|(event, _)| event.canonical())
            .collect::<Vec<_>>()
    };
    let causes = [
        (is_known(before, earlier) != is_known(after, now), events_cause(before, after, earlier, now)),
        (earlier.catalogue() != now.catalogue(), Cause::ClauseChanged),
        (before.facts != after.facts, Cause::FactsChanged),
        (earlier.as_at != now.as_at, Cause::DayChanged),
    ];
    causes.into_iter().filter(|(is, _)| *is).map(|(_, cause)| cause).collect()
}
