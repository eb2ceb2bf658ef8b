//! A second implementation of conditions and decisions: by the definitions, and nothing clever.

use super::brute::candidates;
use super::catalogue::{Catalogue, Row, Version};
use super::day::Day;
use super::fact::Fact;
use super::person::Person;
use super::rule::{Comparison, MEMBER_AGE, MEMBER_N, MemberTest, Operator, Quantifier, Rule, Term, Test, Unit};
use super::value::{Happening, Member, Value, What};

/// One person judged by a catalogue on a day.
#[derive(Clone, Copy, Debug)]
pub struct Judge<'a> {
    /// The rules.
    pub catalogue: &'a Catalogue,
    /// What is told.
    pub person: &'a Person,
    /// The day judged.
    pub day: Day,
}

/// What a term is: figures lie from one to another, since codes may not all be told.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Scalar {
    Figure(f64, f64),
    Day(Day),
    Text(&'static str),
    Boolean(bool),
}

/// Kleene's `and`.
#[must_use]
pub fn and(truths: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let truths: Vec<_> = truths.into_iter().collect();
    if truths.contains(&Some(false)) {
        Some(false)
    } else if truths.contains(&None) {
        None
    } else {
        Some(true)
    }
}

/// Kleene's `or`.
#[must_use]
pub fn or(truths: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    not(and(truths.into_iter().map(not)))
}

fn not(truth: Option<bool>) -> Option<bool> {
    truth.map(|truth| !truth)
}

fn exactly(number: f64) -> Scalar {
    Scalar::Figure(number, number)
}

