//! Returns, and the people their numbers open to.

use std::sync::Arc;

use doorstep::{OutcomeOptions, Plain};
use doorstep_mobile::{
    Accounts, Audience, Audit, CaseFile, Catalogue, Cell, CellChange, CellKey, CellMove, Comparison, Flow, Partial,
    Recovered, Rejection, Release, ReleaseRule, Report, ReturnPerson, Spread, Why, WhyEnrolment,
};
use serde_json::{Value, json};

use crate::outcomes::outcome_json;
use crate::told::*;

fn report_json(of: &Report) -> Value {
    let Accounts { events, used, later, rejected, repeated, people, without_events, erased } = of.accounts();
    json!({
        "return": of.return_id(),
        "as_at": of.as_at(),
        "known_at": of.known_at(),
        "cells": of.cells().into_iter().map(cell_json).collect::<Value>(),
        "accounts": {
            "events": events,
            "used": used,
            "later": later,
            "rejected": rejected,
            "repeated": repeated,
            "people": people,
            "without_events": without_events,
            "erased": erased,
        },
        "rejected": of.rejected().into_iter().map(rejection_json).collect::<Value>(),
        "assumptions": of.assumptions(),
        "catalogue": of.catalogue(),
        "library": of.library(),
    })
}

fn rejection_json(of: Rejection) -> Value {
    let Rejection { person, event, code, message, help } = of;
    json!({"person": person, "event": event, "code": code, "message": message, "help": help})
}

fn key_json(of: CellKey) -> Value {
    let CellKey { indicator, programme, period, by, group } = of;
    json!({"indicator": indicator, "programme": programme, "period": period, "by": by, "group": group})
}

fn cell_json(of: Cell) -> Value {
    let Cell {
        key,
        period_start,
        period_end,
        state,
        value,
        low,
        high,
        numerator,
        denominator,
        pending,
        target,
        interval_low,
        interval_high,
    } = of;
    let mut cell = key_json(key);
    let columns = [
        ("period_start", json!(period_start)),
        ("period_end", json!(period_end)),
        ("state", json!(state.id())),
        ("value", json!(value)),
        ("low", json!(low)),
        ("high", json!(high)),
        ("numerator", json!(numerator)),
        ("denominator", json!(denominator)),
        ("pending", json!(pending)),
        ("target", json!(target)),
    ];
    // They are there where they were asked for.
    let ends = [("interval_low", interval_low), ("interval_high", interval_high)];
    let ends = ends.into_iter().filter_map(|(name, end)| Some((name, json!(end?))));
    for (name, column) in columns.into_iter().chain(ends) {
        cell[name] = column;
    }
    cell
}

fn why_json(of: Why) -> Value {
    let Why { person, cell, parts, enrolments, records } = of;
    let enrolment = |of: WhyEnrolment| {
        let WhyEnrolment { programme, started_on, ended_on, ended_because, excluded, outcomes } = of;
        json!({
            "programme": programme,
            "started_on": started_on,
            "ended_on": ended_on,
            "ended_because": ended_because,
            "excluded": excluded,
            "outcomes": outcomes.into_iter().map(outcome_json).collect::<Value>(),
        })
    };
    json!({
        "person": person,
        "cell": key_json(cell),
        "parts": parts.into_iter().map(|part| part.id()).collect::<Value>(),
        "enrolments": enrolments.into_iter().map(enrolment).collect::<Value>(),
        "records": records,
    })
}

fn flow_json(of: Flow) -> Value {
    let Flow {
        indicator,
        referred,
        eligible,
        not_eligible,
        eligibility_unknown,
        overridden,
        not_started,
        started,
        excluded,
        pending,
        not_counted,
        due,
        undetermined,
        known,
        achieved,
        not_achieved,
        erased,
    } = of;
    json!({
        "indicator": indicator,
        "referred": referred,
        "eligible": eligible,
        "not_eligible": not_eligible,
        "eligibility_unknown": eligibility_unknown,
        "overridden": overridden,
        "not_started": not_started,
        "started": started,
        "excluded": excluded,
        "pending": pending,
        "not_counted": not_counted,
        "due": due,
        "undetermined": undetermined,
        "known": known,
        "achieved": achieved,
        "not_achieved": not_achieved,
        "erased": erased,
    })
}

