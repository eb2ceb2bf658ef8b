//! Whether a part of a condition that has no cells can surely come to be true, and false.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::cuts::Cuts;
use super::leaves::{Leaf, retain_fitting};
use super::scene::{Input, Lens, Scene, Trial};
use crate::condition::{Codes, Expression, Value};
use crate::document::{Fact, FactType};
use crate::sort;
use crate::value::{Date, Duration, Money, Number, add};

/// The most answers that are tried for one input, and combinations for one part.
const ANSWERS_LIMIT: usize = 64;
const COMBINATIONS_LIMIT: usize = 4_096;

/// The most inputs of which fewer are tried.
const INPUTS_LIMIT: usize = 5;

/// What answers were found to do to a part of a condition that has no cells.
#[derive(Default)]
pub(super) struct Witness {
    /// Whether answers are found, for each of a part's inputs, that settle it as true and as false when it was not
    /// settled before: proof by example, never by claim.
    pub(super) is_sound: bool,
    /// The fewest inputs with answers that settle it as false, and as true; `None` where it may take all.
    pub(super) settled_by: [Option<Vec<Input>>; 2],
}

impl Witness {
    pub(super) fn of<'a>(
        scene: Scene<'a>,
        lens: &Lens,
        leaf: &Leaf<'a>,
        told: &impl Fn(&Input) -> Option<Vec<Value>>,
        cuts: &Cuts<'a>,
    ) -> Self {
        let answers: Option<Vec<(Input, Vec<Value>)>> = leaf
            .inputs
            .iter()
            .map(|input| {
                // Those near what the condition names, and those that other conditions tell apart.
                let mut answers = answers(scene, leaf.condition, *input, cuts).unwrap_or_default();
                answers.extend(told(input).into_iter().flatten());
                answers.truncate(ANSWERS_LIMIT);
                retain_fitting(scene, lens, *input, &mut answers, |answer| answer);
                (!answers.is_empty()).then_some((*input, answers))
            })
            .collect();
        let Some(answers) = answers else { return Self::default() };
        // The input that settles it is told last.
        let found = |others: &[(Input, Vec<Value>)], settling: &(Input, Vec<Value>)| {
            let (mut found, mut left) = ([false, false], COMBINATIONS_LIMIT);
            try_all(lens, leaf, &mut Trial::new(scene), others, settling, &mut found, &mut left);
            found
        };
        let is_sound = (0..answers.len()).all(|last| {
            let mut others = answers.clone();
            let settling = others.remove(last);
            found(&others, &settling) == [true, true]
        });
        let mut settled_by = [None, None];
        for some in fewer(&answers) {
            let Some((settling, others)) = some.split_last() else { continue };
            for (by, found) in settled_by.iter_mut().zip(found(others, settling)) {
                if found && by.is_none() {
                    *by = Some(some.iter().map(|(input, _)| *input).collect());
                }
            }
        }
        Self { is_sound, settled_by }
    }
}

/// The ways to take some of a few, not all, the fewest first.
fn fewer<T: Clone>(all: &[T]) -> Vec<Vec<T>> {
    if all.len() > INPUTS_LIMIT {
        return Vec::new();
    }
    let mut some = vec![Vec::new()];
    for one in all {
        let with: Vec<Vec<T>> =
            some.iter().map(|before| [before.as_slice(), std::slice::from_ref(one)].concat()).collect();
        some.extend(with);
    }
    some.retain(|some| some.len() < all.len());
    sort::by_key(&mut some, Vec::len);
    some
}

fn try_all(
    lens: &Lens,
    leaf: &Leaf<'_>,
    trial: &mut Trial<'_>,
    others: &[(Input, Vec<Value>)],
    settling: &(Input, Vec<Value>),
    found: &mut [bool; 2],
    left: &mut usize,
) {
    if *left == 0 || *found == [true, true] {
        return;
    }
    if let Some(((input, answers), rest)) = others.split_first() {
        for answer in answers {
            trial.set(*input, answer);
            try_all(lens, leaf, trial, rest, settling, found, left);
        }
        trial.reset(*input);
        return;
    }
    let (input, answers) = settling;
    let mut truth = |trial: &mut Trial<'_>| {
        *left = left.saturating_sub(1);
        trial.derive(lens, &leaf.derived);
        trial.truth(leaf.condition)
    };
    trial.reset(*input);
    if truth(trial).is_some() {
        return;
    }
    for answer in answers {
        trial.set(*input, answer);
        match truth(trial) {
            Some(true) => *found = [found[0], true],
            Some(false) => *found = [true, found[1]],
            None => {}
        }
    }
    trial.reset(*input);
}

