//! What is warned of in a catalogue as a whole, against brute force over all answers.

mod naive;

use std::collections::{BTreeMap, BTreeSet};

use doorstep::{Catalogue, Diagnostic, Status, parse_date};
use naive::{NUMBERS, Num, Rule, Told, VOCABULARY, leaf, rule_over, wild};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// A warning: its code, the text it points at by where that begins, and what it says.
type Warning = (&'static str, usize, usize, String);

type Truth = Option<bool>;

const OTHERS: [&[bool]; 4] = [&[], &[true], &[false], &[true, false]];

// ---- what brute force finds

/// The facts that rules can rest on, one after another.
const FACTS: [&str; 7] = ["a", "b", "n", "t", "p", "q", "others"];

fn values(fact: &str) -> usize {
    match fact {
        "n" => NUMBERS.count(),
        "t" => 3,
        "others" => OTHERS.len(),
        _ => 2,
    }
}

/// What is told if each fact has the value at that place, or none.
fn told(places: &BTreeMap<&str, Option<usize>>) -> Told {
    let at = |fact: &str| places.get(fact).copied().flatten();
    let boolean = |fact: &str| at(fact).map(|at| at == 1);
    Told {
        a: boolean("a"),
        b: boolean("b"),
        n: at("n").map(|at| NUMBERS.start() + at as i64),
        t: at("t").map(|at| ["x", "y", "z"][at]),
        s: [boolean("p"), boolean("q")],
        others: at("others").map(|at| OTHERS[at]),
    }
}

/// Every answer to some facts, complete or also partial.
fn answers(facts: &BTreeSet<&'static str>, also_partial: bool) -> Vec<Told> {
    let mut all = vec![BTreeMap::new()];
    for fact in facts {
        let values: Vec<Option<usize>> =
            also_partial.then_some(None).into_iter().chain((0..values(fact)).map(Some)).collect();
        let with = |places: &BTreeMap<&'static str, Option<usize>>| {
            let with = |at: &Option<usize>| places.clone().into_iter().chain([(*fact, *at)]).collect();
            values.iter().map(with).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(with).collect();
    }
    all.iter().map(told).collect()
}

fn complete(facts: &BTreeSet<&'static str>) -> Vec<Told> {
    answers(facts, false)
}

/// Every partial answer to the facts of a rule.
fn partial(rule: &Rule) -> Vec<Told> {
    let mut facts = BTreeSet::new();
    facts_of(rule, &mut facts);
    answers(&facts, true)
}

/// The facts a rule rests on.
fn facts_of(rule: &Rule, found: &mut BTreeSet<&'static str>) {
    let number = |number: &Num, found: &mut BTreeSet<&'static str>| match number {
        Num::N => found.extend(["n"]),
        Num::M => found.extend(["n", "a"]),
        Num::Is(_) => {}
    };
    match rule {
        Rule::A => found.extend(["a"]),
        Rule::B => found.extend(["b"]),
        Rule::Compare(one, ..) => number(one, found),
        Rule::In(one, other, _) => {
            number(one, found);
            number(other, found);
        }
        Rule::T(_) | Rule::TInXy => found.extend(["t"]),
        Rule::Count(..) | Rule::Has(_) | Rule::SomeIs(_) | Rule::EveryIs(_) => found.extend(["p", "q"]),
        Rule::Quotient(_) => found.extend(["n"]),
        Rule::SomeOther | Rule::EveryOther => found.extend(["others"]),
        Rule::And(rules) | Rule::Or(rules) => rules.iter().for_each(|rule| facts_of(rule, found)),
        Rule::Not(rule) => facts_of(rule, found),
        Rule::If(parts) => parts.iter().for_each(|rule| facts_of(rule, found)),
        Rule::Same(sides) => sides.iter().for_each(|rule| facts_of(rule, found)),
    }
}

/// Whether a rule, and every part of it, satisfies a test.
fn every_part(rule: &Rule, test: &dyn Fn(&Rule) -> bool) -> bool {
    test(rule)
        && match rule {
            Rule::And(rules) | Rule::Or(rules) => rules.iter().all(|rule| every_part(rule, test)),
            Rule::Not(rule) => every_part(rule, test),
            Rule::If(parts) => parts.iter().all(|rule| every_part(rule, test)),
            Rule::Same(sides) => sides.iter().all(|rule| every_part(rule, test)),
            _ => true,
        }
}