fn comparison_json(of: Comparison) -> Value {
    let Comparison { cells, moves } = of;
    let spread = |of: Option<Spread>| of.map(|Spread { low, high }| json!([low, high]));
    let change = |CellChange { cell, before, now }| json!({"cell": key_json(cell), "before": spread(before), "now": spread(now)});
    let moved = |CellMove { cell, person, from, to, by }| {
        json!({
            "cell": key_json(cell),
            "person": person,
            "from": from.map(|part| part.id()),
            "to": to.map(|part| part.id()),
            "by": by.into_iter().map(|cause| cause.id()).collect::<Value>(),
        })
    };
    json!({
        "cells": cells.into_iter().map(change).collect::<Value>(),
        "moves": moves.into_iter().map(moved).collect::<Value>(),
    })
}

fn audit_json(of: Audit) -> Value {
    let Audit { recovered, hidden, bounds, contradictory } = of;
    let recovered = recovered.into_iter().map(|Recovered { key, as_at, part, since, value }| {
        json!({"key": key_json(key), "as_at": as_at, "part": part, "since": since, "value": value})
    });
    json!({
        "recovered": recovered.collect::<Value>(),
        "hidden": hidden,
        "bounds": bounds,
        "contradictory": contradictory,
    })
}

const VOCABULARY: &str = r#"{"vocabulary": "work",
    "facts": {"tenure": {"type": "code", "values": {"social": "Social", "private": "Private"}}},
    "records": {"employment": {"spell": true, "attributes": {"hours_per_week": "number"}}}}"#;

const PROGRAMME: &str = r#"{"programme": "boost", "name": "Boost", "in_force": {}, "eligibility": [],
    "outcomes": [{"id": "into_work", "record": "employment", "where": "hours_per_week >= 7"}]}"#;

const RETURN: &str = r#"{"return": "yearly", "funder": "council", "programmes": ["boost"], "calendar": "financial_year",
    "by": ["tenure"], "disclosure": {"minimum": 10, "round_to": 5}, "indicators": [
        {"id": "sign_ups", "unit": "person", "count": "started", "target": {"value": 4.5}},
        {"id": "rate", "unit": "person", "cohort": "started", "achieved": "into_work", "interval": 0.95,
            "exclude": "ended_because = \"deceased\""},
        {"id": "in_a_year", "unit": "person", "cohort": "started", "achieved": "into_work", "due": "P12M"}]}"#;

const EVENTS: &str = r#"
    {"id": "s7", "person": 7, "kind": "started", "programme": "boost", "on": "2020-05-01"}
    {"id": "j7", "person": 7, "kind": "employment", "start": "2020-06-01", "data": {"hours_per_week": 16}}
    {"id": "e7", "person": 7, "kind": "ended", "programme": "boost", "on": "2020-07-01", "data": {"because": "deceased"}}
    {"id": "s8", "person": 8, "kind": "started", "programme": "boost", "on": "2020-05-01"}
    {"id": "j8", "person": 8, "kind": "employment", "start": "2021-06-01", "data": {"hours_per_week": 16}}
    {"id": "s9", "person": 9, "kind": "started", "programme": "boost", "on": "2021-05-01"}
    {"id": "j9", "person": 9, "kind": "employment", "start": "2021-06-01"}
    {"id": "sx", "person": 9, "kind": "started", "programme": "none", "on": "2021-05-01"}"#;

const PEOPLE: &str = r#"[{"person_id": 7, "tenure": "social"}, {"person_id": "8", "tenure": "secret"}]"#;

