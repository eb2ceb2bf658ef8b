//! A group in words and as a condition.

use super::group::{CellSet, Group, Views};
use super::{LeftOut, NotMet};
use crate::analysis::{Cut, Input, Trial, to_day};
use crate::columns::bind::{Column, Kind};
use crate::columns::plan::Plan;
use crate::condition::{Expression, Function, Value};
use crate::document::DEFAULT_LANGUAGE;
use crate::value::{Date, Money, Number, in_words};

/// What is said of one fact: in words, and as a condition.
struct Said {
    fact: String,
    text: String,
    condition: String,
}

/// A group that is left out, without its numbers.
pub(super) fn describe(plan: &Plan, views: &Views, group: &Group) -> LeftOut {
    let columns = views.columns.iter().zip(&group.cells).filter_map(|(column, set)| {
        let column = plan.columns.get(*column)?;
        of_column(plan, column, (*set)?)
    });
    let said: Vec<Said> = columns.collect();
    let wanted = views.named.iter().zip(&group.not_met).filter(|(_, not_met)| **not_met);
    let not_met: Vec<NotMet> = wanted.filter_map(|(named, _)| criterion(plan, *named)).collect();
    let mut texts: Vec<String> = said.iter().map(|said| said.text.clone()).collect();
    texts.extend(not_met.iter().map(|not| format!("not met: {} ({})", not.text, not.programme)));
    let mut conditions: Vec<String> = said.iter().map(|said| said.condition.clone()).collect();
    conditions
        .extend(not_met.iter().map(|not| format!("not(criterion(\"{}\", \"{}\"))", not.programme, not.criterion)));
    // Where no rule can be met at all, nobody has anything in common.
    let all = |parts: Vec<String>, between: &str, nothing: &str| {
        if parts.is_empty() { nothing.to_owned() } else { parts.join(between) }
    };
    LeftOut {
        text: all(texts, "; ", "everybody"),
        condition: all(conditions, " and ", "true"),
        facts: said.into_iter().map(|said| said.fact).collect(),
        not_met,
        people: 0,
        more: 0,
        small: false,
    }
}

/// A criterion of a programme in force, by their places in the plan.
fn criterion(plan: &Plan, (programme, place): (usize, usize)) -> Option<NotMet> {
    let decided = plan.programmes.get(programme)?;
    let (id, _) = decided.criteria.get(place)?;
    let rules = plan.catalogue.rules();
    let version = rules.in_force(rules.programmes.get_index_of(&decided.id)?, plan.as_at)?;
    let criterion = version.document.eligibility.iter().flatten().find(|own| own.id.as_str() == id)?;
    let text = criterion.text.in_language(DEFAULT_LANGUAGE).text;
    Some(NotMet { programme: decided.id.clone(), criterion: id.clone(), text })
}

fn of_column(plan: &Plan, column: &Column, set: CellSet) -> Option<Said> {
    let scene = plan.scene();
    let (name, fact) = scene.lexicon.facts.get_index(column.fact)?;
    let called = |code: &str| {
        fact.values.get(code).map_or_else(|| code.to_owned(), |value| value.text.in_language(DEFAULT_LANGUAGE).text)
    };
    let say = |text: String, condition: String| Said {
        fact: name.clone(),
        text: format!("{}: {text}", as_words(name)),
        condition,
    };
    // All cells together say that something is told, and no more.
    if set.len() >= column.cells.len() {
        return Some(say("told".to_owned(), format!("{name} = {name}")));
    }
    match &column.kind {
        Kind::Boolean => {
            let is_so = column.cells.iter().any(|(cell, value)| set.has(*cell) && *value == Value::Boolean(true));
            Some(if is_so { say("yes".to_owned(), name.clone()) } else { say("no".to_owned(), format!("not({name})")) })
        }
        Kind::Named(named) => {
            // The cell of values without a name stands for all the others.
            let rest = named.other.is_some() || column.is_grouped;
            let is_rest = |cell: u8| rest && cell == crate::columns::layout::OTHER;
            let has_rest = column.cells.iter().any(|(cell, _)| is_rest(*cell) && set.has(*cell));
            // What is short to say: those it is, or those it is not. Values without a name cannot be listed at all.
            let is_not = has_rest || (!rest && set.len().saturating_mul(2) > column.cells.len());
            let named = column.cells.iter().filter(|(cell, _)| !is_rest(*cell) && set.has(*cell) != is_not);
            let values: Vec<&Value> = named.map(|(_, value)| value).collect();
            let listed = values.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let texts: Vec<String> = values
                .iter()
                .filter_map(|value| if let Value::Text(text) = value { Some(called(text)) } else { None })
                .collect();
            Some(match (is_not, values.len()) {
                (true, 1) => say(format!("not {}", texts.join("")), format!("{name} != {listed}")),
                (true, _) => say(format!("none of {}", texts.join(", ")), format!("not({name} in [{listed}])")),
                (false, 1) => say(texts.join(""), format!("{name} = {listed}")),
                (false, _) => say(texts.join(" or "), format!("{name} in [{listed}]")),
            })
        }
        Kind::Number { cuts, money } => {
            let (low, high) = ends(cuts, column, set)?;
            let figure = |number: Number| if *money { Value::Money(Money(number)) } else { Value::Number(number) };
            let shown = |number: Number| if *money { format!("£{number}") } else { number.to_string() };
            Some(say(
                span(low.map(|cut| (shown(cut.at), cut.after)), high.map(|cut| (shown(cut.at), cut.after))),
                between(name, low.map(|cut| (figure(cut.at), cut.after)), high.map(|cut| (figure(cut.at), cut.after))),
            ))
        }
        Kind::Date { cuts, .. } => {
            let (low, high) = ends(cuts, column, set)?;
            // Days are whole: the first and the last of the group.
            let first = |cut: Cut| to_day(cut.at).and_then(|day| if cut.after { day.succ_opt() } else { Some(day) });
            let last = |cut: Cut| to_day(cut.at).and_then(|day| if cut.after { Some(day) } else { day.pred_opt() });
            let (first, last) = (low.and_then(first), high.and_then(last));
            of_age(plan, column, first, last).or_else(|| {
                let day = |day: Option<Date>| day.map(|day| (Value::Date(day), false));
                let text = match (first, last) {
                    (Some(first), Some(last)) => format!("{} to {}", in_words(first), in_words(last)),
                    (Some(first), None) => format!("{} or later", in_words(first)),
                    (None, Some(last)) => format!("{} or earlier", in_words(last)),
                    (None, None) => return None,
                };
                Some(say(text, between(name, day(first), day(last).map(|(day, _)| (day, true)))))
            })
        }
        Kind::Sets(_) => None,
    }
}

