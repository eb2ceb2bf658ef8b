//! Outcome definitions, as documents give them.

use serde::Serialize;

use super::decode::{Decode, Decoder, shape, words};
use super::formula::Formula;
use super::words::{Grade, Id, Text};
use crate::diagnostic::Code;
use crate::tree::{Kind, Node};
use crate::value::{Duration, Money, Number, Plain};

words! {
    /// What to make of a spell whose end is not told.
    OpenSpells {
        /// It is known up to the latest record that confirms it.
        Confirmed = "confirmed",
        /// It goes on.
        Continue = "continue",
    }
}

words! {
    /// Overlapping spells: each by itself, their hours together, or the one with most.
    Together {
        /// Each by itself.
        Each = "each",
        /// The sum of their hours.
        Sum = "sum",
        /// The greatest of their hours.
        Max = "max",
    }
}

words! {
    /// How often an outcome counts.
    OncePer {
        /// Once for a person.
        Person = "person",
        /// Once for an enrolment.
        Enrolment = "enrolment",
        /// Once for a period of the return.
        Period = "period",
    }
}

words! {
    /// Which of a scale's scores is meant.
    Score {
        /// The items added up.
        Raw = "raw",
        /// The raw score through the scale's conversion table.
        Metric = "metric",
    }
}

words! {
    /// Which later score is compared with the baseline.
    ToScore {
        /// The latest there is.
        Latest = "latest",
        /// The latest by the enrolment's end; there is none before it.
        Exit = "exit",
    }
}

/// By how much a score must change.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum ChangeBy {
    /// By as many points; below 0 it must fall by as many.
    Points(Number),
    /// By one of the thresholds that the scale's declaration names.
    Threshold(Id),
}

impl Decode for ChangeBy {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        match node.kind {
            Kind::Number(_) => Number::decode(node, decoder).map(Self::Points),
            _ => Id::decode(node, decoder).map(Self::Threshold),
        }
    }
}

/// A share of a whole, written as `80%` or 0.8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Share(pub Number);

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Share {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Share".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": ["string", "number"], "pattern": "^[0-9.]+ *%$"})
    }
}

impl Decode for Share {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let share = match &node.kind {
            Kind::Text(text) => {
                let percent = text.strip_suffix('%').and_then(|percent| percent.trim().parse::<Number>().ok());
                percent.and_then(|percent| percent.checked_div(Number::from(100_i64)))
            }
            Kind::Number(text) => text.parse().ok(),
            _ => None,
        };
        let whole = Number::from(1_i64);
        let share = share.filter(|share| *share > Number::ZERO && *share <= whole).map(Self);
        if share.is_none() {
            decoder.report(Code::BadNumber, node.span, "this is no share of a whole", "write it as in `80%`");
        }
        share
    }
}

words! {
    /// The day whose facts a condition sees.
    FactsOf {
        /// The enrolment's start.
        AtStart = "at_start",
        /// The record's day.
        AtEvent = "at_event",
    }
}

words! {
    /// What an outcome's window hangs on.
    Anchor {
        /// The enrolment's start.
        Started = "started",
        /// Its end.
        Ended = "ended",
        /// Nothing: any record counts.
        None = "none",
    }
}

