//! Out and in again, and in and out again.

use doorstep::{Area, Catalogue, Duration, ExportOptions, Exported, ImportOptions, Imported, add, import_service};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{area, day, judged, paths, plain, status};

const AS_AT: &str = "2022-03-31";

fn areas() -> Vec<Area> {
    vec![
        area(r#"council = "north""#, "North", Some("http://areas.example/north")),
        area(r#"council = "south""#, "South", None),
        area("by_the_sea", "The coast", None),
    ]
}

const VOCABULARY: &str = r#"{"vocabulary": "v", "facts": {
    "date_of_birth": {"type": "date", "protected": "age"},
    "age": {"type": "number", "derive": "years between(date_of_birth, as_at)"},
    "age_in_months": {"type": "number", "derive": "months between(date_of_birth, as_at)"},
    "council": {"type": "code", "values": {"north": "North", "south": "South", "other": "Somewhere else"}},
    "by_the_sea": {"type": "boolean"},
    "care_leaver": {"type": "boolean"}
}}"#;

/// A programme of some criteria; those of the second list are asked while people take part, and are whom it is for.
fn catalogue(eligibility: &[String], beside: &[String]) -> Catalogue {
    let criteria = |from: &[String]| -> Vec<Value> {
        let each =
            from.iter().enumerate().map(|(at, when)| json!({"id": format!("c{at}"), "text": when, "when": when}));
        each.collect()
    };
    let programme = json!({
        "programme": "p", "name": "P", "in_force": {}, "eligibility": criteria(eligibility),
        "continuing": criteria(beside), "target_groups": criteria(beside),
    });
    Catalogue::parse([("v.json", VOCABULARY), ("p.json", programme.to_string().as_str())]).unwrap()
}

/// The programme out and in again, over the same facts.
fn there_and_back(catalogue: &Catalogue) -> (Catalogue, Exported, Imported) {
    let mut out = ExportOptions::default();
    out.areas = areas();
    let exported = catalogue.export_service("p", day(AS_AT), &out).unwrap();
    let mut back = ImportOptions::default();
    back.areas = areas();
    back.declared = catalogue.facts().map(|(name, _)| name.to_owned()).collect();
    let imported = import_service(&exported.service.to_string(), &back).unwrap();
    let documents = imported.documents().into_iter().chain([("v.json".to_owned(), VOCABULARY.to_owned())]);
    (Catalogue::parse(documents).unwrap(), exported, imported)
}

/// How somebody's age is told, if it is.
#[derive(Clone, Debug)]
enum Told {
    Born(i64),
    Aged(i64),
    Nothing,
}

#[derive(Clone, Debug)]
struct Person {
    age: Told,
    council: Option<&'static str>,
    by_the_sea: Option<bool>,
    care_leaver: Option<bool>,
}

impl Person {
    fn facts(&self) -> Map<String, Value> {
        let mut facts = Map::new();
        match self.age {
            Told::Born(days_ago) => {
                let born = add(day(AS_AT), Duration::Days(-days_ago)).unwrap();
                facts.insert("date_of_birth".into(), json!(born.to_string()));
            }
            Told::Aged(years) => _ = facts.insert("age".into(), json!(years)),
            Told::Nothing => {}
        }
        facts.extend(self.council.map(|council| ("council".to_owned(), json!(council))));
        facts.extend(self.by_the_sea.map(|told| ("by_the_sea".to_owned(), json!(told))));
        facts.extend(self.care_leaver.map(|told| ("care_leaver".to_owned(), json!(told))));
        facts
    }
}

/// Days of age near which an age in months begins.
fn near(months: i64) -> impl Strategy<Value = i64> {
    let born = add(day(AS_AT), Duration::Months(-months)).unwrap();
    let days = doorstep::days_between(born, day(AS_AT));
    (-3_i64..=3).prop_map(move |off| (days + off).max(0))
}

