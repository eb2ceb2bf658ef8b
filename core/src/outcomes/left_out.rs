//! Who is left out of an outcome: by the facts at the start, and by how an enrolment ended.

use super::conditions::{Conditions, Own};
use super::result::ExcludedBy;
use crate::catalogue::OutcomeRule;
use crate::condition::{Expression, Value};
use crate::value::Date;

/// Whether somebody is left out.
#[derive(Clone, Debug)]
pub(crate) enum LeftOut {
    No,
    By(ExcludedBy),
    /// What would tell is not told.
    Perhaps(Vec<String>),
}

/// An enrolment's days and why it ended, as conditions name them.
pub(super) fn own(started: Option<Date>, ended: Option<Date>, because: Option<&str>) -> Own {
    let parts = [
        (STARTED_ON, started.map(Value::Date)),
        (ENDED_ON, ended.map(Value::Date)),
        (ENDED_BECAUSE, because.map(|because| Value::Text(because.into()))),
    ];
    let told = parts.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    crate::sort::gather(told)
}

/// The day an enrolment started, the day it ended, and why.
pub(crate) const STARTED_ON: &str = "started_on";
pub(crate) const ENDED_ON: &str = "ended_on";
pub(crate) const ENDED_BECAUSE: &str = "ended_because";

/// Whether an outcome leaves an enrolment out; `own` are its own parts.
pub(super) fn left_out(conditions: &Conditions<'_>, rule: &OutcomeRule, start: Date, own: &Own) -> LeftOut {
    let none = Own::new();
    let mut untold: Option<Vec<String>> = None;
    let mut ask = |condition: &Expression, own: &Own| {
        conditions.untold(condition, start, own, "", untold.get_or_insert_default());
    };
    if let Some(from) = &rule.from {
        match conditions.truth(from, start, &none) {
            Some(true) => {}
            Some(false) => return LeftOut::By(ExcludedBy::From),
            None => ask(from, &none),
        }
    }
    if let Some(exclude) = &rule.exclude {
        match excludes(conditions, exclude, start, own) {
            Some(false) => {}
            Some(true) => return LeftOut::By(ExcludedBy::Exclude),
            None => ask(exclude, own),
        }
    }
    untold.map_or(LeftOut::No, LeftOut::Perhaps)
}

/// Whether a condition leaves somebody out. Who has not ended did so neither on any day nor for any reason.
pub(super) fn excludes(conditions: &Conditions<'_>, exclude: &Expression, start: Date, own: &Own) -> Option<bool> {
    let truth = conditions.truth(exclude, start, own);
    if truth.is_some() || own.contains_key(ENDED_ON) {
        return truth;
    }
    let mut never = own.clone();
    never.insert(ENDED_ON.to_owned(), Value::Date(Date::MAX));
    never.insert(ENDED_BECAUSE.to_owned(), Value::Text("".into()));
    conditions.truth(exclude, start, &never)
}

#[cfg(feature = "columns")]
mod beside {
    use super::{LeftOut, left_out, own};
    use crate::catalogue::{Catalogue, OutcomeRule};
    use crate::events::Events;
    use crate::outcomes::conditions::Conditions;
    use crate::outcomes::told::told_by;
    use crate::value::{Date, Plain};

    /// An enrolment by itself.
    #[derive(Clone, Copy, Debug)]
    pub(crate) struct Brief<'a> {
        pub(crate) started: Date,
        pub(crate) ended: Option<Date>,
        pub(crate) because: Option<&'a str>,
    }

    /// Whether an outcome leaves an enrolment out, by facts that can be used and are given beside events which tell none.
    /// Its conditions name neither criteria nor records.
    pub(crate) fn left_out_by(
        catalogue: &Catalogue,
        rule: &OutcomeRule,
        enrolment: Brief<'_>,
        facts: &Plain,
        facts_on: Option<Date>,
    ) -> LeftOut {
        let started = Some(enrolment.started);
        let facts = told_by(catalogue, &[], facts, started, facts_on);
        let conditions = Conditions { catalogue, events: &Events::nothing(), facts: &facts, started };
        let own = own(started, enrolment.ended, enrolment.because);
        left_out(&conditions, rule, enrolment.started, &own)
    }
}

#[cfg(feature = "columns")]
pub(crate) use beside::{Brief, left_out_by};