/// Whether all of a rule's comparisons are with figures and codes: only then is everything that is odd found.
fn is_finite(rule: &Rule) -> bool {
    every_part(rule, &|part| match part {
        Rule::In(one, other, _) => matches!(one, Num::Is(_)) || matches!(other, Num::Is(_)),
        Rule::Quotient(_) | Rule::SomeOther | Rule::EveryOther => false,
        _ => true,
    })
}

/// Whether a rule asks about facts directly.
fn is_direct(rule: &Rule) -> bool {
    every_part(rule, &|part| match part {
        Rule::Compare(one, ..) => *one != Num::M,
        Rule::In(one, other, _) => *one != Num::M && *other != Num::M,
        _ => true,
    })
}

/// False, unknown, true.
fn rank(truth: Truth) -> u8 {
    truth.map_or(1, |truth| if truth { 2 } else { 0 })
}

fn truths(rule: &Rule, people: &[Told]) -> Vec<Truth> {
    people.iter().map(|told| rule.truth(told)).collect()
}

/// Whether some partial answers leave a rule unknown though all complete ones that fit them give the same.
fn stays_open(rule: &Rule) -> bool {
    let mut facts = BTreeSet::new();
    facts_of(rule, &mut facts);
    let facts: Vec<&str> = FACTS.into_iter().filter(|fact| facts.contains(fact)).collect();
    let mut known = BTreeMap::new();
    let mut places: BTreeMap<&str, Option<usize>> = facts.iter().map(|fact| (*fact, None)).collect();
    let mut open = false;
    agreed(rule, &facts, 0, &mut places, &mut known, &mut open);
    open
}

/// What all complete answers that fit partial ones give, for all partial ones; `open` is set where that is not seen.
fn agreed(
    rule: &Rule,
    facts: &[&'static str],
    from: usize,
    places: &mut BTreeMap<&'static str, Option<usize>>,
    known: &mut BTreeMap<Vec<Option<usize>>, Truth>,
    open: &mut bool,
) -> Truth {
    let key: Vec<Option<usize>> = places.values().copied().collect();
    if let Some(known) = known.get(&key) {
        return *known;
    }
    let mut all: Option<Vec<Truth>> = None;
    for fact in &facts[from..] {
        if places[fact].is_some() {
            continue;
        }
        let mut truths = Vec::new();
        for at in 0..values(fact) {
            places.insert(fact, Some(at));
            truths.push(agreed(rule, facts, from, places, known, open));
        }
        places.insert(fact, None);
        all = Some(truths);
    }
    let own = rule.truth(&told(places));
    let agreed = match all {
        None => own,
        Some(truths) => truths[0].filter(|first| truths.iter().all(|truth| *truth == Some(*first))),
    };
    *open |= own.is_none() && agreed.is_some();
    known.insert(key, agreed);
    agreed
}

// ---- what is warned of

/// A part of a rule with where its text begins in the whole, and what the `if`s around it ask and must answer.
struct Part<'a> {
    rule: &'a Rule,
    at: usize,
    under: Vec<(&'a Rule, bool)>,
}

/// What a rule is made of, with where each begins.
fn children<'a>(group: &Part<'a>) -> Vec<Part<'a>> {
    let (rules, before): (Vec<&Rule>, [&str; 3]) = match group.rule {
        Rule::And(rules) => (rules.iter().collect(), ["(", " and ", " and "]),
        Rule::Or(rules) => (rules.iter().collect(), ["(", " or ", " or "]),
        Rule::If(parts) => (parts.iter().collect(), ["(if ", " then ", " else "]),
        Rule::Not(rule) => (vec![&**rule], ["not(", "", ""]),
        _ => return Vec::new(),
    };
    let mut at = group.at;
    let mut parts = Vec::new();
    for (rule, before) in rules.into_iter().zip(before) {
        at += before.len();
        parts.push(Part { rule, at, under: Vec::new() });
        at += rule.text().len();
    }
    parts
}

