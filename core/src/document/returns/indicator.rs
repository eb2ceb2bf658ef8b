//! Indicators: each one thing that a funder counts.

use super::super::decode::{shape, words};
use super::super::formula::Formula;
use super::super::outcome::Score;
use super::super::words::{Id, Text};
use super::breakdown::Breakdown;
use super::unit::Unit;
use crate::value::{Date, Duration, Number};

words! {
    /// Which of an outcome's four days counts.
    At {
        /// The day it was achieved.
        Achieved = "achieved",
        /// The day from which it is shown by evidence of the grade it asks for.
        Evidenced = "evidenced",
        /// The day it was claimed.
        Claimed = "claimed",
        /// The day it was paid.
        Paid = "paid",
    }
}

words! {
    /// The last day that an achievement may have.
    Until {
        /// The day judged.
        AsAt = "as_at",
        /// The last day of the period in which the cohort started.
        PeriodEnd = "period_end",
    }
}

words! {
    /// What a target is for.
    TargetOf {
        /// The cell's value.
        Value = "value",
        /// How many achieved.
        Numerator = "numerator",
        /// Of how many.
        Denominator = "denominator",
    }
}

words! {
    /// The time in which a target is to be reached.
    TargetPer {
        /// Each period.
        Period = "period",
        /// The whole time.
        All = "all",
    }
}

shape! {
    /// What a funder counts.
    "an indicator" Indicator {
        /// Its id.
        id: Id,
        /// What it is called.
        text: Option<Text>,
        /// What is counted.
        unit: Unit,
        /// Counts who reached a stage (`started`, `ended`), achieved an outcome, or has records of a kind.
        count: Option<Id>,
        /// Which records of the kind count.
        r#where: Option<Formula>,
        /// A rate: of whom. A stage, such as `started`, or an outcome.
        cohort: Option<Id>,
        /// A rate: the outcome they achieved.
        achieved: Option<Id>,
        /// The last day an achievement may have.
        until: Option<Until>,
        /// How long after the start somebody is due.
        due: Option<Duration>,
        /// Who is left out before anything is counted.
        exclude: Option<Formula>,
        /// Who is left out if they did not achieve it.
        except: Option<Formula>,
        /// What is added up.
        sum: Option<Summed>,
        /// The median of what is measured.
        median: Option<Measured>,
        /// The mean of what is measured.
        mean: Option<Measured>,
        /// One indicator for each of another.
        ratio: Option<Ratio>,
        /// A share of a table of people: of which base.
        base: Option<Id>,
        /// Who of the base is counted.
        when: Option<Formula>,
        /// The fact that says how many people a row of the table stands for.
        weight: Option<Id>,
        /// Which day of the outcome counts: the one it was achieved on, unless given.
        at: At = At::Achieved,
        /// Only enrolments that a funding pays for; of what is added up its share.
        funding: Option<Id>,
        /// Whether a person counts again in each period.
        once_per: Option<super::super::outcome::OncePer>,
        /// The first day on which it was collected.
        collected_from: Option<Date>,
        /// The confidence of the interval to give beside a rate, such as 0.95.
        interval: Option<Number>,
        /// What is to be reached.
        target: Option<Target>,
        /// What its cells are broken down by, in place of the return's.
        by: Option<Vec<Breakdown>>,
        /// The words it stands for.
        source: Option<Text>,
        /// What an author wants readers to know.
        note: Option<Text>,
    }
}

shape! {
    /// What is to be reached, and what follows if it is not.
    "a target" Target {
        /// How much.
        value: Number,
        /// Of what.
        of: TargetOf = TargetOf::Value,
        /// In which time.
        per: TargetPer = TargetPer::Period,
        /// What follows.
        consequence: Option<Text>,
        /// The words it rests on.
        source: Option<Text>,
        /// What an author wants readers to know.
        note: Option<Text>,
    }
}

shape! {
    /// What is added up: an attribute of records, or what was claimed or paid for an outcome.
    "a sum" Summed {
        /// The kind of record.
        record: Option<Id>,
        /// What is added up of each.
        of: Option<Formula>,
        /// The outcome whose claims are added up.
        claimed: Option<Id>,
        /// The outcome whose payments are added up.
        paid: Option<Id>,
    }
}

shape! {
    /// What is measured of each unit.
    "a measure" Measured {
        /// The scale whose last score less its first is measured.
        change: Option<Id>,
        /// Which score: `raw` unless given.
        score: Option<Score>,
        /// The kind of record of which something is measured.
        record: Option<Id>,
        /// What is measured of each record.
        of: Option<Formula>,
        /// The outcome up to which days from the start are measured.
        days_to: Option<Id>,
    }
}

shape! {
    /// One indicator for each of another.
    "a ratio" Ratio {
        /// What is divided.
        of: Id,
        /// By what.
        to: Id,
    }
}
