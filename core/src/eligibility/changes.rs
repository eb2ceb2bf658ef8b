//! The day on which the same facts give another decision.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexSet;
use serde::{Serialize, Serializer};

use super::deciding::{Decided, decide_criteria};
use super::reasons::mentioned;
use super::screening::Inner;
use crate::analysis::{Cuts, Input, OrderedSet, to_day};
use crate::catalogue::asked_about;
use crate::condition::{CriterionIndex, Expression, FactIndex, ProgrammeIndex, Unknown, Value};
use crate::facts::{Told, resolve_members, settle_all};
use crate::sort;
use crate::value::{Date, Duration, add, days_between};

/// When the same facts will give another decision, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// On this day, for the first time.
    On(Date),
    /// It cannot be told: a fact that changes with time was given without the day it follows from.
    Uncertain,
}

impl std::fmt::Display for Change {
    /// The day as `YYYY-MM-DD`, or `uncertain`.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::On(day) => day.fmt(formatter),
            Self::Uncertain => formatter.write_str("uncertain"),
        }
    }
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// How far ahead days are looked at where nothing ends them sooner.
const AHEAD: Duration = Duration::Months(130 * 12);

/// A decision as it changes with the days: Kleene's truth, or `None` where no version is in force.
type OnDay = Option<Option<bool>>;

/// The first later day on which a programme's decision is another.
pub(super) fn changes_on(inner: &Inner, programme: ProgrammeIndex) -> Option<Change> {
    let later = Later::of(inner, programme);
    let now = inner.decided().status(programme);
    let lasting = later.on(inner.as_at);
    if later.passing && (lasting != now || now == Some(None)) {
        return Some(Change::Uncertain);
    }
    let changed = later.days().into_iter().find(|day| later.on(*day) != now)?;
    let untold = later.passing && later.on(changed) == Some(None);
    Some(if untold { Change::Uncertain } else { Change::On(changed) })
}

/// The facts that last, and the rules that will judge them.
struct Later<'a> {
    inner: &'a Inner,
    programme: ProgrammeIndex,
    /// The facts as they were given, without those that change with time by themselves.
    told: Told,
    /// Whether the rules rest on a fact that changes with time and was given without what it follows from.
    passing: bool,
    /// Every criterion of every version, and those they ask about in any of theirs.
    criteria: IndexSet<CriterionIndex>,
    programmes: IndexSet<ProgrammeIndex>,
}

impl<'a> Later<'a> {
    fn of(inner: &'a Inner, programme: ProgrammeIndex) -> Self {
        let rules = inner.catalogue.rules();
        let (mut criteria, mut programmes) = (IndexSet::new(), IndexSet::from([programme]));
        let versions = rules.versions(programme).iter();
        let mut waiting: Vec<CriterionIndex> = versions.flat_map(|version| version.criteria.iter().copied()).collect();
        while let Some(index) = waiting.pop() {
            let Some(rule) = rules.criteria.get(index).filter(|_| criteria.insert(index)) else { continue };
            for (asked, id) in asked_about(&rule.when) {
                programmes.insert(asked);
                waiting.extend(rules.in_any_version(asked, id.as_deref()));
            }
        }
        let conditions: Vec<&Expression> =
            criteria.iter().filter_map(|index| rules.criteria.get(*index)).map(|rule| &rule.when).collect();
        let mentioned = mentioned(inner, &conditions);
        let mut told = inner.facts.as_given(&inner.catalogue);
        let passing = Self::forget_passing(inner, &mut told, &mentioned);
        Self { inner, programme, told, passing, criteria, programmes }
    }

    /// Forgets facts that change with time by themselves; whether the rules rest on one that nothing else tells.
    fn forget_passing(inner: &Inner, told: &mut Told, mentioned: &OrderedSet<Input>) -> bool {
        let lexicon = inner.catalogue.lexicon();
        let passes = |fact: &FactIndex| lexicon.derivation(*fact).is_some_and(|derived| derived.of_the_day);
        let mut lost = Vec::new();
        for (fact, value) in std::mem::take(&mut told.own) {
            let forget = if fact == lexicon.facts.len() {
                is_passing_household(&value, |name| lexicon.facts.get_index_of(name).is_some_and(|fact| passes(&fact)))
            } else {
                passes(&fact) && value.is_known()
            };
            if !forget {
                told.own.push((fact, value));
                continue;
            }
            lost.push(fact);
            if let Some((slot, given)) = told.values.get_mut(fact).zip(told.given.get_mut(fact)) {
                (*slot, *given) = (Value::Unknown(Unknown::NotAsked), false);
            }
        }
        let mut lasting = told.clone();
        settle_all(&inner.catalogue, &mut lasting, inner.as_at);
        let untold = |fact: &FactIndex| lasting.values.get(*fact).is_none_or(|value| !value.is_settled());
        lost.iter().any(|fact| mentioned.contains(&Input::Fact(*fact)) && untold(fact))
    }

    /// The decision on a day.
    fn on(&self, day: Date) -> OnDay {
        let rules = self.inner.catalogue.rules();
        let version = rules.in_force(self.programme, day)?;
        let told = self.told_on(day);
        let records = self.inner.events.as_ref().map(|events| events.by(&self.inner.catalogue, day));
        let needed = |index| self.criteria.contains(&index);
        let truths = decide_criteria(rules, &told.values, records.as_ref(), day, needed);
        Some(Decided { rules, truths: &truths, records: None, as_at: day }.all(&version.criteria))
    }