/// The groups of parts under `and`, `or`, `not` and `if`: the group's rule and its parts. An `and` within an `and` is no
/// group of its own.
fn groups(rule: &Rule) -> Vec<(Part<'_>, Vec<Part<'_>>)> {
    let mut groups = Vec::new();
    let mut waiting = vec![Part { rule, at: 0, under: Vec::new() }];
    while let Some(group) = waiting.pop() {
        let mut parts = Vec::new();
        let mut inner = children(&group);
        while let Some(part) = inner.pop() {
            match (group.rule, part.rule) {
                (Rule::And(_), Rule::And(_)) | (Rule::Or(_), Rule::Or(_)) => inner.extend(children(&part)),
                _ => parts.push(part),
            }
        }
        parts.reverse();
        for (place, part) in parts.iter().enumerate() {
            let mut under = group.under.clone();
            if let (Rule::If(asked), true) = (group.rule, place > 0) {
                under.push((&asked[0], place == 1));
            }
            waiting.push(Part { rule: part.rule, at: part.at, under });
        }
        if matches!(group.rule, Rule::And(_) | Rule::Or(_) | Rule::If(_)) {
            groups.push((group, parts));
        }
    }
    groups
}

fn document(conditions: &[String]) -> String {
    let criteria = conditions.iter().enumerate().map(|(at, when)| {
        let when = serde_json::to_string(when).unwrap();
        format!(r#"{{"id": "c{at}", "text": "C", "when": {when}}}"#)
    });
    let criteria = criteria.collect::<Vec<_>>().join(", ");
    format!(r#"{{"programme": "p", "name": "P", "in_force": {{}}, "eligibility": [{criteria}]}}"#)
}

/// Where a condition's text begins in its document, as a JSON text.
fn begins(document: &str, criterion: usize) -> usize {
    let key = "\"when\": \"";
    document.match_indices(key).nth(criterion).unwrap().0 + key.len()
}

/// The warnings, each with its criterion and where in the criterion's own text it begins.
fn warnings(conditions: &[String]) -> Vec<(Diagnostic, usize, usize)> {
    let document = document(conditions);
    let catalogue = Catalogue::parse([("v.json", VOCABULARY), ("p.json", &document)]).unwrap();
    let starts: Vec<usize> = (0..conditions.len()).map(|at| begins(&document, at)).collect();
    let found = catalogue.check().into_iter().map(|found| {
        assert_eq!((found.line, found.end_line, found.file.as_str()), (1, 1, "p.json"), "{found}");
        let column = found.column as usize - 1;
        // A whole condition's place is that of its quotes.
        let criterion = starts.iter().rposition(|start| *start <= column + 1).unwrap();
        let escaped = &document[starts[criterion].min(column)..column];
        let before: String = serde_json::from_str(&format!("\"{escaped}\"")).unwrap();
        (found, criterion, before.len())
    });
    found.collect()
}

/// Holds what is warned of against what brute force finds. What is warned of must be so; and where `all`, what is so must
/// be warned of.
fn compare(rules: &[Rule], all: bool) -> Result<BTreeSet<&'static str>, TestCaseError> {
    let texts: Vec<String> = rules.iter().map(Rule::text).collect();
    let found = warnings(&texts);
    let mut facts = BTreeSet::new();
    rules.iter().for_each(|rule| facts_of(rule, &mut facts));
    let people = complete(&facts);
    let truths: Vec<Vec<Truth>> = rules.iter().map(|rule| truths(rule, &people)).collect();
    let mut said: BTreeSet<Warning> = BTreeSet::new();
    for (found, criterion, at) in &found {
        said.insert((found.code.as_str(), *criterion, *at, found.message.clone()));
    }
    criteria(&texts, &truths, &said, all)?;
    for (at, rule) in rules.iter().enumerate() {
        let never_or_always = truths[at].iter().all(|truth| *truth == Some(true)) || !truths[at].contains(&Some(true));
        let own: BTreeSet<&Warning> =
            said.iter().filter(|(code, criterion, ..)| *code == "D426" && *criterion == at).collect();
        if never_or_always {
            prop_assert!(!all || own.is_empty(), "{:?} {:?}", texts[at], own);
        } else {
            parts(rule, &people, &own, all)?;
        }
        let open = said.iter().any(|(code, criterion, ..)| *code == "D427" && *criterion == at);
        prop_assert!(!open || stays_open(rule), "does not stay open: {:?}", texts[at]);
        if all && is_direct(rule) {
            // Of one that never holds no more is said.
            let holds = truths[at].contains(&Some(true));
            prop_assert_eq!(open, holds && stays_open(rule), "whether it stays open: {:?}", texts[at]);
        }
    }
    Ok(said.iter().map(|(code, ..)| *code).collect())
}

/// Criteria alone and together.
fn criteria(texts: &[String], truths: &[Vec<Truth>], said: &BTreeSet<Warning>, all: bool) -> Result<(), TestCaseError> {
    let met = |at: usize, person: usize| truths[at][person] == Some(true);
    let people = 0..truths[0].len();
    // What is true, and of that what must be said.
    let (mut claims, mut expected) = (BTreeSet::new(), BTreeSet::new());
    let mut sound = Vec::new();
    for (at, own) in truths.iter().enumerate() {
        if !own.contains(&Some(true)) {
            expected.insert(("D421", at, format!("no answers can meet the criterion `c{at}`")));
        } else if own.iter().all(|truth| *truth == Some(true)) {
            expected.insert(("D422", at, format!("every answer meets the criterion `c{at}`")));
        } else {
            sound.push(at);
        }
    }
    claims.extend(expected.clone());
    let mut pairs_contradict = false;
    for b in 0..truths.len() {
        for a in 0..b {
            let both_sound = sound.contains(&a) && sound.contains(&b);
            let implies =
                |a: usize, b: usize| people.clone().all(|person| rank(truths[a][person]) <= rank(truths[b][person]));
            let mut own = Vec::new();
            if truths[a] == truths[b] {
                own.push(("D424", b, format!("the criterion `c{b}` asks the same as `c{a}`")));
            }
            if implies(a, b) && (!both_sound || truths[a] != truths[b]) {
                own.push(("D425", b, format!("whoever meets `c{a}` also meets `c{b}`")));
            }
            if implies(b, a) && (!both_sound || truths[a] != truths[b]) {
                own.push(("D425", a, format!("whoever meets `c{b}` also meets `c{a}`")));
            }
            if !people.clone().any(|person| met(a, person) && met(b, person)) {
                pairs_contradict |= both_sound;
                own.push(("D423", b, format!("nobody can meet both `c{a}` and `c{b}`")));
            }
            claims.extend(own.clone());
            // True of two that ask the same too, where only one direction could be worked out.
            let one_way = |enough: usize, idle: usize| {
                let message = format!("whoever meets `c{enough}` also meets `c{idle}`");
                implies(enough, idle).then_some(("D425", idle, message))
            };
            claims.extend([one_way(a, b), one_way(b, a)].into_iter().flatten());
            expected.extend(own.into_iter().filter(|_| both_sound));
        }
    }
    let nobody = |criteria: &[usize]| !people.clone().any(|person| criteria.iter().all(|at| met(*at, person)));
    let mut several = Vec::new();
    for (code, criterion, _, message) in said.iter().filter(|(code, ..)| !matches!(*code, "D426" | "D427")) {
        if let Some(names) = message.strip_prefix("nobody can meet all of ") {
            let named: Vec<usize> = names.split('`').skip(1).step_by(2).map(|id| id[1..].parse().unwrap()).collect();
            prop_assert!(nobody(&named), "{:?} {:?}", texts, message);
            prop_assert_eq!(named.last(), Some(criterion));
            several.push(named);
        } else {
            let said = (*code, *criterion, message.clone());
            prop_assert!(claims.contains(&said), "{:?} {:?}", texts, message);
            prop_assert!(expected.remove(&said) || !all, "{:?} {:?}", texts, message);
        }
    }
    prop_assert!(several.len() <= 1);
    if all {
        prop_assert!(expected.is_empty(), "not warned of: {:?} {:?}", texts, expected);
        prop_assert_eq!(several.len() == 1, !pairs_contradict && nobody(&sound), "{:?}", texts);
        for named in several {
            for at in &named {
                let rest: Vec<usize> = named.iter().copied().filter(|other| other != at).collect();
                prop_assert!(!nobody(&rest), "{:?}: `c{}` is not needed", texts, at);
            }
        }
    }
    Ok(())
}

/// Parts of a condition that make no difference.
fn parts(rule: &Rule, people: &[Told], said: &BTreeSet<&Warning>, all: bool) -> Result<(), TestCaseError> {
    let text = rule.text();
    let mut left: BTreeSet<(usize, bool)> =
        said.iter().map(|(_, _, at, message)| (*at, message.contains("never reached"))).collect();
    for (group, parts) in groups(rule) {
        if let (Rule::If(_), [asked, yes, no]) = (group.rule, &parts[..]) {
            let is_here = |told: &&Told| group.under.iter().all(|(asked, answer)| asked.truth(told) == Some(*answer));
            let here: Vec<&Told> = people.iter().filter(is_here).collect();
            // Of what is never reached itself its own `if` is told; where that cannot be worked out, this one may be.
            if here.is_empty() {
                left.retain(|(at, is_branch)| all || !is_branch || (*at != yes.at && *at != no.at));
                continue;
            }
            let asked: Vec<Truth> = here.iter().map(|told| asked.rule.truth(told)).collect();
            for (branch, wanted) in [(yes, true), (no, false)] {
                let never = !asked.contains(&Some(wanted));
                let is_said = left.remove(&(branch.at, true));
                prop_assert!(never || !is_said, "`{}` in `{}` is reached", branch.rule.text(), text);
                prop_assert!(!all || !never || is_said, "`{}` in `{}` is never reached", branch.rule.text(), text);
            }
            continue;
        }
        let any = matches!(group.rule, Rule::Or(_));
        let value = |kept: &[&Part<'_>], told: &Told| {
            let negate = |truth: Truth| truth.map(|truth| !truth);
            let flip = |truth: Truth| if any { truth } else { negate(truth) };
            flip(naive::or(kept.iter().map(|part| flip(part.rule.truth(told)))))
        };
        let everything: Vec<&Part<'_>> = parts.iter().collect();
        let mut kept = everything.clone();
        kept.retain(|part| !left.remove(&(part.at, false)));
        // Without a part, everything is the same once all is told, and settled before wherever it was.
        let is_same = |kept: &[&Part<'_>], whole: &[&Part<'_>]| {
            people.iter().all(|told| value(kept, told) == value(whole, told))
                && partial(group.rule).iter().all(|told| value(whole, told).is_none() || value(kept, told).is_some())
        };
        prop_assert!(is_same(&kept, &everything), "what is called idle in `{}` is not", text);
        if all {
            for part in &kept {
                let rest: Vec<&Part<'_>> = kept.iter().copied().filter(|other| other.at != part.at).collect();
                prop_assert!(!is_same(&rest, &kept), "`{}` is idle in `{}`", part.rule.text(), text);
            }
        }
    }
    prop_assert!(left.is_empty(), "{:?} in `{}` is no part", left, text);
    Ok(())
}

fn finite() -> impl Strategy<Value = Rule> {
    rule_over(leaf().prop_filter("finite", is_finite), 8)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn where_domains_are_finite_warnings_are_exact(
        rules in prop::collection::vec(finite(), 1..5)
    ) {
        compare(&rules, true)?;
    }

    #[test]
    fn the_second_implementation_agrees(rule in wild(), at in any::<prop::sample::Index>()) {
        let mut facts = BTreeSet::new();
        facts_of(&rule, &mut facts);
        let told = at.get(&complete(&facts)).clone();
        let document = document(&[rule.text()]);
        let catalogue = Catalogue::parse([("v.json", VOCABULARY), ("p.json", &document)]).unwrap();
        let screening = catalogue.screen(&told.facts(), parse_date("2022-04-01").unwrap()).unwrap();
        let status = match rule.truth(&told) {
            Some(true) => Status::Eligible,
            Some(false) => Status::NotEligible,
            None => Status::Undetermined,
        };
        prop_assert_eq!(screening.decision("p").unwrap().status(), status);
    }

    #[test]
    fn elsewhere_they_are_right(rules in prop::collection::vec(wild(), 1..4)) {
        compare(&rules, rules.iter().all(is_finite))?;
    }
}

/// That `n / n` is never above 1 is not worked out, but that `q` makes one code at least is.
#[test]
fn a_branch_within_what_is_never_reached_may_be_told_of() {
    let never = Rule::And(vec![Rule::Has(1), Rule::Quotient(0)]);
    let inner = Rule::If(Box::new([Rule::Count("=", 0), Rule::A, Rule::A]));
    let said = compare(&[Rule::If(Box::new([never, inner, Rule::A]))], false).unwrap();
    assert!(said.contains("D426"), "{said:?}");
}

/// What the property above looks at is not empty of what it is about.
#[test]
fn random_catalogues_have_everything_that_is_warned_of() {
    let mut runner = TestRunner::deterministic();
    let rules = prop::collection::vec(finite(), 1..5);
    let mut codes = BTreeSet::new();
    for _ in 0..150 {
        let rules = rules.new_tree(&mut runner).unwrap().current();
        codes.extend(compare(&rules, true).unwrap());
    }
    assert_eq!(codes, BTreeSet::from(["D421", "D422", "D423", "D424", "D425", "D426", "D427"]));
}
