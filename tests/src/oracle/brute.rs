//! Brute force: everything that may yet be told, tried.

use std::rc::Rc;

use super::day::{Day, day};
use super::fact::Fact;
use super::judge::Judge;
use super::person::{Person, Told};
use super::reach::{atoms, unknown, unknown_in};
use super::rule::{MEMBER_N, MemberTest, Rule};
use super::value::{Happening, Member, Value, What};

/// What may yet be told about some conditions: unknown facts, and for each the answers that conditions can tell apart.
#[derive(Clone, Debug)]
pub struct Space {
    /// The facts, in the order of first mention.
    pub facts: Vec<Fact>,
    /// The answers to each.
    pub answers: Vec<Vec<Value>>,
}

/// The days that dates are compared with.
pub const DAYS: [Day; 3] = [day(2000, 2, 29), day(2021, 9, 1), day(2022, 10, 1)];

impl Space {
    /// What may be told about some conditions.
    #[must_use]
    pub fn of<'a>(judge: &Judge<'a>, rules: &[&'a Rule]) -> Self {
        let facts = unknown(judge, rules);
        let atoms = atoms(judge, rules);
        let answers = facts.iter().map(|fact| answers(judge, *fact, &atoms)).collect();
        Self { facts, answers }
    }

    /// How many ways there are to tell some of it, or nothing.
    #[must_use]
    pub fn size(&self) -> usize {
        self.answers.iter().fold(1, |size: usize, answers| size.saturating_mul(answers.len() + 1))
    }
}

/// Tells facts until what is left can be tried in full.
///
/// # Panics
/// If what is told cannot be, whatever else is.
pub fn tell_until_it_can_be_tried<'a>(
    judge: &Judge<'a>,
    person: &mut Person,
    rules: &[&'a Rule],
    limit: usize,
    mut choose: impl FnMut(usize) -> usize,
) {
    loop {
        let space = Space::of(&judge.of(person), rules);
        if space.size() <= limit {
            return;
        }
        let most = (0..space.facts.len()).max_by_key(|at| space.answers[*at].len()).unwrap_or(0);
        let answers = &space.answers[most];
        let first = choose(answers.len());
        let told = (0..answers.len())
            .map(|at| person.telling(space.facts[most], answers[(first + at) % answers.len()].clone()));
        let fitting = told.into_iter().find(|told| judge.of(told).can_be());
        *person = fitting.expect("an answer that fits what was given");
    }
}

/// The answers to a fact that some conditions can tell apart, on top of what is told of it.
fn answers(judge: &Judge<'_>, fact: Fact, atoms: &[&Rule]) -> Vec<Value> {
    let waiting: Vec<(&Rule, Vec<Fact>)> = atoms.iter().map(|atom| (*atom, unknown_in(judge, atom))).collect();
    let asking: Vec<&(&Rule, Vec<Fact>)> = waiting.iter().filter(|(_, facts)| facts.contains(&fact)).collect();
    let rules: Vec<&Rule> = asking.iter().map(|(rule, _)| *rule).collect();
    let all = candidates(judge, fact, &rules);
    // Where each part waits for this fact alone, answers are alike if every part says the same of them.
    let is_alone = asking.iter().all(|(_, facts)| facts.len() == 1) && !is_tied(judge, fact);
    if fact.is_finite() || fact == Fact::Household || !is_alone {
        return all;
    }
    let mut seen = Vec::new();
    let mut kept = Vec::new();
    for value in all {
        let person = judge.person.telling(fact, value.clone());
        let judge = judge.of(&person);
        let says: Vec<Option<bool>> =
            rules.iter().map(|rule| judge.truth(rule)).chain([Some(judge.is_consistent())]).collect();
        if !seen.contains(&says) {
            seen.push(says);
            kept.push(value);
        }
    }
    kept
}

/// Whether a fact must fit a derived fact that was given, together with others.
fn is_tied(judge: &Judge<'_>, fact: Fact) -> bool {
    let given = |derived: &Fact| judge.person.value(*derived).is_some();
    Fact::ALL.into_iter().filter(given).any(|derived| derived.sources().len() > 1 && derived.sources().contains(&fact))
}