    fn told_on(&self, day: Date) -> Told {
        let mut told = self.told.clone();
        settle_all(&self.inner.catalogue, &mut told, day);
        told
    }

    /// The later days on which anything can change, in order.
    fn days(&self) -> BTreeSet<Date> {
        let mut days = self.version_days();
        let last = days.last().copied();
        let told = self.told_on(self.inner.as_at);
        let decided = self.inner.decided();
        let mut scene = self.inner.scene(&decided);
        (scene.facts, scene.given, scene.own) = (&told.values, &told.given, &told.own);
        let lens = scene.days();
        let mut cuts = Cuts::new(scene, &lens).with_parts(self.parts());
        let conditions = self.criteria.iter().filter_map(|index| scene.rules.criteria.get(*index));
        conditions.for_each(|rule| cuts.read(&rule.when));
        let mut every_day = self.member_days(&cuts, &mut days);
        // Events count from their days on.
        let events = self.inner.events.iter().flat_map(|events| events.events());
        days.extend(events.flat_map(|event| [event.on, event.end, event.end.and_then(|end| end.succ_opt())]).flatten());
        every_day |= cuts.is_rough(Input::Day);
        if let Some(asked) = cuts.asked.get(&Input::Day) {
            days.extend(asked.cuts.iter().filter_map(|cut| to_day(cut.at)));
        }
        let as_at = self.inner.as_at;
        if every_day {
            let ahead = add(as_at, AHEAD);
            let end = self.ends().and(last).or(ahead);
            days.extend(as_at.iter_days().take_while(|day| end.is_some_and(|end| *day <= end)));
        }
        days.retain(|day| *day > as_at);
        days
    }

    /// What the records and the members of the household are told to be, by the names that conditions give their parts.
    fn parts(&self) -> BTreeMap<String, Vec<Value>> {
        let mut parts: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        let mut add = |name: &str, value: &Value| parts.entry(name.to_owned()).or_default().push(value.clone());
        for event in self.inner.events.iter().flat_map(|events| events.events()) {
            event.parts().iter().for_each(|(name, value)| add(name, value));
        }
        if let Some(Value::List(members)) = self.told.values.get(self.inner.catalogue.lexicon().facts.len()) {
            for member in members.iter() {
                if let Value::Record(facts) = member {
                    facts.iter().for_each(|(name, value)| add(name, value));
                }
            }
        }
        parts
    }

    /// The last day on which any version is in force, if there is one.
    fn ends(&self) -> Option<Date> {
        let versions = self.inner.catalogue.rules().versions(self.programme);
        let ends: Option<Vec<Date>> = versions.iter().map(|version| version.document.in_force.to).collect();
        ends?.into_iter().max()
    }

    /// The first day of each version, and the day after its last.
    fn version_days(&self) -> BTreeSet<Date> {
        let rules = self.inner.catalogue.rules();
        let periods = self.programmes.iter().flat_map(|programme| rules.versions(*programme));
        let edges = periods.flat_map(|version| {
            let period = &version.document.in_force;
            [period.from, period.to.and_then(|to| to.succ_opt())]
        });
        sort::gather(edges.flatten())
    }

    /// Adds the days on which a derived fact of a member of the household changes; whether there is one of which that
    /// cannot be told without trying every day.
    fn member_days(&self, cuts: &Cuts<'_>, days: &mut BTreeSet<Date>) -> bool {
        let lexicon = self.inner.catalogue.lexicon();
        let Some(Value::List(members)) = self.told.values.get(lexicon.facts.len()) else { return false };
        let mut passing = lexicon.derived.values().filter(|derived| derived.of_the_day).peekable();
        if members.is_empty() || passing.peek().is_none() {
            return false;
        }
        if !passing.all(|derived| cuts.rises_or_falls(&derived.expression)) {
            return true;
        }
        let Some(end) = self.ends().or_else(|| add(self.inner.as_at, AHEAD)) else { return true };
        let household = |day: Date| resolve_members(&self.inner.catalogue, members, day);
        let (mut day, mut now) = (self.inner.as_at, household(self.inner.as_at));
        // A household changes on few days: leap ahead, then look back for the day.
        let mut leap = 1_i64;
        while day < end {
            let ahead = add(day, Duration::Days(leap.min(days_between(day, end)))).unwrap_or(end);
            if household(ahead) == now {
                day = ahead;
                leap = leap.saturating_mul(2).min(64);
                continue;
            }
            let (mut low, mut high) = (day, ahead);
            while days_between(low, high) > 1 {
                let middle = add(low, Duration::Days(days_between(low, high) / 2)).unwrap_or(high);
                if household(middle) == now { low = middle } else { high = middle }
            }
            days.insert(high);
            (day, now, leap) = (high, household(high), 1);
        }
        false
    }
}

/// Whether a member of a household is told something that changes with time by itself.
fn is_passing_household(household: &Value, passes: impl Fn(&str) -> bool) -> bool {
    let Value::List(members) = household else { return false };
    members.iter().any(|member| match member {
        Value::Record(facts) => facts.iter().any(|(name, value)| passes(name) && value.is_known()),
        _ => false,
    })
}
