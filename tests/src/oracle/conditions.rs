//! Random conditions.

use super::brute::DAYS;
use super::choices::Choices;
use super::fact::Fact;
use super::rule::{Comparison, MemberTest, Operator, Quantifier, Rule, Term, Test, Unit};

/// What a part of a condition is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are their names; the rest is said")]
pub enum Family {
    Booleans,
    Numbers,
    Money,
    Ages,
    Dates,
    Code,
    Codes,
    Text,
    /// The derived code, and what it follows from.
    Status,
    /// The derived number, and what it follows from.
    Derived,
    Parameter,
    Household,
    Events,
    /// Facts held against each other.
    Against,
    TextOrder,
}

impl Family {
    /// All of them, the simplest first.
    pub const ALL: [Self; 15] = [
        Self::Booleans,
        Self::Numbers,
        Self::Money,
        Self::Ages,
        Self::Dates,
        Self::Code,
        Self::Codes,
        Self::Text,
        Self::Status,
        Self::Derived,
        Self::Parameter,
        Self::Household,
        Self::Events,
        Self::Against,
        Self::TextOrder,
    ];
}

const BOOLEANS: [Fact; 4] = [Fact::A, Fact::B, Fact::C, Fact::D];

/// A condition; `before` is how many criteria each of the programmes has that it may ask about.
pub fn rule(families: &[Family], depth: usize, before: &[usize], choices: &mut Choices) -> Rule {
    let weights = if depth == 0 { [1, 0, 0, 0, 0, 0, 0] } else { [8, 6, 6, 4, 2, 1, 1] };
    let parts = |count: usize, choices: &mut Choices| -> Vec<Rule> {
        (0..count).map(|_| rule(families, depth.saturating_sub(1), before, choices)).collect()
    };
    match choices.weighted(&weights) {
        0 => {
            if !before.is_empty() && choices.chance(20) {
                return about_a_programme(before, choices);
            }
            let family = choices.pick(families);
            // Booleans beside the rest make conditions that are worth asking about.
            let family = if choices.chance(15) { Family::Booleans } else { family };
            atom(family, choices)
        }
        1 => {
            let count = 2 + choices.below(2);
            Rule::And(parts(count, choices))
        }
        2 => {
            let count = 2 + choices.below(2);
            Rule::Or(parts(count, choices))
        }
        3 => Rule::Not(Box::new(parts(1, choices).remove(0))),
        4 => match <[Rule; 3]>::try_from(parts(3, choices)) {
            Ok(parts) => Rule::If(Box::new(parts)),
            Err(mut parts) => parts.remove(0),
        },
        5 => match <[Rule; 2]>::try_from(parts(2, choices)) {
            Ok(sides) => Rule::Same(Box::new(sides)),
            Err(mut sides) => sides.remove(0),
        },
        _ => Rule::AnyAll(quantifier(choices), parts(2, choices)),
    }
}

fn about_a_programme(before: &[usize], choices: &mut Choices) -> Rule {
    let programme = choices.below(before.len());
    if choices.chance(50) {
        Rule::Criterion(programme, choices.below(before[programme]))
    } else {
        Rule::Eligible(programme)
    }
}

fn atom(family: Family, choices: &mut Choices) -> Rule {
    match family {
        Family::Booleans => match choices.below(8) {
            0 => compare_equal(boolean(choices), boolean(choices), choices),
            _ => Rule::Fact(choices.pick(&BOOLEANS)),
        },
        Family::Numbers => number(choices),
        Family::Money => money(choices),
        Family::Ages => age(choices),
        Family::Dates => date(choices),
        Family::Code => one_of(Fact::T, choices),
        Family::Codes => codes(choices),
        Family::Text => one_of(Fact::Word, choices),
        Family::Status => match choices.below(3) {
            0 => Rule::Fact(choices.pick(&[Fact::A, Fact::B])),
            _ => one_of(Fact::Status, choices),
        },
        Family::Derived => match choices.below(4) {
            0 => Rule::Fact(Fact::C),
            1 => number(choices),
            _ => figure(Term::Fact(Fact::M), &[0.0, 1.0, 2.0, 3.0], choices),
        },
        Family::Parameter => match choices.below(4) {
            0 => age(choices),
            1 => Rule::Compare(Term::Parameter, comparison(choices), Term::Number(choices.below(4) as f64)),
            _ => Rule::Compare(Term::Fact(Fact::N), comparison(choices), Term::Parameter),
        },
        Family::Household => household(choices),
        Family::Events => events(choices),
        Family::Against => against(choices),
        Family::TextOrder => {
            Rule::Compare(Term::Fact(Fact::Word), comparison(choices), Term::Text(choices.pick(&["m", "v"])))
        }
    }
}

