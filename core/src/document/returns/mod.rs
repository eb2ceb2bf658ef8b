//! Returns: what a funder counts, of which programmes, and in which periods.

mod breakdown;
mod disclosure;
mod indicator;
mod unit;

pub use breakdown::{Breakdown, Over};
pub use disclosure::{Disclosure, Zeros};
pub use indicator::{At, Indicator, Measured, Ratio, Summed, Target, TargetOf, TargetPer, Until};
pub use unit::{ReEntry, Unit};

use super::decode::{Decoder, shape, words};
use super::formula::Formula;
use super::outcome::Outcome;
use super::words::{Grade, Id, Text};
use crate::diagnostic::Code;
use crate::tree::Node;
use crate::value::Date;

words! {
    /// The periods that a return is made for.
    Calendar {
        /// A month.
        Month = "month",
        /// A quarter of the calendar year.
        Quarter = "quarter",
        /// A quarter of the financial year.
        FinancialQuarter = "financial_quarter",
        /// Half a financial year, from April or October.
        HalfYear = "half_year",
        /// A year from 1 April.
        FinancialYear = "financial_year",
        /// A year from 1 January.
        CalendarYear = "calendar_year",
        /// A year from 1 August.
        AcademicYear = "academic_year",
        /// A year from the day the programmes were launched.
        ProgrammeYear = "programme_year",
        /// One period, from the launch on.
        SinceLaunch = "since_launch",
    }
}

shape! {
    /// A funder's set of indicators.
    "a return" Return {
        /// The format's version.
        doorstep: u32 = 1,
        /// Its id.
        r#return: Id,
        /// What it is called.
        name: Option<Text>,
        /// Who asks for it.
        funder: Id,
        /// The programmes it is about.
        programmes: Vec<Id>,
        /// Its periods.
        calendar: Calendar,
        /// The day that years of the programme and `since_launch` count from; unless given, the first day on which one of
        /// the programmes was in force.
        launch: Option<Date>,
        /// What it counts.
        indicators: Vec<Indicator>,
        /// What its cells are broken down by.
        by: Vec<Breakdown> = vec![],
        /// What of it may be published.
        disclosure: Option<Disclosure>,
        /// What somebody is who comes back: the same enrolment, unless given.
        re_entry: ReEntry = ReEntry::Merge,
        /// Outcomes of its own, which stand before the programmes'.
        outcomes: Vec<Outcome> = vec![],
        /// The grades that this funder gives to types of evidence, where they are not the vocabulary's.
        evidence: Vec<EvidenceGrade> = vec![],
        /// Bases of rates over tables of people, such as `population_16_64`.
        bases: Vec<Base> = vec![],
        /// The words it rests on.
        source: Option<Text>,
        /// What an author wants readers to know.
        note: Option<Text>,
    } check Return::check
}

shape! {
    /// The grade that a funder gives to a type of evidence.
    "a grade of evidence" EvidenceGrade {
        /// The type of evidence.
        r#type: Id,
        /// Its grade.
        grade: Grade,
    }
}

shape! {
    /// Of whom a rate over a table of people is a share.
    "a base" Base {
        /// Its id.
        id: Id,
        /// What it is called.
        text: Option<Text>,
        /// Who belongs to it.
        when: Formula,
        /// The words it stands for.
        source: Option<Text>,
    }
}

impl Return {
    fn check(&self, node: &Node, decoder: &mut Decoder<'_>) {
        if self.programmes.is_empty() && self.indicators.iter().any(|indicator| indicator.base.is_none()) {
            let message = format!("the return `{}` is about no programme", self.r#return);
            let help = "name in `programmes` those whose enrolments it counts";
            decoder.report(Code::ReturnOfNothing, node.span, message, help);
        }
        if self.indicators.is_empty() {
            let message = format!("the return `{}` counts nothing", self.r#return);
            decoder.report(Code::ReturnOfNothing, node.span, message, "give it at least one of `indicators`");
        }
    }
}