/// Answers to a fact, more than enough.
pub fn candidates(judge: &Judge<'_>, fact: Fact, rules: &[&Rule]) -> Vec<Value> {
    let numbers = |numbers: Vec<f64>| numbers.into_iter().map(Value::Number).collect();
    match fact {
        Fact::N | Fact::K | Fact::M => numbers(figures(judge, fact)),
        Fact::W => {
            let named = [50.0, 100.0, 200.0, 250.0, 250.5, 500.0].into_iter();
            let beside = named.flat_map(|amount| [amount - 0.25, amount, amount + 0.25]);
            numbers([-100.0, 0.0, 75.0, 150.0, 225.0, 400.0, 600.0].into_iter().chain(beside).collect())
        }
        Fact::Age => {
            let ages = [15, 16, 17, 18, 24, 25, 26, 59, 60, 61].into_iter().map(f64::from);
            let given =
                judge.value(Fact::Age).and_then(|age| if let Value::Number(age) = age { Some(age) } else { None });
            numbers(ages.chain([0.0, 16.5, 17.5, 18.5, 24.5, 25.5, 60.5]).chain(given).collect())
        }
        Fact::Born => born(judge),
        Fact::Since => since(judge),
        Fact::T | Fact::Status => fact.codes().iter().map(|code| Value::Text(code)).collect(),
        Fact::S | Fact::U => codes(judge, fact),
        Fact::Word => ["a", "m", "v", "w", "z"].into_iter().map(Value::Text).collect(),
        Fact::Household => households(judge, rules),
        Fact::Events => events(judge.day),
        Fact::A | Fact::B | Fact::C | Fact::D | Fact::Young => [true, false].map(Value::Boolean).into(),
    }
}

/// Figures at and beside those that conditions name, alone or with another fact's added, taken off or multiplied.
fn figures(judge: &Judge<'_>, fact: Fact) -> Vec<f64> {
    let near = (-4..=18).map(|quarters| f64::from(quarters) / 4.0);
    let far = [-20.0, -10.0, -7.0, -6.5, -6.0, -5.0, -4.0, -3.5, -3.0, -2.5, -2.0, -1.5];
    let mut figures: Vec<f64> = near.chain(far).chain([5.0, 5.5, 6.0, 6.5, 7.0, 10.0, 20.0]).collect();
    for other in [Fact::N, Fact::K, Fact::M].into_iter().filter(|other| *other != fact) {
        let Some(Value::Number(other)) = judge.value(other) else { continue };
        figures.extend((-2..=8).flat_map(|halves| {
            let half = f64::from(halves) / 2.0;
            [other + half, half - other, other - half, half * other]
        }));
    }
    let is_short = |figure: &f64| (figure * 1e6).fract() == 0.0;
    figures.retain(is_short);
    figures.sort_by(f64::total_cmp);
    figures.dedup();
    figures
}

/// Dates of birth at and beside those at which an age is reached, and the days that they are compared with.
fn born(judge: &Judge<'_>) -> Vec<Value> {
    let given = match judge.person.value(Fact::Age) {
        Some(Value::Number(age)) => Some(*age as i64),
        _ => None,
    };
    let ages = [0, 16, 17, 18, 19, 24, 25, 26, 60, 61].into_iter();
    let ages = ages.chain(given.into_iter().flat_map(|age| [age, age + 1]));
    let reached = ages.map(|age| judge.day.plus_months(-12 * age));
    let against =
        told_day(judge, Fact::Since).into_iter().flat_map(|since| [0, 18, 19].map(|age| since.plus_months(-12 * age)));
    beside(reached.chain(DAYS).chain([judge.day.plus_days(-400)]).chain(against))
}

/// Days at and beside those at which a duration has passed, and the days that they are compared with.
fn since(judge: &Judge<'_>) -> Vec<Value> {
    let day = judge.day;
    let months = [3, 6, 12, 24].map(|months| day.plus_months(-months));
    let days = [13 * 7, 90].map(|days| day.plus_days(-days));
    let years = [1900, 2020, 2021, 2022, 2023, 2100].map(|year| Day { year, month: 1, day: 1 });
    let against =
        told_day(judge, Fact::Born).into_iter().flat_map(|born| [0, 18, 19].map(|age| born.plus_months(12 * age)));
    let far = [day, day.plus_days(-2000), day.plus_days(500)];
    beside(months.into_iter().chain(days).chain(years).chain(DAYS).chain(far).chain(against))
}

fn told_day(judge: &Judge<'_>, fact: Fact) -> Option<Day> {
    match judge.person.value(fact) {
        Some(Value::Day(day)) => Some(*day),
        _ => None,
    }
}

