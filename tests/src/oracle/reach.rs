//! What conditions rest on.

use super::fact::Fact;
use super::judge::Judge;
use super::rule::{MemberTest, Rule, Term};

/// The undecided parts of some conditions that no other truth divides, with those of the criteria they ask about.
///
/// In order: a condition's own first, then those it asks about.
#[must_use]
pub fn atoms<'a>(judge: &Judge<'a>, rules: &[&'a Rule]) -> Vec<&'a Rule> {
    let is_open = |rule: &Rule| judge.truth(rule).is_none();
    let mut found = Vec::new();
    parts_of(judge, rules, &is_open, &mut found);
    found
}

/// The facts that a condition mentions, with those of criteria it asks about, and what derived ones follow from.
#[must_use]
pub fn mentioned<'a>(judge: &Judge<'a>, rule: &'a Rule) -> Vec<Fact> {
    let (mut atoms, mut facts) = (Vec::new(), Vec::new());
    parts_of(judge, &[rule], &|_| true, &mut atoms);
    atoms.into_iter().for_each(|atom| atom.facts(&mut facts));
    let mut found: Vec<Fact> = Vec::new();
    while let Some(fact) = facts.pop() {
        if !found.contains(&fact) {
            found.push(fact);
            facts.extend(fact.sources());
        }
    }
    found
}

fn parts_of<'a>(judge: &Judge<'a>, rules: &[&'a Rule], wanted: &impl Fn(&Rule) -> bool, found: &mut Vec<&'a Rule>) {
    let mut asked = Vec::new();
    for rule in rules {
        own_parts(judge, rule, wanted, found, &mut asked);
    }
    if !asked.is_empty() {
        parts_of(judge, &asked, wanted, found);
    }
}

fn own_parts<'a>(
    judge: &Judge<'a>,
    rule: &'a Rule,
    wanted: &impl Fn(&Rule) -> bool,
    found: &mut Vec<&'a Rule>,
    asked: &mut Vec<&'a Rule>,
) {
    if !wanted(rule) {
        return;
    }
    match rule {
        Rule::Criterion(programme, id) => {
            let version = judge.catalogue.programmes[*programme].published_on(judge.day);
            asked.extend(version.and_then(|version| version.criteria.get(*id)).map(|criterion| &criterion.when));
        }
        Rule::Eligible(programme) => {
            let version = judge.version(*programme);
            asked.extend(version.into_iter().flat_map(|version| &version.criteria).map(|criterion| &criterion.when));
        }
        rule => {
            let parts = rule.parts();
            if parts.is_empty() {
                found.push(rule);
            }
            parts.into_iter().for_each(|part| own_parts(judge, part, wanted, found, asked));
        }
    }
}

/// The facts that a condition's part waits for, in the order it names them: unknown, or told in part.
///
/// A derived fact stands for its sources, and for itself only if it was given or a source was asked for in vain.
#[must_use]
pub fn unknown_in(judge: &Judge<'_>, atom: &Rule) -> Vec<Fact> {
    let mut named = Vec::new();
    atom.facts(&mut named);
    if asks_members_age(atom) {
        // A member's age is the household's to tell.
        named.push(Fact::Household);
    }
    let mut found = Vec::new();
    named.into_iter().for_each(|fact| wait_for(judge, fact, &mut found));
    found
}

fn asks_members_age(atom: &Rule) -> bool {
    matches!(atom, Rule::Members(_, tests) if tests.iter().any(|test| matches!(test, MemberTest::Age(_))))
}

fn wait_for(judge: &Judge<'_>, fact: Fact, found: &mut Vec<Fact>) {
    let person = judge.person;
    if fact.sources().is_empty() {
        if person.value(fact).is_none_or(|value| !value.is_complete(fact)) && !found.contains(&fact) {
            found.push(fact);
        }
        return;
    }
    if judge.value(fact).is_some() {
        return;
    }
    let is_asked = person.was_asked(fact) || fact.sources().iter().any(|source| person.was_refused(*source));
    if is_asked && !found.contains(&fact) {
        found.push(fact);
    }
    fact.sources().iter().for_each(|source| wait_for(judge, *source, found));
}

/// All facts that some conditions wait for, in the order of first mention.
#[must_use]
pub fn unknown<'a>(judge: &Judge<'a>, rules: &[&'a Rule]) -> Vec<Fact> {
    let mut found = Vec::new();
    for atom in atoms(judge, rules) {
        for fact in unknown_in(judge, atom) {
            if !found.contains(&fact) {
                found.push(fact);
            }
        }
    }
    found
}

/// Whether a part is one of which the library may say that too much can matter: what has no cells of its own, the
/// household and events; figures or days held against each other; and the order of texts.
#[must_use]
pub fn may_be_inexact(judge: &Judge<'_>, atom: &Rule) -> bool {
    let unknown = unknown_in(judge, atom);
    let orders_texts = match atom {
        Rule::Compare(Term::Fact(Fact::Word), comparison, _) => comparison.is_order(),
        _ => false,
    };
    let endless = unknown.iter().filter(|fact| !fact.is_finite()).count();
    // A derived fact asked for itself stands beside its sources, which say the same.
    let beside = unknown.iter().filter(|fact| fact.sources().iter().any(|source| unknown.contains(source))).count();
    orders_texts
        || unknown.contains(&Fact::Household)
        || unknown.contains(&Fact::Events)
        || endless > 1 + beside
        || (endless == 1 && holds_facts_against_each_other(judge, atom))
}

/// Whether two sides of a comparison, or of arithmetic, both wait for something.
fn holds_facts_against_each_other(judge: &Judge<'_>, atom: &Rule) -> bool {
    let waits = |term: &Term| {
        let mut named = Vec::new();
        term.facts(&mut named);
        let mut found = Vec::new();
        named.into_iter().for_each(|fact| wait_for(judge, fact, &mut found));
        !found.is_empty()
    };
    fn inner(term: &Term, waits: &impl Fn(&Term) -> bool) -> bool {
        match term {
            Term::Arithmetic(left, _, right) | Term::Until(_, left, right) => {
                (waits(left) && waits(right)) || inner(left, waits) || inner(right, waits)
            }
            Term::Negative(term) | Term::Later(term, ..) | Term::Year(term) => inner(term, waits),
            Term::If(_, yes, no) => inner(yes, waits) || inner(no, waits),
            _ => false,
        }
    }
    let terms = atom.terms();
    terms.iter().filter(|term| waits(term)).count() > 1 || terms.iter().any(|term| inner(term, &waits))
}