fn people(ends: [i64; 2], in_years: bool) -> impl Strategy<Value = Vec<Person>> {
    let born = prop_oneof![near(ends[0]), near(ends[0] + 1), near(ends[1] + 1), near(ends[1] + 13), 0_i64..45_000,];
    // An age in years tells less about months than the import asks: then it may be more decided than the programme.
    let aged = if in_years { (0_i64..100).prop_map(Told::Aged).boxed() } else { Just(Told::Nothing).boxed() };
    let age = prop_oneof![8 => born.prop_map(Told::Born), 1 => aged, 1 => Just(Told::Nothing)];
    let council = prop::option::of(prop::sample::select(vec!["north", "south", "other"]));
    let told = || prop::option::of(any::<bool>());
    let person = (age, council, told(), told()).prop_map(|(age, council, by_the_sea, care_leaver)| Person {
        age,
        council,
        by_the_sea,
        care_leaver,
    });
    prop::collection::vec(person, 24)
}

/// Ways to say an age of `first` to `last` completed years.
fn years(first: i64, last: i64) -> impl Strategy<Value = String> {
    let next = last + 1;
    prop::sample::select(vec![
        format!("age in [{first}..{last}]"),
        format!("age >= {first} and age < {next}"),
        format!("age in [{first}..{next})"),
        format!("not(age < {first}) and {last} >= age"),
        format!("age between {first} and {last}.5"),
        format!("not(age < {first} or age > {last})"),
        format!("age > {} and age <= {last}", first - 1),
    ])
}

/// Ways to say an age of `first` to `last` completed months.
fn months(first: i64, last: i64) -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        format!("age_in_months >= {first} and age_in_months <= {last}"),
        format!("age_in_months in [{first}..{last}]"),
        format!("years between(date_of_birth, as_at) <= {} and age_in_months in ({}..{last}]", last / 12, first - 1),
    ])
}