fn beside(days: impl Iterator<Item = Day>) -> Vec<Value> {
    let mut days: Vec<Day> =
        days.flat_map(|day| [day.before().before(), day.before(), day, day.next(), day.next().next()]).collect();
    days.sort_unstable();
    days.dedup();
    days.into_iter().map(Value::Day).collect()
}

/// Every way to tell which codes apply, in full.
fn codes(judge: &Judge<'_>, fact: Fact) -> Vec<Value> {
    let (told, not) = match judge.person.value(fact) {
        Some(Value::Codes(told, not)) => (*told, *not),
        _ => (0, 0),
    };
    let all = (1_u8 << fact.codes().len()) - 1;
    let fits = |codes: &u8| codes & told == told && codes & not == 0;
    (0..=all).filter(fits).map(|codes| Value::Codes(codes, all & !codes)).collect()
}

/// Households of none, one or two, whose members are told in full or in part; and one of three.
fn households(judge: &Judge<'_>, rules: &[&Rule]) -> Vec<Value> {
    let tests: Vec<MemberTest> = rules
        .iter()
        .filter_map(|rule| if let Rule::Members(_, tests) = rule { Some(tests.clone()) } else { None })
        .flatten()
        .collect();
    let asks = |wanted: fn(&MemberTest) -> bool| tests.iter().any(wanted);
    let asks_a = asks(|test| matches!(test, MemberTest::A(_)));
    let asks_n = asks(|test| matches!(test, MemberTest::N(_)));
    let asks_own = tests.contains(&MemberTest::MoreThanOwn);
    let asks_age = asks(|test| matches!(test, MemberTest::Age(_)));
    let mut figures = vec![None];
    if asks_n || asks_own {
        figures.extend(members_figures(judge, asks_n, asks_own));
    }
    let fill = |member: &Member| {
        let mut members = vec![*member];
        if asks_a && member.a.is_none() {
            members = with(&members, &[None, Some(true), Some(false)], |member, a| member.a = a);
        }
        if member.n.is_none() {
            members = with(&members, &figures, |member, n| member.n = n);
        }
        if asks_age && member.age.is_none() && member.born.is_none() {
            members = with(&members, &[None, Some(17.0), Some(18.0)], |member, age| member.age = age);
        }
        members
    };
    let household = |members: Vec<Member>| Value::Household(Rc::from(members));
    if let Some(Value::Household(told)) = judge.person.value(Fact::Household) {
        let filled = told.iter().map(fill).fold(vec![Vec::new()], |all: Vec<Vec<Member>>, members| {
            let longer = |before: &Vec<Member>| {
                let before = before.clone();
                members.iter().map(move |member| [before.clone(), vec![*member]].concat()).collect::<Vec<_>>()
            };
            all.iter().flat_map(longer).collect()
        });
        return filled.into_iter().map(household).collect();
    }
    let one = fill(&Member::default());
    let pairs = one.iter().enumerate().flat_map(|(at, a)| one[at..].iter().map(move |b| vec![*a, *b]));
    let more = vec![vec![], vec![Member::default(); 3]];
    one.iter().map(|member| vec![*member]).chain(pairs).chain(more).map(household).collect()
}

/// Figures of a member that the tests of it tell apart: on either side of the one they name and of the person's own.
fn members_figures(judge: &Judge<'_>, asks_named: bool, asks_own: bool) -> Vec<Option<f64>> {
    let told = |fact: Fact| match judge.person.value(fact) {
        Some(Value::Number(number)) => Some(*number),
        _ => None,
    };
    let own = match (told(Fact::N), told(Fact::M)) {
        _ if !asks_own => Vec::new(),
        (Some(number), _) => vec![number],
        // Not told, and still one of two, since what follows from it is given.
        (None, Some(given)) => vec![given - 1.0, given],
        (None, None) => Vec::new(),
    };
    let named = MEMBER_N as f64;
    // One's own that may be anything is tried on either side of whatever a member has.
    let tells_named = asks_named || own.is_empty();
    // Figures are multiples of 1/64: this is below the next.
    let beside = own.iter().flat_map(|own| [*own, own + 1.0 / 128.0]);
    let (mut seen, mut kept) = (Vec::new(), Vec::new());
    for figure in [named - 1.0, named].into_iter().chain(beside) {
        let above: Vec<bool> = own.iter().map(|own| figure > *own).collect();
        let says = (tells_named && figure >= named, above);
        if !seen.contains(&says) {
            seen.push(says);
            kept.push(Some(figure));
        }
    }
    kept
}