impl<'a> Judge<'a> {
    /// The same rules and day for another person.
    #[must_use]
    pub fn of<'b>(&self, person: &'b Person) -> Judge<'b>
    where
        'a: 'b,
    {
        Judge { person, ..*self }
    }

    /// The version of a programme in force.
    #[must_use]
    pub fn version(&self, programme: usize) -> Option<&'a Version> {
        self.catalogue.programmes[programme].on(self.day)
    }

    /// Kleene's `and` over the criteria of a programme; `None` outside where no version is in force.
    #[must_use]
    pub fn status(&self, programme: usize) -> Option<Option<bool>> {
        let version = self.version(programme)?;
        Some(and(version.criteria.iter().map(|criterion| self.truth(&criterion.when))))
    }

    /// Whether what is given of derived facts fits what they follow from.
    #[must_use]
    pub fn is_consistent(&self) -> bool {
        let disagree = |fact: Fact| match (self.person.value(fact), self.derived(fact)) {
            (Some(given), Some(derived)) => *given != derived,
            _ => false,
        };
        !Fact::ALL.into_iter().any(disagree)
    }

    /// Whether what is given of derived facts can be, whatever their sources may yet turn out to be.
    #[must_use]
    pub fn can_be(&self) -> bool {
        let given = |fact: &Fact| self.person.value(*fact).is_some();
        self.is_consistent() && Fact::ALL.into_iter().filter(given).all(|fact| self.can_follow(fact.sources()))
    }

    /// Whether some answers to those of some facts that are not told fit what is given.
    fn can_follow(&self, sources: &[Fact]) -> bool {
        let Some((first, rest)) = sources.split_first() else { return self.is_consistent() };
        if self.value(*first).is_some() {
            return self.can_follow(rest);
        }
        candidates(self, *first, &[]).into_iter().any(|value| {
            let person = self.person.telling(*first, value);
            self.of(&person).can_follow(rest)
        })
    }

    /// The value of a fact: what follows from its sources if they tell, else what is told.
    #[must_use]
    pub fn value(&self, fact: Fact) -> Option<Value> {
        self.derived(fact).or_else(|| self.person.value(fact).cloned())
    }

    /// What follows from a derived fact's sources.
    #[must_use]
    pub fn derived(&self, fact: Fact) -> Option<Value> {
        match fact {
            Fact::Age => self.years_old().map(Value::Number),
            Fact::Status => Some(Value::Text(if self.boolean(Fact::A)? {
                "in"
            } else if self.boolean(Fact::B)? {
                "seeking"
            } else {
                "out"
            })),
            Fact::M => {
                let more = f64::from(u8::from(self.boolean(Fact::C)?));
                Some(Value::Number(self.number(Fact::N)? + more))
            }
            Fact::Young => self.number(Fact::Age).map(|age| Value::Boolean(age < 25.0)),
            _ => None,
        }
    }

    fn years_old(&self) -> Option<f64> {
        match self.value(Fact::Born)? {
            Value::Day(born) => Some(born.years_until(self.day) as f64),
            _ => None,
        }
    }

    fn boolean(&self, fact: Fact) -> Option<bool> {
        match self.value(fact)? {
            Value::Boolean(value) => Some(value),
            _ => None,
        }
    }

    fn number(&self, fact: Fact) -> Option<f64> {
        match self.value(fact)? {
            Value::Number(value) => Some(value),
            _ => None,
        }
    }

    /// Which codes apply and which do not, as bits; `None` if nothing at all is told.
    fn codes(&self, fact: Fact) -> Option<(u8, u8)> {
        match self.person.value(fact)? {
            Value::Codes(told, not) => Some((*told, *not)),
            _ => None,
        }
    }

    /// Whether a code applies.
    fn has(&self, fact: Fact, code: usize) -> Option<bool> {
        let (told, not) = self.codes(fact)?;
        if told >> code & 1 == 1 {
            Some(true)
        } else if not >> code & 1 == 1 {
            Some(false)
        } else {
            None
        }
    }

    fn household(&self) -> Option<&'a [Member]> {
        match self.person.value(Fact::Household)? {
            Value::Household(members) => Some(members),
            _ => None,
        }
    }

    /// What has happened by the day judged.
    fn happened(&self) -> Option<impl Iterator<Item = &'a Happening> + use<'a>> {
        let day = self.day;
        match self.person.value(Fact::Events)? {
            Value::Events(events) => Some(events.iter().filter(move |event| event.on <= day)),
            _ => None,
        }
    }

    fn grants(&self) -> Option<Vec<f64>> {
        let grant = |event: &Happening| if let What::Grant(amount) = event.what { Some(amount) } else { None };
        Some(self.happened()?.filter_map(grant).collect())
    }

    /// Kleene's truth of a condition.
    #[must_use]
    pub fn truth(&self, rule: &Rule) -> Option<bool> {
        match rule {
            Rule::Fact(fact) => self.boolean(*fact),
            Rule::Compare(left, comparison, right) => comparison.of(self.scalar(left), self.scalar(right)),
            Rule::In(value, tests) => or(tests.iter().map(|test| self.test(value, test))),
            Rule::Between(value, low, high) => {
                let value = self.scalar(value);
                let at_least = Comparison::GreaterOrEqual.of(value, self.scalar(low));
                and([at_least, Comparison::LessOrEqual.of(value, self.scalar(high))])
            }
            Rule::Contains(fact, code) => self.has(*fact, place(*fact, code)),
            Rule::EachCode(Quantifier::Some, fact, code) => self.has(*fact, place(*fact, code)),
            // Every code that applies is this one: none of the others applies.
            Rule::EachCode(Quantifier::Every, fact, code) => {
                let others = (0..fact.codes().len()).filter(|other| *other != place(*fact, code));
                and(others.map(|other| not(self.has(*fact, other))))
            }
            Rule::SameCodes(fact, codes) => {
                let same = |code: usize| self.has(*fact, code).map(|has| has == (codes >> code & 1 == 1));
                and((0..fact.codes().len()).map(same))
            }
            Rule::Members(quantifier, tests) => {
                let each = |member: &Member| and(tests.iter().map(|test| self.member(member, *test)));
                let truths: Vec<_> = self.household()?.iter().map(each).collect();
                if *quantifier == Quantifier::Some { or(truths) } else { and(truths) }
            }
            // "Started and not ended by `as_at`": the last of the two counts, and of one day the end.
            Rule::Enrolled(programme) => {
                let happened: Vec<&Happening> = self.happened()?.collect();
                let last = |what: What| happened.iter().filter(|event| event.what == what).map(|event| event.on).max();
                Some(last(What::Started(*programme)) > last(What::Ended(*programme)))
            }
            Rule::Criterion(programme, id) => {
                let version = self.catalogue.programmes[*programme].published_on(self.day)?;
                self.truth(&version.criteria.get(*id)?.when)
            }
            Rule::Eligible(programme) => self.status(*programme).unwrap_or(Some(false)),
            Rule::And(rules) | Rule::AnyAll(Quantifier::Every, rules) => and(rules.iter().map(|rule| self.truth(rule))),
            Rule::Or(rules) | Rule::AnyAll(Quantifier::Some, rules) => or(rules.iter().map(|rule| self.truth(rule))),
            Rule::Not(rule) => not(self.truth(rule)),
            Rule::If(parts) => self.truth(if self.truth(&parts[0])? { &parts[1] } else { &parts[2] }),
            Rule::Same(sides) => Some(self.truth(&sides[0])? == self.truth(&sides[1])?),
        }
    }

    fn member(&self, member: &Member, test: MemberTest) -> Option<bool> {
        match test {
            MemberTest::A(wanted) => member.a.map(|a| a == wanted),
            MemberTest::N(at_least) => member.n.map(|n| (n >= MEMBER_N as f64) == at_least),
            MemberTest::Age(at_least) => {
                let age = member.born.map(|born| born.years_until(self.day) as f64).or(member.age);
                age.map(|age| (age >= MEMBER_AGE as f64) == at_least)
            }
            MemberTest::MoreThanOwn => Some(member.n? > self.number(Fact::N)?),
        }
    }

    fn test(&self, value: &Term, test: &Test) -> Option<bool> {
        let value = self.scalar(value);
        match test {
            Test::Is(term) => Comparison::Equal.of(value, self.scalar(term)),
            Test::Compare(comparison, term) => comparison.of(value, self.scalar(term)),
            Test::Range(low_in, low, high, high_in) => {
                let above = if *low_in { Comparison::GreaterOrEqual } else { Comparison::Greater };
                let below = if *high_in { Comparison::LessOrEqual } else { Comparison::Less };
                and([above.of(value, self.scalar(low)), below.of(value, self.scalar(high))])
            }
        }
    }

    fn scalar(&self, term: &Term) -> Option<Scalar> {
        Some(match term {
            Term::Fact(fact) => match self.value(*fact)? {
                Value::Boolean(value) => Scalar::Boolean(value),
                Value::Number(number) => exactly(number),
                Value::Day(day) => Scalar::Day(day),
                Value::Text(text) => Scalar::Text(text),
                Value::Codes(..) | Value::Household(_) | Value::Events(_) => return None,
            },
            Term::Number(number) => exactly(*number),
            Term::Day(day) => Scalar::Day(*day),
            Term::Text(text) => Scalar::Text(text),
            Term::AsAt => Scalar::Day(self.day),
            Term::Arithmetic(left, operator, right) => {
                let ((a, b), (c, d)) = (self.figures(left)?, self.figures(right)?);
                match operator {
                    Operator::Add => Scalar::Figure(a + c, b + d),
                    Operator::Subtract => Scalar::Figure(a - d, b - c),
                    Operator::Multiply if a == b && c == d => exactly(a * c),
                    Operator::Divide if a == b && c == d && c != 0.0 => exactly(a / c),
                    // Division by zero is unknown; random conditions multiply no counts.
                    _ => return None,
                }
            }
            Term::Negative(term) => {
                let (low, high) = self.figures(term)?;
                Scalar::Figure(-high, -low)
            }
            Term::Later(day, unit, count) => {
                let day = self.on(day)?;
                Scalar::Day(match unit {
                    Unit::Days => day.plus_days(*count),
                    Unit::Weeks => day.plus_days(count * 7),
                    Unit::Months => day.plus_months(*count),
                    Unit::Years => day.plus_months(count * 12),
                })
            }
            Term::Until(unit, from, to) => {
                let (from, to) = (self.on(from)?, self.on(to)?);
                exactly(match unit {
                    Unit::Days => from.days_until(to),
                    Unit::Weeks => from.days_until(to) / 7,
                    Unit::Months => from.months_until(to),
                    Unit::Years => from.years_until(to),
                } as f64)
            }
            Term::Year(day) => exactly(self.on(day)?.year as f64),
            Term::If(rule, yes, no) => return self.scalar(if self.truth(rule)? { yes } else { no }),
            Term::Count(Fact::Household) => exactly(self.household()?.len() as f64),
            Term::Count(fact) => {
                let (told, not) = self.codes(*fact)?;
                let most = fact.codes().len() as u32 - not.count_ones();
                Scalar::Figure(told.count_ones().into(), most.into())
            }
            Term::Grants => exactly(self.grants()?.len() as f64),
            Term::Granted => exactly(self.grants()?.iter().sum()),
            Term::Parameter => return self.floor(),
        })
    }

    fn figures(&self, term: &Term) -> Option<(f64, f64)> {
        match self.scalar(term)? {
            Scalar::Figure(low, high) => Some((low, high)),
            _ => None,
        }
    }

    fn on(&self, term: &Term) -> Option<Day> {
        match self.scalar(term)? {
            Scalar::Day(day) => Some(day),
            _ => None,
        }
    }

    /// The parameter: the row for the day judged and the age then; unknown if rows differ and the age is unknown.
    fn floor(&self) -> Option<Scalar> {
        let at = |age: i64| self.row_at(age).map(|row| row.value);
        let floor = match self.number(Fact::Age) {
            Some(age) => at(age as i64)?,
            None => {
                let first = at(0)?;
                (0..120).all(|age| at(age) == Some(first)).then_some(first)?
            }
        };
        Some(exactly(floor))
    }

    /// The latest row to begin for an age; one without a last day holds until another begins.
    fn row_at(&self, age: i64) -> Option<&Row> {
        let is_for = |row: &&Row| {
            row.from.is_none_or(|from| from <= self.day)
                && row.min_age.is_none_or(|min| min <= age)
                && row.max_age.is_none_or(|max| age <= max)
        };
        let latest = self.catalogue.floor.iter().filter(is_for).max_by_key(|row| row.from)?;
        latest.to.is_none_or(|to| self.day <= to).then_some(latest)
    }
}

