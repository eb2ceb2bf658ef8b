//! Which outcomes can be judged on columns alone, and what they ask of each row.

use super::attributes::in_units;
use super::codes::{Numbers, OTHER};
use super::streams::{Stream, Streamed};
use super::who::Who;
use crate::catalogue::{Amount, Catalogue, Form, OutcomeRule, RecordForm, Run, constant};
use crate::condition::{Expression, FactIndex};
use crate::document::{Anchor, OpenSpells, Outcome, Programme, Together};
use crate::events::TOLD;
use crate::value::{Duration, Number};

/// The kinds of event that are looked for, and what is looked for in each.
pub(super) struct Rules<'c> {
    /// Programmes by id.
    pub(super) programmes: Numbers,
    /// Kinds by name: the start, the end, then kinds of record.
    pub(super) kinds: Numbers,
    /// Kinds of evidence that are declared.
    pub(super) evidence: Numbers,
    /// What is asked of the records of each kind, in the order of kinds.
    pub(super) asked: Vec<Asked<'c>>,
    /// For each programme, its versions.
    pub(super) versions: Vec<Vec<Outcomes<'c>>>,
    /// Whom some outcomes leave out, and the facts that go into it.
    pub(super) who: Vec<Who<'c>>,
    pub(super) facts: Vec<FactIndex>,
    /// What each of these is, as it is written.
    whom: Vec<[Option<&'c str>; 2]>,
    /// Every way for records to count.
    counted: Vec<Counted>,
    /// Whether some outcome asks up to which day spells are known to go on.
    confirms: bool,
    /// What is asked of records that needs no order.
    pub(super) streams: Vec<Stream>,
    /// Of which outcomes, by their places in the result, it is asked whether they were achieved and not when.
    pub(super) only_whether: Vec<bool>,
    /// The places among kinds of record of scales whose change is measured.
    pub(super) scales: Vec<usize>,
}

/// The outcomes of a version of a programme.
pub(super) struct Outcomes<'c> {
    pub(super) rules: Vec<Rule<'c>>,
    /// Whether it is in force on every day.
    pub(super) is_always: bool,
    /// Whether columns alone can judge all of them.
    pub(super) are_fast: bool,
}

pub(super) const STARTED: u16 = 0;
pub(super) const ENDED: u16 = 1;
/// The first kind of record.
pub(super) const RECORDS: u16 = 2;
/// Kinds that columns alone cannot judge.
pub(super) const ODD: u16 = OTHER - 1;
/// What joins a person's ids.
pub(super) const JOINS: u16 = OTHER - 2;
/// Kinds that there are and no outcome asks about.
pub(super) const IDLE: u16 = OTHER - 3;

/// What is asked of the records of a kind.
pub(super) struct Asked<'c> {
    pub(super) kind: &'c str,
    pub(super) is_spell: bool,
    /// Of a scale: the least and the greatest whole score that columns alone can judge.
    pub(super) scores: Option<(i64, i64)>,
    /// Whether its records are kept, or only looked at.
    pub(super) is_wanted: bool,
    /// Whether what is told belongs to a programme.
    needs_programme: bool,
    /// Whether every outcome that asks for the kind has a condition on it.
    pub(super) is_tested: bool,
    /// The conditions that some outcome asks, each once.
    pub(super) tests: Vec<&'c [(Expression, bool)]>,
    formulas: Vec<&'c str>,
    sums: Vec<&'c str>,
    /// The amounts that some outcome adds up, each once.
    pub(super) amounts: Vec<&'c Expression>,
}

/// Amounts that come with their records are counted in units of 10 to the power of minus this.
pub(super) const PLACES: i8 = 4;

impl<'c> Asked<'c> {
    /// Nothing yet of a kind.
    fn of(kind: &'c str) -> Self {
        Self {
            kind,
            is_spell: false,
            scores: None,
            is_wanted: true,
            needs_programme: false,
            is_tested: false,
            tests: Vec::new(),
            formulas: Vec::new(),
            sums: Vec::new(),
            amounts: Vec::new(),
        }
    }
}

impl Asked<'_> {
    /// Whether most of its records tell nothing but their day and an amount or a score.
    pub(super) fn is_brief(&self) -> bool {
        !self.is_spell
            && !self.is_tested
            && self.tests.is_empty()
            && (self.amounts.is_empty() || self.with_record().is_some())
    }

    /// The amount that comes with each record: of what lasts no time there is room for one.
    pub(super) fn with_record(&self) -> Option<&Expression> {
        match self.amounts.as_slice() {
            [only] if !self.is_spell && self.scores.is_none() => Some(only),
            _ => None,
        }
    }
}

/// The most conditions on records of one kind that are looked at together.
const TESTS_LIMIT: usize = 16;