fn quantifier(choices: &mut Choices) -> Quantifier {
    choices.pick(&[Quantifier::Some, Quantifier::Every])
}

fn comparison(choices: &mut Choices) -> Comparison {
    choices.pick(&Comparison::ALL)
}

fn boolean(choices: &mut Choices) -> Term {
    Term::Fact(choices.pick(&BOOLEANS))
}

fn compare_equal(left: Term, right: Term, choices: &mut Choices) -> Rule {
    Rule::Compare(left, choices.pick(&[Comparison::Equal, Comparison::NotEqual]), right)
}

/// A figure held against figures.
fn figure(term: Term, against: &[f64], choices: &mut Choices) -> Rule {
    let number = |choices: &mut Choices| Term::Number(choices.pick(against));
    match choices.below(10) {
        0 => Rule::Compare(number(choices), comparison(choices), term),
        1 => Rule::Between(term, number(choices), number(choices)),
        2 => {
            Rule::In(term, vec![Test::Range(choices.chance(50), number(choices), number(choices), choices.chance(50))])
        }
        3 => {
            let range = Test::Range(choices.chance(50), number(choices), number(choices), choices.chance(50));
            Rule::In(term, vec![Test::Is(number(choices)), range, Test::Compare(comparison(choices), number(choices))])
        }
        _ => Rule::Compare(term, comparison(choices), number(choices)),
    }
}

fn number(choices: &mut Choices) -> Rule {
    let fact = Term::Fact(choices.pick(&[Fact::N, Fact::N, Fact::K]));
    let with = |fact: Term, operator: Operator, number: f64| {
        Term::Arithmetic(Box::new(fact), operator, Box::new(Term::Number(number)))
    };
    let term = match choices.below(14) {
        0 => with(fact, Operator::Add, 1.0),
        1 => with(fact, Operator::Multiply, 2.0),
        2 => with(fact, Operator::Divide, 2.0),
        3 => Term::Arithmetic(Box::new(Term::Number(3.0)), Operator::Subtract, Box::new(fact)),
        4 => Term::Negative(Box::new(fact)),
        5 => with(fact, Operator::Multiply, -2.0),
        6 => {
            let condition = Rule::Fact(choices.pick(&BOOLEANS));
            Term::If(Box::new(condition), Box::new(fact), Box::new(Term::Number(choices.below(4) as f64)))
        }
        7 => with(fact, Operator::Subtract, 2.0),
        _ => fact,
    };
    figure(term, &[0.0, 1.0, 2.0, 3.0], choices)
}

fn money(choices: &mut Choices) -> Rule {
    let pay = Term::Fact(Fact::W);
    let with = |operator: Operator, number: f64| {
        Term::Arithmetic(Box::new(pay.clone()), operator, Box::new(Term::Number(number)))
    };
    match choices.below(6) {
        0 => figure(with(Operator::Multiply, 12.0), &[1200.0, 3000.0], choices),
        1 => figure(with(Operator::Divide, 2.0), &[50.0, 100.0, 250.0], choices),
        _ => figure(pay, &[100.0, 250.5], choices),
    }
}

fn age(choices: &mut Choices) -> Rule {
    match choices.below(8) {
        0 => Rule::Fact(Fact::Young),
        1 => Rule::Compare(Term::Fact(Fact::Born), comparison(choices), Term::Day(choices.pick(&DAYS))),
        2 => {
            let since = Term::Until(Unit::Months, Box::new(Term::Fact(Fact::Born)), Box::new(Term::AsAt));
            figure(since, &[16.0 * 12.0, 25.0 * 12.0], choices)
        }
        _ => figure(Term::Fact(Fact::Age), &[16.0, 18.0, 25.0, 60.0], choices),
    }
}