/// The place of a code among a fact's.
fn place(fact: Fact, code: &str) -> usize {
    fact.codes().iter().position(|known| *known == code).unwrap_or(usize::MAX)
}

impl Comparison {
    /// Whether two values compare so, whatever of what is possible they are.
    fn of(self, left: Option<Scalar>, right: Option<Scalar>) -> Option<bool> {
        match (left?, right?) {
            (Scalar::Figure(a, b), Scalar::Figure(c, d)) => match self {
                Self::Less => surely(b < c, a >= d),
                Self::LessOrEqual => surely(b <= c, a > d),
                Self::Greater => surely(a > d, b <= c),
                Self::GreaterOrEqual => surely(a >= d, b < c),
                Self::Equal => surely(a == b && c == d && a == c, b < c || d < a),
                Self::NotEqual => not(Self::Equal.of(left, right)),
            },
            (Scalar::Day(a), Scalar::Day(b)) => Some(self.holds(&a, &b)),
            (Scalar::Text(a), Scalar::Text(b)) => Some(self.holds(&a, &b)),
            (Scalar::Boolean(a), Scalar::Boolean(b)) => Some(self.holds(&a, &b)),
            _ => None,
        }
    }

    fn holds<T: PartialOrd>(self, a: &T, b: &T) -> bool {
        match self {
            Self::Equal => a == b,
            Self::NotEqual => a != b,
            Self::Less => a < b,
            Self::LessOrEqual => a <= b,
            Self::Greater => a > b,
            Self::GreaterOrEqual => a >= b,
        }
    }
}

/// True if it surely is, false if it surely is not.
fn surely(is: bool, is_not: bool) -> Option<bool> {
    if is {
        Some(true)
    } else if is_not {
        Some(false)
    } else {
        None
    }
}