/// An outcome that is judged on days.
pub(super) struct Rule<'c> {
    /// Its place in the result.
    pub(super) column: usize,
    pub(super) form: Option<Fast<'c>>,
    /// The place of whom it leaves out, if it does.
    pub(super) who: Option<usize>,
}

/// The forms that columns alone can judge.
pub(super) struct Fast<'c> {
    pub(super) counted: Counted,
    /// A number for that: outcomes for which the same records count have the same.
    pub(super) alike: usize,
    /// How long after the anchor it can be achieved.
    pub(super) within: Option<Duration>,
    pub(super) amount: FastAmount<'c>,
    /// The place of what is asked of its records, where that needs no order.
    pub(super) stream: Option<usize>,
}

/// Which records of an enrolment count for an outcome, and for which days: often the same as for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    /// The place of the kind among those of records.
    pub(super) kind: usize,
    /// The place of the condition among the kind's; without it all count.
    pub(super) test: Option<usize>,
    pub(super) open_spells: OpenSpells,
    pub(super) anchor: Anchor,
    pub(super) is_held: bool,
}

/// How many, how much or how long.
pub(super) enum FastAmount<'c> {
    Count(usize),
    /// And what it must come to.
    Total {
        of: usize,
        least: Option<Number>,
        /// The same in the units of amounts that come with their records, where it is so many.
        units: Option<i64>,
        exceeds: bool,
    },
    Run(&'c Run),
}

impl<'c> Rules<'c> {
    /// The outcomes of every programme.
    pub(super) fn new(catalogue: &'c Catalogue, columns: &[String]) -> Self {
        Self::of(catalogue, |own| {
            let versions = &catalogue.rules().programmes;
            for (number, (id, versions)) in (0..OTHER).zip(versions) {
                let versions = versions.iter().map(|version| (&version.document, version.outcomes.as_slice()));
                own.programme(catalogue, (id, number), versions, columns);
            }
        })
    }

    /// A programme's versions, each with its outcomes.
    pub(super) fn programme(
        &mut self,
        catalogue: &'c Catalogue,
        (id, number): (&str, u16),
        versions: impl Iterator<Item = (&'c Programme, &'c [OutcomeRule])>,
        columns: &[String],
    ) {
        self.programmes.insert(id.to_owned(), number);
        let versions = versions.map(|(document, outcomes)| self.version(catalogue, document, outcomes, columns));
        let versions = versions.collect();
        self.versions.push(versions);
    }

    /// What is asked for; `ask` says which programmes there are, with which outcomes, and what else is asked.
    pub(super) fn of(catalogue: &'c Catalogue, ask: impl FnOnce(&mut Self)) -> Self {
        let kinds = Numbers::from([("started".to_owned(), STARTED), ("ended".to_owned(), ENDED)]);
        let mut own = Self {
            programmes: Numbers::new(),
            kinds,
            evidence: catalogue.lexicon().evidence.keys().map(|kind| (kind.clone(), 0)).collect(),
            asked: Vec::new(),
            versions: Vec::new(),

            who: Vec::new(),
            facts: Vec::new(),
            whom: Vec::new(),
            counted: Vec::new(),
            confirms: false,
            streams: Vec::new(),
            only_whether: Vec::new(),
            scales: Vec::new(),
        };
        ask(&mut own);
        own.kinds.insert("same_person".to_owned(), JOINS);
        if own.confirms {
            own.kinds.insert("followed_up".to_owned(), ODD);
        }
        if !own.facts.is_empty() {
            // Facts that events tell change with the day.
            own.kinds.insert(TOLD.to_owned(), ODD);
        }
        for kind in crate::events::known_kinds(catalogue) {
            own.kinds.entry(kind.to_owned()).or_insert(IDLE);
        }
        own
    }

    /// How many kinds of record there are, the end of an enrolment first.
    pub(super) fn kinds_of_record(&self) -> usize {
        self.asked.len().saturating_add(usize::from(RECORDS.saturating_sub(ENDED)))
    }

    /// Whether some outcome asks for records of a kind.
    pub(super) fn asks_for(&self, kind: &str) -> bool {
        self.asked.iter().any(|asked| asked.kind == kind)
    }

    /// Whether some outcome asks why an enrolment ended.
    pub(super) fn asks_why(&self) -> bool {
        self.who.iter().any(|who| who.by_reason)
    }