/// Some answers to something that has no cells, near what the condition names.
fn answers(scene: Scene<'_>, condition: &Expression, input: Input, cuts: &Cuts<'_>) -> Option<Vec<Value>> {
    let Input::Fact(index) = input else { return None };
    let named = Named::of(scene.as_at, condition, cuts.asked.get(&input).map(|asked| &asked.texts));
    if index == scene.household() {
        // A household of which something is told must stay as told.
        return matches!(scene.facts.get(index), Some(Value::Unknown(_))).then(|| households(scene, condition, &named));
    }
    let (_, fact) = scene.lexicon.facts.get_index(index)?;
    Some(named.answers(fact.r#type, fact.values.keys().map(String::as_str)))
}

/// Some answers to a fact, near what a condition names.
pub(super) fn answers_near(condition: &Expression, fact: &Fact) -> Vec<Value> {
    Named::of(None, condition, None).answers(fact.r#type, fact.values.keys().map(String::as_str))
}

/// The figures, days and texts that a condition names, and some beside them.
struct Named {
    numbers: BTreeSet<Number>,
    days: BTreeSet<Date>,
    texts: BTreeSet<Arc<str>>,
}

impl Named {
    fn of(as_at: Option<Date>, condition: &Expression, texts: Option<&BTreeSet<Arc<str>>>) -> Self {
        let one = Number::from(1_i64);
        let mut named = Self {
            numbers: [Number::ZERO, one].into(),
            days: as_at.into_iter().collect(),
            texts: texts.cloned().unwrap_or_default(),
        };
        condition.walk(&mut |part| {
            if let Expression::Constant(value) = part {
                named.add(value);
            }
        });
        let beside = |number: &Number| [number.checked_sub(one), number.checked_add(one)];
        named.numbers.extend(named.numbers.clone().iter().flat_map(beside).flatten());
        let day = |days: i64| move |day: &Date| add(*day, Duration::Days(days));
        let years = |number: &Number| number.to_i64().and_then(|years| years.checked_mul(12));
        let ages: Vec<i64> = named.numbers.iter().filter_map(years).collect();
        let born = as_at.into_iter();
        let born =
            born.flat_map(|day| ages.iter().filter_map(move |age| add(day, Duration::Months(age.saturating_neg()))));
        let born: Vec<Date> = born.collect();
        named.days.extend(born);
        let days = named.days.clone();
        named.days.extend(days.iter().filter_map(day(-1)).chain(days.iter().filter_map(day(1))));
        named
    }

    fn add(&mut self, value: &Value) {
        match value {
            Value::Number(number) | Value::Money(Money(number)) => {
                self.numbers.insert(*number);
            }
            Value::Date(day) => {
                self.days.insert(*day);
            }
            Value::Text(text) => {
                self.texts.insert(Arc::clone(text));
            }
            Value::List(items) => items.iter().for_each(|item| self.add(item)),
            Value::Range(range) => [&range.low, &range.high].into_iter().for_each(|end| self.add(end)),
            _ => {}
        }
    }

    fn answers<'c>(&self, fact_type: FactType, codes: impl Iterator<Item = &'c str>) -> Vec<Value> {
        match fact_type {
            FactType::Boolean => [true, false].map(Value::Boolean).into(),
            FactType::Number => self.numbers.iter().map(|number| Value::Number(*number)).collect(),
            FactType::Money => self.numbers.iter().map(|number| Value::Money(Money(*number))).collect(),
            FactType::Date => self.days.iter().map(|day| Value::Date(*day)).collect(),
            FactType::Code => codes.map(super::scene::text).collect(),
            FactType::Codes => {
                let codes: Vec<Arc<str>> = codes.map(Arc::from).collect();
                let set =
                    |told: &[Arc<str>]| Value::Codes(Arc::new(Codes { told: told.to_vec(), possible: Vec::new() }));
                // None, each alone, and the first two, three…
                let several = (2..=codes.len()).filter_map(|count| codes.get(..count)).map(set);
                std::iter::once(set(&[])).chain(codes.chunks(1).map(set)).chain(several).collect()
            }
            FactType::Text => {
                let texts = self.texts.iter().map(|named| Value::Text(Arc::clone(named)));
                texts.chain([super::scene::text("other")]).collect()
            }
        }
    }
}

/// Households of none, of one member of each kind the condition can tell apart, and of several.
fn households(scene: Scene<'_>, condition: &Expression, named: &Named) -> Vec<Value> {
    let mut asked = BTreeSet::new();
    condition.walk(&mut |part| {
        if let Expression::Path(_, name) = part {
            asked.extend(scene.lexicon.facts.get_full(name).map(|(_, name, fact)| (name.clone(), fact.r#type)));
        }
    });
    let mut members = vec![BTreeMap::new()];
    for (name, fact_type) in asked {
        let codes = scene.lexicon.facts.get(&name).into_iter().flat_map(|fact| fact.values.keys().map(String::as_str));
        let answers = named.answers(fact_type, codes);
        let with = |member: &BTreeMap<String, Value>| {
            let with = answers.iter().map(|answer| {
                let mut member = member.clone();
                member.insert(name.clone(), answer.clone());
                member
            });
            with.collect::<Vec<_>>()
        };
        members = members.iter().flat_map(with).take(ANSWERS_LIMIT).collect();
    }
    let members: Vec<Value> = members.into_iter().map(|member| Value::Record(Arc::new(member))).collect();
    let of = |members: Vec<Value>| Value::List(members.into());
    let alone = members.iter().map(|member| of(vec![member.clone()]));
    let several = (2..=6).filter_map(|count| members.first().map(|member| of(vec![member.clone(); count])));
    std::iter::once(of(Vec::new())).chain(several).chain(alone).collect()
}
