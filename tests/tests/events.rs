//! What events come to is a function of the set alone, and hostile lists of them are read at once.

use doorstep::{Catalogue, Events, Plain, parse_date};
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};

fn catalogue() -> Catalogue {
    Catalogue::parse([
        ("v.json", r#"{"vocabulary": "v", "facts": {}, "records": {"grant": {"attributes": {"amount": "money"}}}}"#),
        (
            "p.json",
            r#"{"programme": "p", "name": "P", "in_force": {}, "eligibility": [
                {"id": "cap", "text": "Less than £10", "when": "sum(grant.amount) < 10"},
                {"id": "not_on", "text": "Not on it now", "when": "not(enrolled(\"p\"))"}]}"#,
        ),
    ])
    .unwrap()
}

fn read(catalogue: &Catalogue, events: Vec<Plain>) -> Events {
    Events::read(catalogue, &Plain::List(events)).unwrap()
}

/// Everything that events come to: those that count in their order, the problems, and a decision.
fn outcome(catalogue: &Catalogue, events: Vec<Plain>) -> String {
    let events = read(catalogue, events);
    let as_at = parse_date("2022-06-15").unwrap();
    let screening = catalogue.screen_with(&Plain::Map(Vec::new()), &events, as_at).unwrap();
    serde_json::to_string(&(events.events(), events.problems(), screening)).unwrap()
}

prop_compose! {
    /// An event of few ids, so that they meet: grants, starts and ends, amendments and voids, another person's.
    fn event()(
        id in 0..7_i64,
        person in prop_oneof![9 => Just("mo"), 1 => Just("jo")],
        kind in prop_oneof![4 => Just("grant"), 1 => Just("started"), 1 => Just("ended"), 1 => Just("grnt")],
        day in 1..31,
        amount in 1..9_i64,
        about in prop::option::of((prop::bool::ANY, 0..8_i64)),
        recorded in prop::option::of(1..4),
    ) -> Plain {
        let mut event: Vec<(String, Plain)> = Vec::new();
        let mut tell = |key: &str, value: Plain| event.push((key.to_owned(), value));
        tell("id", id.into());
        tell("person", person.into());
        tell("kind", kind.into());
        tell("on", format!("2022-06-{day:02}").as_str().into());
        if kind == "grant" {
            tell("data", Plain::from_iter([("amount", Plain::from(amount))]));
        } else {
            tell("programme", "p".into());
        }
        if let Some((voids, target)) = about {
            tell(if voids { "voids" } else { "amends" }, target.into());
        }
        if let Some(recorded) = recorded {
            tell("recorded_at", format!("2022-07-01T00:00:0{recorded}Z").as_str().into());
        }
        Plain::Map(event)
    }
}

proptest! {
    #[test]
    fn neither_order_nor_duplicates_count(
        (events, shuffled) in prop::collection::vec(event(), 0..12)
            .prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle())),
        again in prop::collection::vec(any::<Index>(), 0..4),
    ) {
        let catalogue = catalogue();
        let expected = outcome(&catalogue, events);
        let mut more = shuffled.clone();
        more.extend(again.iter().filter(|_| !shuffled.is_empty()).map(|index| index.get(&shuffled).clone()));
        prop_assert_eq!(outcome(&catalogue, more), expected);
    }

    #[test]
    fn what_is_voided_is_as_if_it_had_never_been(
        (grants, voided) in (1..9_usize).prop_flat_map(|count| {
            let ids: Vec<usize> = (0..count).collect();
            (Just(count), subsequence(ids, 0..=count))
        }),
    ) {
        let catalogue = catalogue();
        let grant = |id: usize| Plain::from_json(&format!(
            r#"{{"id": {id}, "person": 1, "kind": "grant", "on": "2022-06-0{}", "data": {{"amount": {}}}}}"#,
            id + 1, id + 1,
        )).unwrap();
        let void = |id: &usize| Plain::from_json(&format!(r#"{{"id": "v{id}", "person": 1, "voids": {id}}}"#)).unwrap();
        let left: Vec<Plain> = (0..grants).filter(|id| !voided.contains(id)).map(grant).collect();
        let all: Vec<Plain> = (0..grants).map(grant).chain(voided.iter().map(void)).collect();
        prop_assert_eq!(outcome(&catalogue, all), outcome(&catalogue, left));
    }
}

fn chain(verb: &str, length: usize) -> Vec<Plain> {
    let event = |id: usize| {
        let about = if id == 0 { String::new() } else { format!(r#", "{verb}": {}"#, id - 1) };
        Plain::from_json(&format!(
            r#"{{"id": {id}, "person": 1, "kind": "grant", "on": "2022-06-01", "data": {{"amount": {id}}}{about}}}"#
        ))
        .unwrap()
    };
    (0..length).map(event).collect()
}

#[test]
fn long_chains_of_amendments_and_voids_are_followed() {
    let catalogue = catalogue();
    let amended = read(&catalogue, chain("amends", 10_000));
    assert_eq!(amended.events().iter().map(|event| event.id.as_str()).collect::<Vec<_>>(), ["9999"]);
    // Each void takes back the one before, so of an even number the first is voided.
    assert_eq!(read(&catalogue, chain("voids", 10_000)).events().len(), 0);
    assert_eq!(read(&catalogue, chain("voids", 9_999)).events().len(), 1);
    let mut circle = chain("voids", 10_000);
    if let Some(Plain::Map(first)) = circle.first_mut() {
        first.push(("voids".to_owned(), Plain::from(9_999)));
    }
    assert_eq!(read(&catalogue, circle).problems().len(), 10_000);
}

#[test]
fn events_that_are_too_many_or_too_large_are_refused() {
    let catalogue = catalogue();
    let codes = |events: Plain| {
        let problems = Events::read(&catalogue, &events).unwrap_err().problems;
        problems.iter().map(|problem| problem.code.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(codes(Plain::List(chain("amends", 10_001))), ["D608"]);
    let note = |note: Plain| {
        let data = Plain::from_iter([("note", note)]);
        let event =
            [("id", "a".into()), ("person", "b".into()), ("kind", "contact".into()), ("on", "2022-06-01".into())];
        Plain::List(vec![event.into_iter().chain([("data", data)]).collect()])
    };
    assert_eq!(codes(note("x".repeat(64 * 1024).as_str().into())), ["D608"]);
    let deep = (0..100).fold(Plain::Null, |inner, _| Plain::List(vec![inner]));
    assert_eq!(codes(note(deep)), ["D608"]);
    assert!(Events::read(&catalogue, &note("x".repeat(60_000).as_str().into())).is_ok());
}

#[test]
fn neither_events_nor_their_problems_show_what_was_told() {
    let catalogue = catalogue();
    let told =
        r#"[{"id": "e", "person": "secret-person", "kind": "grant", "on": "2022-06-01", "data": {"amount": 73.19}}]"#;
    let events = read(&catalogue, vec![]);
    assert!(events.events().is_empty());
    let events = Events::read(&catalogue, &Plain::from_json(told).unwrap()).unwrap();
    let shown = format!("{events:?} {:?}", events.events());
    assert!(!shown.contains("73") && !shown.contains("secret"), "{shown}");
    let wrong = told.replace("73.19", "\"secret\"").replace("2022-06-01", "01.06.2022");
    let error = Events::read(&catalogue, &Plain::from_json(&wrong).unwrap()).unwrap_err();
    assert!(!error.to_string().contains("secret") && !error.to_string().contains("01.06"), "{error}");
}