shape! {
    /// Something to be achieved, told by one of several forms.
    "an outcome" Outcome {
        /// Its id.
        id: Id,
        /// What it is called.
        text: Option<Text>,
        /// The kind of record that shows it.
        record: Option<Id>,
        /// Which records count.
        r#where: Option<Formula>,
        /// Who can achieve it, by the facts at the start.
        from: Option<Formula>,
        /// Who is left out.
        exclude: Option<Formula>,
        /// A run of spells.
        lasting: Option<Lasting>,
        /// How many records it takes.
        count: Option<u32>,
        /// What is added up.
        sum: Option<Formula>,
        /// How much it must come to.
        at_least: Option<Formula>,
        /// How much it must exceed.
        more_than: Option<Formula>,
        /// The share of sessions attended.
        attended: Option<Attended>,
        /// The fact that changes.
        fact: Option<Id>,
        /// The value it must come to have.
        becomes: Option<Plain>,
        /// The code it must gain.
        gains: Option<Id>,
        /// The code it must lose.
        loses: Option<Id>,
        /// Whether it must rise.
        rises: Option<bool>,
        /// The scale whose score changes.
        scale: Option<Id>,
        /// By how much, or the name of one of the scale's thresholds.
        change: Option<ChangeBy>,
        /// Which score: `raw` unless given.
        score: Option<Score>,
        /// Which of the later scores: the latest unless given.
        to: Option<ToScore>,
        /// The stage to reach.
        stage: Option<super::plan::StageName>,
        /// The action to do.
        action: Option<Id>,
        /// The goal to reach.
        goal: Option<Id>,
        /// Outcomes of which one is enough.
        any_of: Vec<Id> = vec![],
        /// Outcomes that must all be achieved.
        all_of: Vec<Id> = vec![],
        /// What its window hangs on.
        anchor: Anchor = Anchor::Started,
        /// Whether a spell open at the anchor counts from it.
        held_at: Option<HeldAt>,
        /// How long after the anchor it may come.
        within: Option<Duration>,
        /// What to make of spells whose end is not told.
        open_spells: OpenSpells = OpenSpells::Confirmed,
        /// What follow-up would show it.
        known_by: Option<KnownBy>,
        /// The day whose facts `where` sees.
        facts: FactsOf = FactsOf::AtStart,
        /// What to make of overlapping spells.
        together: Together = Together::Each,
        /// How often it counts.
        once_per: Option<OncePer>,
        /// The grade of evidence it asks for.
        evidence: Option<Grade>,
        /// What may be claimed for it.
        claim: Option<Claim>,
        /// The words it stands for.
        source: Option<Text>,
        /// What an author wants readers to know.
        note: Option<Text>,
    }
}

words! {
    /// When a spell must have been open to be held.
    HeldAt {
        /// At the enrolment's start.
        Start = "start",
    }
}

/// Keys that stand inside `lasting`, and are looked for beside it.
pub(super) const IN_LASTING: [&str; 13] =
    ["continuous", "gap", "days", "weeks", "months", "of", "touched", "total", "at", "in", "after", "over", "while"];

shape! {
    /// How long a run of spells must last.
    "`lasting`" Lasting at span {
        /// Without a longer gap than `gap`.
        continuous: Option<Duration>,
        /// The empty days that do not break a run.
        gap: Option<Duration>,
        /// Covered days, in a window of `of` days.
        days: Option<u32>,
        /// Covered weeks, in a window of `of` weeks.
        weeks: Option<u32>,
        /// Covered months, in a window of `of` months.
        months: Option<u32>,
        /// The window's length, in the same unit.
        of: Option<u32>,
        /// Whether a week or month counts when any of its days is covered.
        touched: bool = false,
        /// Days in all.
        total: Option<Duration>,
        /// A day that must be covered.
        at: Option<Duration>,
        /// A span of time that must be touched.
        r#in: Option<Within>,
        /// What `at` counts from.
        after: Option<Anchor>,
        /// The first day of the window of weeks or months; without it each window begins with a spell.
        from: Option<Formula>,
        /// Whether one day more is asked.
        over: bool = false,
        /// The spell that must go on at the same time.
        r#while: Option<Id>,
    }
}

shape! {
    /// A quarter after a day.
    "a quarter" Within {
        /// Which quarter.
        quarter: u32,
        /// Counted from.
        after: Anchor = Anchor::Ended,
    }
}

shape! {
    /// The share of sessions that must be attended.
    "attendance" Attended {
        /// The least share, such as `80%`.
        at_least: Share,
    }
}

shape! {
    /// A follow-up without which nothing is known.
    "`known_by`" KnownBy {
        /// The kind of record.
        record: Id,
        /// When it is made.
        at: Option<Duration>,
    }
}

shape! {
    /// What a funding pays for an outcome.
    "a claim" Claim {
        /// The funding.
        funding: Id,
        /// How much.
        amount: Option<Money>,
        /// How long it may take to claim.
        within: Option<Duration>,
    }
}