fn with<T: Copy>(members: &[Member], values: &[T], set: impl Fn(&mut Member, T)) -> Vec<Member> {
    let each = |member: &Member| {
        let told = values.iter().map(|value| {
            let mut member = *member;
            set(&mut member, *value);
            member
        });
        told.collect::<Vec<_>>()
    };
    members.iter().flat_map(each).collect()
}

/// What can have happened, as far as conditions ask.
pub fn events(as_at: Day) -> Vec<Value> {
    let on = as_at.plus_days(-10);
    let (little, much) = (What::Grant(100.0), What::Grant(400.0));
    let lists =
        [vec![], vec![little], vec![much], vec![What::Started(0)], vec![much, What::Started(0)], vec![little; 2]];
    let events = |list: Vec<What>| list.into_iter().map(|what| Happening { what, on }).collect();
    lists.into_iter().map(|list| Value::Events(events(list))).collect()
}

/// The truths of several conditions for everything that may yet be told.
#[derive(Debug)]
pub struct Table {
    space: Space,
    /// For each way to tell some of it: the truths; `None` if it cannot be told so.
    truths: Vec<Option<Vec<Option<bool>>>>,
}

impl Table {
    /// Judges every way to tell some of a space.
    #[must_use]
    pub fn of(judge: &Judge<'_>, space: Space, truths: impl Fn(&Judge<'_>) -> Vec<Option<bool>>) -> Self {
        let mut made = Self { truths: Vec::with_capacity(space.size()), space };
        let mut person = judge.person.clone();
        let untold: Vec<Told> = made.space.facts.iter().map(|fact| person.told(*fact).clone()).collect();
        for way in 0..made.space.size() {
            // Only the answers that differ from those of the way before are told anew.
            let mut rest = way;
            for (at, fact) in made.space.facts.iter().enumerate() {
                let base = made.space.answers[at].len() + 1;
                let digit = rest % base;
                rest /= base;
                let told = match digit.checked_sub(1) {
                    None => untold[at].clone(),
                    Some(answer) => Told::Value(made.space.answers[at][answer].clone()),
                };
                person.tell(*fact, told);
                if digit > 0 {
                    break;
                }
            }
            let judge = judge.of(&person);
            made.truths.push(judge.can_be().then(|| truths(&judge)));
        }
        made
    }

    fn strides(&self) -> Vec<(usize, usize)> {
        let mut stride = 1;
        let step = |answers: &Vec<Value>| {
            let own = stride;
            stride *= answers.len() + 1;
            (own, answers.len() + 1)
        };
        self.space.answers.iter().map(step).collect()
    }

    fn truth(&self, way: usize, condition: usize) -> Option<Option<bool>> {
        self.truths[way].as_ref().map(|truths| truths[condition])
    }

    /// The facts that can matter for a condition: for some completion of the others (which may leave facts unknown)
    /// one answer to it settles what was undetermined.
    #[must_use]
    pub fn mattering(&self, condition: usize) -> Vec<Fact> {
        let strides = self.strides();
        let matters = |at: &usize| {
            let (stride, base) = strides[*at];
            (0..self.truths.len()).any(|way| {
                way / stride % base == 0
                    && self.truth(way, condition) == Some(None)
                    && (1..base).any(|digit| matches!(self.truth(way + digit * stride, condition), Some(Some(_))))
            })
        };
        (0..self.space.facts.len()).filter(matters).map(|at| self.space.facts[at]).collect()
    }

    /// Whether some answers to facts, and nothing else told, settle a condition.
    #[must_use]
    pub fn can_settle(&self, condition: usize, facts: &[Fact]) -> bool {
        let strides = self.strides();
        (0..self.truths.len()).any(|way| {
            matches!(self.truth(way, condition), Some(Some(_)))
                && strides
                    .iter()
                    .zip(&self.space.facts)
                    .all(|((stride, base), fact)| way / stride % base == 0 || facts.contains(fact))
        })
    }

    /// Whether telling more never unsettles a condition, and never turns it round.
    #[must_use]
    pub fn is_monotonic(&self) -> bool {
        let strides = self.strides();
        (0..self.truths.len()).all(|way| {
            let Some(before) = &self.truths[way] else { return true };
            strides.iter().filter(|(stride, base)| way / stride % base == 0).all(|(stride, base)| {
                (1..*base).all(|digit| {
                    let Some(after) = &self.truths[way + digit * stride] else { return true };
                    before.iter().zip(after).all(|(before, after)| before.is_none() || before == after)
                })
            })
        })
    }
}