#[test]
fn returns_say_what_the_cores_json_says() {
    let documents = [("v.json", VOCABULARY), ("boost.json", PROGRAMME), ("yearly.json", RETURN)];
    let core_catalogue = doorstep::Catalogue::parse(documents).unwrap();
    let catalogue =
        Catalogue::parse(documents.map(|(name, text)| (name.to_owned(), text.to_owned())).into_iter().collect())
            .unwrap();
    assert_eq!(catalogue.returns(), ["yearly"]);
    let core_people = Plain::from_json(PEOPLE).unwrap();
    let people = [("7", "social"), ("8", "secret")];
    let people: Vec<ReturnPerson> =
        people.map(|(id, tenure)| ReturnPerson { id: id.to_owned(), facts: facts([("tenure", text(tenure))]) }).into();
    let compute = |lines: &str, as_at: &str, known_at: Option<&str>| {
        let options = OutcomeOptions::default().known_at(known_at.map(day));
        let file = doorstep::CaseFile::from_jsonl(&core_catalogue, lines);
        let core = core_catalogue.compute("yearly", &core_people, &file, day(as_at), options).unwrap();
        // Each event in a file of its own: they are one set.
        let files = lines.lines().map(|line| Arc::new(CaseFile::from_jsonl(&catalogue, line.to_owned()))).collect();
        let known_at = known_at.map(str::to_owned);
        let report = catalogue.compute("yearly", people.clone(), files, as_at, known_at, None).unwrap();
        assert_eq!(report.to_json(), json!(core).to_string());
        assert_eq!(report_json(&report).to_string(), json!(core).to_string());
        (core, report)
    };
    let (core, report) = compute(EVENTS, "2022-03-31", Some("2022-06-01"));
    let printed = format!("{report:?}{people:?}{:?}", report.rejected());
    assert!(printed.contains("D503") && !printed.contains("secret"), "{printed}");

    let mut parts = [0; doorstep::CellPart::ALL.len()];
    for (cell, core_cell) in report.cells().into_iter().zip(core.cells()) {
        for (count, part) in parts.iter_mut().zip(doorstep::CellPart::ALL) {
            let own = report.people(cell.key.clone(), part.into()).unwrap();
            assert_eq!(own, core.people(&core_cell.key, part).unwrap());
            *count += own.len();
        }
        for person in ["7", "8", "9"] {
            let why = report.why(person, cell.key.clone()).unwrap().unwrap();
            let core_why = json!(core.why(person, &core_cell.key).unwrap()).to_string();
            assert_eq!(report.why_json(person, cell.key.clone()).unwrap().unwrap(), core_why);
            assert_eq!(why_json(why).to_string(), core_why);
        }
        assert_eq!(report.why("99", cell.key).unwrap(), None);
    }
    assert!(parts.iter().all(|count| *count > 0), "a part is never filled: {parts:?}");
    for indicator in ["sign_ups", "rate", "in_a_year"] {
        let core_flow = json!(core.flow(indicator).unwrap()).to_string();
        assert_eq!(report.flow_json(indicator).unwrap(), core_flow);
        assert_eq!(flow_json(report.flow(indicator).unwrap()).to_string(), core_flow);
    }

    let fewer: Vec<&str> = EVENTS.lines().filter(|line| !line.contains("j8")).collect();
    let (core_earlier, earlier) = compute(&fewer.join("\n"), "2021-12-31", None);
    let core_comparison = json!(core.compare(&core_earlier).unwrap()).to_string();
    let comparison = report.compare(&earlier).unwrap();
    assert!(!comparison.cells.is_empty() && !comparison.moves.is_empty());
    assert_eq!(report.compare_json(&earlier).unwrap(), core_comparison);
    assert_eq!(comparison_json(comparison).to_string(), core_comparison);

    let files = || vec![Arc::new(CaseFile::from_jsonl(&catalogue, EVENTS.to_owned()))];
    let known_at = || Some("2022-06-01".to_owned());
    let state = catalogue.partial("yearly", people.clone(), files(), "2022-03-31", known_at(), None).unwrap();
    let nobody = catalogue.partial_of_json("yearly", "[]", vec![], "2022-03-31", known_at(), None).unwrap();
    let merged = Partial::from_bytes(nobody.merge(&state).unwrap().to_bytes()).unwrap();
    assert_eq!(merged.report(&catalogue).unwrap().to_json(), report.to_json());
}