fn date(choices: &mut Choices) -> Rule {
    let since = || Box::new(Term::Fact(Fact::Since));
    let until_now = |unit: Unit| Term::Until(unit, since(), Box::new(Term::AsAt));
    match choices.below(9) {
        0 => figure(until_now(Unit::Months), &[6.0, 12.0], choices),
        1 => figure(until_now(Unit::Days), &[90.0], choices),
        2 => figure(until_now(Unit::Weeks), &[13.0], choices),
        3 => figure(until_now(Unit::Years), &[1.0, 2.0], choices),
        4 => {
            let (unit, count) =
                choices.pick(&[(Unit::Months, 6), (Unit::Days, 90), (Unit::Weeks, 13), (Unit::Years, 1)]);
            Rule::Compare(Term::Later(since(), unit, count), comparison(choices), Term::AsAt)
        }
        5 => figure(Term::Year(since()), &[2021.0, 2022.0], choices),
        6 => Rule::Compare(Term::AsAt, comparison(choices), Term::Day(choices.pick(&DAYS))),
        7 => {
            let (unit, count) = choices.pick(&[(Unit::Months, -3), (Unit::Days, -90)]);
            let then = Term::Later(Box::new(Term::AsAt), unit, count);
            Rule::Compare(Term::Fact(Fact::Since), comparison(choices), then)
        }
        _ => Rule::Compare(Term::Fact(Fact::Since), comparison(choices), Term::Day(choices.pick(&DAYS))),
    }
}

/// A code or a text that is one of some.
fn one_of(fact: Fact, choices: &mut Choices) -> Rule {
    let texts: &[&'static str] = if fact == Fact::Word { &["v", "w"] } else { fact.codes() };
    let text = |choices: &mut Choices| Term::Text(choices.pick(texts));
    match choices.below(4) {
        0 => {
            let tests = vec![Test::Is(text(choices)), Test::Is(text(choices))];
            Rule::In(Term::Fact(fact), tests)
        }
        _ => compare_equal(Term::Fact(fact), text(choices), choices),
    }
}

fn codes(choices: &mut Choices) -> Rule {
    let fact = choices.pick(&[Fact::S, Fact::U]);
    match choices.below(6) {
        0 => Rule::Contains(fact, choices.pick(fact.codes())),
        1 => Rule::EachCode(quantifier(choices), fact, choices.pick(fact.codes())),
        2 => Rule::SameCodes(fact, choices.below(1 << fact.codes().len()) as u8),
        3 => {
            let more = Term::Arithmetic(Box::new(Term::Count(fact)), Operator::Add, Box::new(Term::Number(1.0)));
            figure(more, &[1.0, 2.0, 3.0], choices)
        }
        _ => figure(Term::Count(fact), &[0.0, 1.0, 2.0], choices),
    }
}

fn household(choices: &mut Choices) -> Rule {
    if choices.chance(25) {
        return Rule::Compare(Term::Count(Fact::Household), comparison(choices), Term::Number(choices.below(2) as f64));
    }
    let tests = (0..=choices.below(2)).map(|_| match choices.below(7) {
        0 | 1 => MemberTest::A(choices.chance(50)),
        2 | 3 => MemberTest::N(choices.chance(50)),
        4 | 5 => MemberTest::Age(choices.chance(50)),
        _ => MemberTest::MoreThanOwn,
    });
    let tests = tests.collect();
    Rule::Members(quantifier(choices), tests)
}

fn events(choices: &mut Choices) -> Rule {
    match choices.below(3) {
        0 => Rule::Enrolled(0),
        1 => Rule::Compare(Term::Granted, comparison(choices), Term::Number(choices.pick(&[100.0, 300.0]))),
        _ => Rule::Compare(Term::Grants, comparison(choices), Term::Number(choices.below(2) as f64)),
    }
}

/// Facts held against each other, and arithmetic of several.
fn against(choices: &mut Choices) -> Rule {
    let (n, k) = (|| Term::Fact(Fact::N), || Term::Fact(Fact::K));
    let both = |operator: Operator| Term::Arithmetic(Box::new(n()), operator, Box::new(k()));
    match choices.below(9) {
        0 => figure(both(Operator::Add), &[1.0, 2.0, 3.0], choices),
        1 => figure(both(Operator::Subtract), &[0.0, 1.0], choices),
        2 => figure(both(Operator::Divide), &[1.0, 2.0], choices),
        3 => Rule::Compare(Term::Fact(Fact::Born), comparison(choices), Term::Fact(Fact::Since)),
        4 => Rule::Compare(Term::Count(Fact::S), comparison(choices), n()),
        5 => Rule::Compare(Term::Count(Fact::S), comparison(choices), Term::Count(Fact::U)),
        6 => Rule::In(n(), vec![Test::Range(true, Term::Number(1.0), k(), true), Test::Is(Term::Fact(Fact::M))]),
        7 => {
            let years = Term::Until(Unit::Years, Box::new(Term::Fact(Fact::Born)), Box::new(Term::Fact(Fact::Since)));
            figure(years, &[18.0], choices)
        }
        _ => Rule::Compare(n(), comparison(choices), k()),
    }
}