fn places() -> impl Strategy<Value = Vec<String>> {
    prop::sample::select(vec![
        vec![],
        vec![r#"council = "north""#.to_owned()],
        vec![r#"council in ("north", "south")"#.to_owned()],
        vec![r#"council in ["south"] or by_the_sea"#.to_owned()],
        vec![r#"by_the_sea"#.to_owned()],
    ])
}

/// Criteria that a service can say, the ends of their ages in months, and whether they are in years.
fn sayable() -> impl Strategy<Value = (Vec<String>, [i64; 2], bool)> {
    let in_years = (1_i64..80, 0_i64..40).prop_flat_map(|(first, more)| {
        let ends = [first * 12, (first + more) * 12 + 11];
        (years(first, first + more), Just(ends), Just(true))
    });
    // Quarters of a year, which decimals say exactly; a whole number of years as the oldest age would last longer.
    let in_months = (1_i64..60, 0_i64..60).prop_flat_map(|(first, more)| {
        let last = (first + more) * 3;
        let last = if last % 12 == 0 { last + 3 } else { last };
        (months(first * 3, last), Just([first * 3, last]), Just(false))
    });
    (prop_oneof![in_years, in_months], places(), any::<bool>()).prop_map(|((age, ends, in_years), places, as_one)| {
        let mut criteria = vec![age];
        criteria.extend(places);
        let criteria = if as_one {
            vec![criteria.iter().map(|one| format!("({one})")).collect::<Vec<_>>().join(" and ")]
        } else {
            criteria
        };
        (criteria, ends, in_years)
    })
}

/// Conditions that a service cannot say, or only in part.
fn unsayable() -> impl Strategy<Value = Vec<String>> {
    let conditions = [
        "care_leaver",
        "age < 25 or care_leaver",
        "age >= 20 and care_leaver",
        "age_in_months >= 7",
        "age_in_months <= 24",
        "age != 30",
        "age >= 0",
        "age > 90",
        r#"council != "north""#,
        r#"council = "north" and by_the_sea"#,
        r#"age >= 18 and council = "south""#,
    ];
    prop::collection::vec(prop::sample::select(conditions.map(str::to_owned).to_vec()), 0..4)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn what_a_service_can_say_decides_the_same_out_and_in_again(
        ((criteria, ends, _), people) in sayable().prop_flat_map(|said| {
            let people = people(said.1, said.2);
            (Just(said), people)
        })
    ) {
        let before = catalogue(&criteria, &[]);
        let (after, exported, _) = there_and_back(&before);
        prop_assert_eq!(paths(&exported.not_covered), ["programme"], "{:?} of {:?}", criteria, ends);
        for person in people {
            let facts = plain(&person.facts());
            let (was, is) = (status(&before, &facts, AS_AT), status(&after, &facts, AS_AT));
            prop_assert_eq!(was, is, "{:?} for {:?}", criteria, person);
        }
    }

    #[test]
    fn out_and_in_again_never_decides_otherwise(
        (said, more, beside, people) in (sayable(), unsayable(), unsayable()).prop_flat_map(|(said, more, beside)| {
            let people = people(said.1, false);
            (Just(said), Just(more), Just(beside), people)
        })
    ) {
        let criteria: Vec<String> = more.into_iter().chain(said.0).collect();
        let before = catalogue(&criteria, &beside);
        let (after, exported, imported) = there_and_back(&before);
        // Somebody is asked to judge words where a criterion is in words, and nowhere else.
        let in_words = paths(&exported.not_covered).iter().any(|path| path.starts_with("eligibility"));
        let asked = imported.programme["eligibility"].as_array().unwrap();
        let is_asked = asked.iter().any(|criterion| criterion["id"] == "eligibility_description");
        prop_assert_eq!(in_words, is_asked, "{}", exported.service);
        for person in people {
            let mut facts = person.facts();
            let screening = before.screen(&plain(&facts), day(AS_AT)).unwrap();
            let decision = screening.decision("p").unwrap();
            let was = decision.status().as_str();
            // Before somebody has judged the words, and after.
            let is = status(&after, &plain(&facts), AS_AT);
            prop_assert!(was == is || is == "undetermined", "{:?} was {} and is {} for {:?}", criteria, was, is, person);
            facts.extend(judged(&decision, &exported, &imported));
            let is = status(&after, &plain(&facts), AS_AT);
            prop_assert!(was == is || is == "undetermined", "{:?} was {} and is {} for {:?}", criteria, was, is, person);
        }
    }

    #[test]
    fn in_and_out_again_keeps_what_is_covered(service in services()) {
        let imported = import_service(&service.to_string(), &ImportOptions::default()).unwrap();
        let catalogue = Catalogue::parse(imported.documents()).unwrap();
        let mut out = ExportOptions::default();
        out.areas = imported.areas.clone();
        let again = catalogue.export_service(imported.id(), day(AS_AT), &out).unwrap().service;
        let listed = paths(&imported.not_covered);
        for (key, value) in service.as_object().unwrap() {
            if !listed.contains(&key.as_str()) || key == "eligibility_description" {
                prop_assert_eq!(without_ids(value), without_ids(&again[key]), "{}", key);
            }
        }
        let more = again.as_object().unwrap().keys().filter(|key| service.get(key).is_none());
        prop_assert_eq!(more.count(), 0, "{}", again);
        // Once more says no more.
        let mut table = ImportOptions::default();
        table.areas = imported.areas.clone();
        let second = import_service(&again.to_string(), &table).unwrap();
        prop_assert_eq!(&second.programme["eligibility"], &imported.programme["eligibility"]);
        prop_assert_eq!(&second.programme["advice"], &imported.programme["advice"]);
        prop_assert_eq!(&second.programme["referrals"], &imported.programme["referrals"]);
    }
}

/// A value without the ids of its parts, and a description of an organisation, which an export has to make.
fn without_ids(value: &Value) -> Value {
    let part = |part: &Value| {
        let fields = part.as_object().into_iter().flatten();
        let kept = fields.filter(|(key, _)| !matches!(key.as_str(), "id" | "description"));
        Value::Object(kept.map(|(key, value)| (key.clone(), value.clone())).collect())
    };
    match value {
        Value::Array(items) => Value::Array(items.iter().map(part).collect()),
        Value::Object(_) => part(value),
        other => other.clone(),
    }
}

/// Services of the fields that are covered.
fn services() -> impl Strategy<Value = Value> {
    let maybe = |text: &'static str| prop::option::of(Just(json!(text)));
    let age = || {
        prop::option::of(
            (1_u32..400)
                .prop_map(|quarters| f64::from(quarters) / 4.0)
                .prop_map(|age| if age.fract() == 0.0 { json!(age as u32) } else { json!(age) }),
        )
    };
    let ages = (age(), age()).prop_map(|(a, b)| match (a, b) {
        (Some(a), Some(b)) if a.as_f64() > b.as_f64() => (Some(b), Some(a)),
        ages => ages,
    });
    let status = prop::sample::select(vec!["active", "inactive", "defunct", "temporarily closed"]);
    let contact = (
        maybe("https://a.example/x"),
        maybe("a@b.example"),
        maybe("Ask at the desk.\nThen wait."),
        prop::option::of(Just(json!([{"id": "1", "number": "020 7946 0000"}, {"id": "2", "number": "(0)1 ext. 3"}]))),
    );
    let area = |name: &'static str, uri: Option<&'static str>| match uri {
        Some(uri) => json!({"id": name, "name": name, "uri": uri}),
        None => json!({"id": name, "name": name}),
    };
    let all =
        [area("North", None), area("South", Some("http://a.example/s")), area("North", Some("http://a.example/n"))];
    let some = prop::option::of(prop::sample::subsequence(all.to_vec(), 1..=3).prop_map(Value::Array));
    let documents = [
        json!({"id": "1", "document": "Proof of age"}),
        json!({"id": "2", "document": "A letter", "uri": "https://a.example/letter"}),
    ];
    let documents = prop::option::of(prop::sample::subsequence(documents.to_vec(), 1..=2).prop_map(Value::Array));
    let rest = (
        maybe("What it is.\n\nAnd more."),
        maybe("For carers.\nAnd for others: all of them."),
        prop::option::of(Just(json!({"id": "o", "name": "Example Homes", "description": "A landlord"}))),
        prop::option::of(Just(json!([{"id": "f", "source": "esf"}]))),
    );
    (ages, status, contact, some, documents, rest).prop_map(
        |(
            (youngest, oldest),
            status,
            (url, email, process, phones),
            areas,
            documents,
            (description, words, organization, funding),
        )| {
            let fields = [
                ("id", Some(json!("5c2f0a3e-6f0e-4a9d-8a43-0d7a1f6f2b11"))),
                ("name", Some(json!("A service"))),
                ("status", Some(json!(status))),
                ("minimum_age", youngest),
                ("maximum_age", oldest),
                ("url", url),
                ("email", email),
                ("application_process", process),
                ("phones", phones),
                ("service_areas", areas),
                ("required_documents", documents),
                ("description", description),
                ("eligibility_description", words),
                ("organization", organization),
                ("funding", funding),
            ];
            fields.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect::<Map<_, _>>().into()
        },
    )
}

/// Every day of a life, for one programme.
#[test]
fn to_the_day() {
    let before = catalogue(&["age in [16..24]".to_owned()], &[]);
    let (after, ..) = there_and_back(&before);
    let mut eligible = 0;
    for days in (0..12_000).map(Told::Born) {
        let facts = plain(&Person { age: days, council: None, by_the_sea: None, care_leaver: None }.facts());
        let is = status(&after, &facts, AS_AT);
        assert_eq!(status(&before, &facts, AS_AT), is);
        eligible += usize::from(is == "eligible");
    }
    // From the 16th birthday to the day before the 25th: nine years, two of them leap years here.
    assert_eq!(eligible, 9 * 365 + 2);
}