    fn version(
        &mut self,
        catalogue: &'c Catalogue,
        document: &'c Programme,
        outcomes: &'c [OutcomeRule],
        columns: &[String],
    ) -> Outcomes<'c> {
        let outcomes = document.outcomes.iter().zip(outcomes);
        let rule = outcomes.filter_map(|(outcome, rule)| {
            let column = columns.iter().position(|column| column == outcome.id.as_str())?;
            let who = self.whom(catalogue, outcome, rule);
            if let Form::Records(form) = &rule.form {
                // Whatever can judge it, whoever has such records and started nothing is told of.
                self.kind(catalogue, &form.record);
            }
            let form = match &rule.form {
                Form::Records(form) if who.is_some() && outcome.known_by.is_none() => {
                    self.fast(catalogue, outcome, form)
                }
                _ => None,
            };
            self.confirms |= outcome.open_spells == OpenSpells::Confirmed;
            Some(Rule { column, form, who: who.flatten() })
        });
        let rules: Vec<Rule<'c>> = rule.collect();
        let period = &document.in_force;
        let is_always = period.from.is_none() && period.to.is_none();
        Outcomes { is_always, are_fast: rules.iter().all(|rule| rule.form.is_some()), rules }
    }

    /// Whom an outcome leaves out, if it does; `None` where columns alone cannot say.
    fn whom(&mut self, catalogue: &'c Catalogue, outcome: &'c Outcome, rule: &'c OutcomeRule) -> Option<Option<usize>> {
        let written = [&outcome.from, &outcome.exclude].map(|formula| formula.as_ref().map(|formula| formula.as_str()));
        if written == [None; 2] {
            return Some(None);
        }
        if let Some(known) = self.whom.iter().position(|known| *known == written) {
            return Some(Some(known));
        }
        self.who.push(Who::new(catalogue, rule, &mut self.facts)?);
        self.whom.push(written);
        Some(self.who.len().checked_sub(1))
    }

    fn fast(&mut self, catalogue: &'c Catalogue, outcome: &'c Outcome, form: &'c RecordForm) -> Option<Fast<'c>> {
        let during = outcome.lasting.as_ref().is_some_and(|lasting| lasting.r#while.is_some());
        if outcome.together != Together::Each || during || !form.counts.iter().all(|(part, _)| is_of_record(part)) {
            return None;
        }
        // A parameter goes by the day and the person's age, and `as_at` by the day.
        let amount = match &form.amount {
            Amount::Count(count) => FastAmount::Count(usize::try_from(*count).ok()?),
            Amount::Total { of, least, exceeds } if is_of_record(of) && is_constant(least) => {
                let least = constant(least);
                FastAmount::Total { of: 0, least, units: least.and_then(in_units), exceeds: *exceeds }
            }
            Amount::Run(run) if !matches!(run, Run::PartsOf { from: Some(_), .. }) => FastAmount::Run(run),
            _ => return None,
        };
        let kind = self.kind(catalogue, &form.record)?;
        let asked = self.asked.get_mut(kind)?;
        let test = match &outcome.r#where {
            None => None,
            Some(formula) => Some(match asked.formulas.iter().position(|known| *known == formula.as_str()) {
                Some(known) => known,
                None if asked.tests.len() >= TESTS_LIMIT => return None,
                None => {
                    asked.formulas.push(formula.as_str());
                    asked.tests.push(&form.counts);
                    asked.tests.len().saturating_sub(1)
                }
            }),
        };
        let amount = match (amount, &form.amount) {
            (FastAmount::Total { least, units, exceeds, .. }, Amount::Total { of, .. }) => {
                let written = outcome.sum.as_ref().map_or("", |sum| sum.as_str());
                let known = asked.sums.iter().position(|known| *known == written);
                let of = known.unwrap_or_else(|| {
                    asked.sums.push(written);
                    asked.amounts.push(of);
                    asked.amounts.len().saturating_sub(1)
                });
                FastAmount::Total { of, least, units, exceeds }
            }
            (amount, _) => amount,
        };
        asked.is_tested &= test.is_some();
        let (open_spells, anchor, is_held) = (outcome.open_spells, outcome.anchor, outcome.held_at.is_some());
        let counted = Counted { kind, test, open_spells, anchor, is_held };
        let alike = self.counted.iter().position(|known| *known == counted).unwrap_or_else(|| {
            self.counted.push(counted);
            self.counted.len().saturating_sub(1)
        });
        let stream = streamed(asked, &counted, &amount).map(|asked| Stream { counted, within: outcome.within, asked });
        let stream = stream.map(|stream| {
            self.streams.iter().position(|known| *known == stream).unwrap_or_else(|| {
                self.streams.push(stream);
                self.streams.len().saturating_sub(1)
            })
        });
        Some(Fast { counted, alike, within: outcome.within, amount, stream })
    }

    /// Asks for the scores on a scale. `None` if columns alone cannot judge them.
    #[cfg(feature = "returns")]
    pub(super) fn scale(&mut self, catalogue: &'c Catalogue, scale: &str) -> Option<usize> {
        let kind = catalogue.lexicon().scales.get_key_value(scale)?.0;
        if self.kinds.contains_key(kind) {
            return None;
        }
        let place = self.ask(kind, Asked { scores: scores(catalogue, kind), ..Asked::of(kind) })?;
        self.scales.push(place);
        Some(place)
    }

    /// Asks to look at whatever else there is: what cannot be used of it is listed, although nothing is made of it.
    #[cfg(feature = "returns")]
    pub(super) fn look_at_all(&mut self, catalogue: &'c Catalogue) {
        for kind in crate::events::known_kinds(catalogue) {
            if self.kinds.get(kind) == Some(&IDLE) {
                let asked = Asked {
                    scores: scores(catalogue, kind),
                    is_tested: true,
                    is_wanted: false,
                    needs_programme: crate::events::needs_programme(kind),
                    ..Asked::of(kind)
                };
                // Of too many kinds some are not looked at by columns alone.
                if self.ask(kind, asked).is_none() {
                    self.kinds.insert(kind.to_owned(), ODD);
                }
            }
        }
    }

    /// Asks whom a rule leaves out. `None` if columns alone cannot say.
    #[cfg(feature = "returns")]
    pub(super) fn leaves_out(&mut self, catalogue: &'c Catalogue, rule: &'c OutcomeRule) -> Option<usize> {
        self.who.push(Who::new(catalogue, rule, &mut self.facts)?);
        self.whom.push([None, None]);
        self.who.len().checked_sub(1)
    }

    /// Asks for facts, which events must not tell.
    #[cfg(feature = "returns")]
    pub(super) fn without_told(&mut self) {
        self.kinds.insert(TOLD.to_owned(), ODD);
    }

    fn kind(&mut self, catalogue: &'c Catalogue, kind: &str) -> Option<usize> {
        if let Some(known) = self.kinds.get(kind) {
            return Some(usize::from(known.checked_sub(RECORDS)?));
        }
        let (kind, declared) = catalogue.lexicon().records.get_key_value(kind)?;
        self.ask(kind, Asked { is_spell: declared.spell, is_tested: true, ..Asked::of(kind) })
    }

    /// Asks for records of a kind; `None` if it would be one too many.
    fn ask(&mut self, kind: &'c str, asked: Asked<'c>) -> Option<usize> {
        let place = self.asked.len();
        let number = u16::try_from(place).ok()?.checked_add(RECORDS).filter(|number| *number < JOINS.min(IDLE))?;
        self.kinds.insert(kind.to_owned(), number);
        self.asked.push(asked);
        Some(place)
    }

    /// Whether what is told of a kind belongs to a programme.
    pub(super) fn needs_programme(&self, kind: u16) -> bool {
        let asked = kind.checked_sub(RECORDS).and_then(|place| self.asked.get(usize::from(place)));
        asked.is_some_and(|asked| asked.needs_programme)
    }
}