#[test]
fn releases_say_what_the_cores_json_says() {
    let documents = [("v.json", VOCABULARY), ("boost.json", PROGRAMME), ("yearly.json", RETURN)];
    let core_catalogue = doorstep::Catalogue::parse(documents).unwrap();
    let catalogue =
        Catalogue::parse(documents.map(|(name, text)| (name.to_owned(), text.to_owned())).into_iter().collect())
            .unwrap();
    let start = |person: u32| {
        format!(
            r#"{{"id": "s{person}", "person": {person}, "kind": "started", "programme": "boost", "on": "2021-05-01"}}"#
        )
    };
    let lines = (0..43).map(start).collect::<Vec<_>>().join("\n");
    let tenure = |person: u32| if person < 36 { "social" } else { "private" };
    let people = (0..43).map(|person| json!({"person_id": person, "tenure": tenure(person)})).collect::<Value>();
    let file = doorstep::CaseFile::from_jsonl(&core_catalogue, &lines);
    let core_people = Plain::from_json(&people.to_string()).unwrap();
    let core =
        core_catalogue.compute("yearly", &core_people, &file, day("2022-03-31"), OutcomeOptions::default()).unwrap();
    let files = vec![Arc::new(CaseFile::from_jsonl(&catalogue, lines))];
    let report = catalogue.compute_of_json("yearly", &people.to_string(), files, "2022-03-31", None, None).unwrap();
    for (audience, core_audience) in
        [(Audience::Funder, doorstep::Audience::Funder), (Audience::Public, doorstep::Audience::Public)]
    {
        let core = core.release(core_audience, &[]).unwrap();
        let release = report.release(audience, vec![]).unwrap();
        assert_eq!(release.to_json().unwrap(), core.to_json().unwrap());
        assert_eq!(
            release.cells().into_iter().map(cell_json).collect::<Value>().to_string(),
            json!(core.cells).to_string()
        );
        assert_eq!((release.return_id(), release.as_at()), (core.return_id.clone(), core.as_at.to_string()));
        assert_eq!((release.catalogue(), release.library()), (core.catalogue.clone(), core.library.clone()));
        assert_eq!((release.audience().id(), release.known_at()), (core.audience.as_str().to_owned(), None));
        let ReleaseRule { minimum, round_to, zeros_shown } = release.disclosure().unwrap();
        let rule = json!({"minimum": minimum, "round_to": round_to, "zeros_shown": zeros_shown});
        assert_eq!(rule.to_string(), json!(core.disclosure).to_string());
        assert_eq!(release.audit_json(vec![]), json!(core.audit(&[])).to_string());
    }
    // What shows a group that it hides gives it away.
    let published = report.release(Audience::Public, vec![]).unwrap();
    let text = published.to_json().unwrap();
    let mut open: Value = serde_json::from_str(&text).unwrap();
    let exact: Value =
        serde_json::from_str(&report.release(Audience::Funder, vec![]).unwrap().to_json().unwrap()).unwrap();
    for (cell, exact) in open["cells"].as_array_mut().unwrap().iter_mut().zip(exact["cells"].as_array().unwrap()) {
        if cell["indicator"] == "sign_ups" && cell["group"] != "private" {
            let numbers = ["state", "value", "low", "high", "numerator", "pending"];
            numbers.into_iter().for_each(|name| cell[name] = exact[name].clone());
        }
    }
    open["disclosure"]["round_to"] = json!(1);
    let given_away = Release::from_json(&open.to_string()).unwrap();
    let audit = given_away.audit(vec![Arc::new(given_away.clone())]);
    assert_eq!(
        audit.recovered.first().map(|found| (found.key.group.as_deref(), found.value)),
        Some((Some("private"), 7.0))
    );
    assert_eq!(audit_json(audit).to_string(), given_away.audit_json(vec![Arc::new(given_away.clone())]));
}