/// The cuts that a run of cells lies between.
fn ends(cuts: &[Cut], column: &Column, set: CellSet) -> Option<(Option<Cut>, Option<Cut>)> {
    let places = || column.cells.iter().enumerate().filter(|(_, (cell, _))| set.has(*cell)).map(|(place, _)| place);
    let (first, last) = (places().next()?, places().next_back()?);
    Some((first.checked_sub(1).and_then(|before| cuts.get(before)).copied(), cuts.get(last).copied()))
}

/// Days of birth as ages, where they are those of whole years.
fn of_age(plan: &Plan, column: &Column, first: Option<Date>, last: Option<Date>) -> Option<Said> {
    let scene = plan.scene();
    let is_age = |expression: &Expression| match expression {
        Expression::Call(Function::YearsBetween, parts) => {
            matches!(parts.as_slice(), [Expression::Fact(from), Expression::AsAt] if *from == column.fact)
        }
        _ => false,
    };
    let (fact, derived) = scene.lexicon.derived.iter().find(|(_, derived)| is_age(&derived.expression))?;
    // Of some it may be told itself: then those are not the same people.
    if plan.columns.iter().any(|column| column.fact == *fact) {
        return None;
    }
    let (name, _) = scene.lexicon.facts.get_index(*fact)?;
    let age_on = |born: Date| {
        let mut trial = Trial::new(scene);
        trial.set(Input::Fact(column.fact), &Value::Date(born));
        match trial.value(&derived.expression) {
            Value::Number(age) => Some(age),
            _ => None,
        }
    };
    let oldest = match first {
        Some(first) => {
            let age = age_on(first)?;
            // The day before is another year of age, or it is no matter of age.
            (age_on(first.pred_opt()?) != Some(age)).then_some(Some(age))?
        }
        None => None,
    };
    let youngest = match last {
        Some(last) => {
            let age = age_on(last)?;
            (age_on(last.succ_opt()?) != Some(age)).then_some(Some(age))?
        }
        None => None,
    };
    let whole = |age: Option<Number>| age.map(|age| (Value::Number(age), false));
    let condition = between(name, whole(youngest), whole(oldest).map(|(age, _)| (age, true)));
    let text = match (youngest, oldest) {
        (Some(youngest), Some(oldest)) if youngest == oldest => youngest.to_string(),
        (Some(youngest), Some(oldest)) => format!("{youngest} to {oldest}"),
        (Some(youngest), None) => format!("{youngest} or over"),
        (None, Some(oldest)) => format!("{oldest} or under"),
        (None, None) => return None,
    };
    Some(Said { fact: name.clone(), text: format!("{}: {text}", as_words(name)), condition })
}

/// A range in words. An end says whether its value lies below it.
fn span(low: Option<(String, bool)>, high: Option<(String, bool)>) -> String {
    let low = low.map(|(low, after)| if after { format!("above {low}") } else { format!("{low} or more") });
    let high = high.map(|(high, after)| if after { format!("{high} or less") } else { format!("below {high}") });
    low.into_iter().chain(high).collect::<Vec<_>>().join(" and ")
}

/// A range as a condition. An end says whether its value lies below it.
fn between(name: &str, low: Option<(Value, bool)>, high: Option<(Value, bool)>) -> String {
    let low = low.map(|(low, after)| format!("{name} {} {low}", if after { ">" } else { ">=" }));
    let high = high.map(|(high, after)| format!("{name} {} {high}", if after { "<=" } else { "<" }));
    low.into_iter().chain(high).collect::<Vec<_>>().join(" and ")
}

fn as_words(name: &str) -> String {
    name.replace('_', " ")
}