/// The least and the greatest whole score on a scale that columns alone can judge; `None` of what is no scale.
#[cfg(feature = "returns")]
fn scores(catalogue: &Catalogue, kind: &str) -> Option<(i64, i64)> {
    let (most, least) = (i64::from(i32::MAX), i64::from(i32::MIN).saturating_add(1));
    let declared = catalogue.lexicon().scales.get(kind)?.scores();
    let declared = declared.map(|(from, to)| (from.to_i64(), to.to_i64()));
    Some(declared.map_or((least, most), |(from, to)| {
        (from.map_or(least, |from| from.max(least)), to.map_or(most, |to| to.min(most)))
    }))
}

/// What of the records that count for an outcome needs no order, if that is all it asks.
fn streamed(asked: &Asked<'_>, counted: &Counted, amount: &FastAmount<'_>) -> Option<Streamed> {
    // What was open at the anchor counts from there on, and of what is not confirmed it is not sure that it counts.
    let is_other = counted.is_held || (asked.is_spell && counted.open_spells == OpenSpells::Confirmed);
    match amount {
        FastAmount::Count(1) => Some(Streamed::First),
        FastAmount::Total { units: Some(_), .. } if asked.with_record().is_some() => Some(Streamed::Sum),
        _ => None,
    }
    .filter(|_| !is_other)
}

/// Whether an expression names nothing at all.
fn is_constant(expression: &Expression) -> bool {
    is_of_record(expression) && !expression.any(|part| matches!(part, Expression::Own(_)))
}

/// Whether an expression names nothing but a record's own parts.
fn is_of_record(expression: &Expression) -> bool {
    !expression.any(|part| {
        matches!(
            part,
            Expression::Fact(_)
                | Expression::AsAt
                | Expression::Criterion(..)
                | Expression::Eligible(_)
                | Expression::Parameter { .. }
                | Expression::Records(_)
                | Expression::Enrolled(_)
        )
    })
}
