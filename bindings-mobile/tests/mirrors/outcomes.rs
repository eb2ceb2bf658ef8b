//! Outcomes and claims.

use std::collections::HashMap;

use doorstep::{OutcomeOptions, Plain};
use doorstep_mobile::{
    CaseFile, Catalogue, ClaimFault, ClaimFinding, ClaimMade, Claims, DoorstepError, FactValue, OutcomeResult,
    OutcomeState, Outcomes,
};
use serde_json::{Value, json};

use crate::case_files::event_problem_json;
use crate::screenings::facts_json;
use crate::told::*;

fn outcomes_json(of: Outcomes) -> Value {
    let Outcomes {
        programme,
        version,
        as_at,
        known_at,
        started_on,
        ended_on,
        outcomes,
        assumptions,
        problems,
        catalogue,
        library,
    } = of;
    json!({
        "programme": programme,
        "version": version,
        "as_at": as_at,
        "known_at": known_at,
        "started_on": started_on,
        "ended_on": ended_on,
        "outcomes": outcomes.into_iter().map(outcome_json).collect::<Value>(),
        "assumptions": assumptions,
        "problems": problems.into_iter().map(event_problem_json).collect::<Value>(),
        "catalogue": catalogue,
        "library": library,
    })
}

pub(crate) fn outcome_json(of: OutcomeResult) -> Value {
    let OutcomeResult {
        id,
        text,
        state,
        on,
        records,
        evidence,
        because,
        missing,
        undecided,
        due_on,
        excluded_by,
        evidenced,
        claimed,
        paid,
        claim_by,
        too_late,
        set_aside,
    } = of;
    json!({
        "id": id,
        "text": text,
        "state": state.id(),
        "on": on,
        "records": records,
        "evidence": evidence.map(|word| word.id()),
        "because": facts_json(because),
        "missing": missing,
        "undecided": undecided,
        "due_on": due_on,
        "excluded_by": excluded_by.map(|word| word.id()),
        "evidenced": evidenced,
        "claimed": claimed,
        "paid": paid,
        "claim_by": claim_by,
        "too_late": too_late,
        "set_aside": set_aside.into_iter().map(event_problem_json).collect::<Value>(),
    })
}

fn claims_json(of: Claims) -> Value {
    let Claims { as_at, known_at, claims, findings, catalogue, library } = of;
    json!({
        "as_at": as_at,
        "known_at": known_at,
        "claims": claims.into_iter().map(claim_json).collect::<Value>(),
        "findings": findings.into_iter().map(finding_json).collect::<Value>(),
        "catalogue": catalogue,
        "library": library,
    })
}

fn claim_json(of: ClaimMade) -> Value {
    let ClaimMade {
        event,
        programme,
        outcome,
        funding,
        funder,
        amount,
        on,
        paid,
        state,
        achieved,
        evidenced,
        claim_by,
        records,
    } = of;
    json!({
        "event": event,
        "programme": programme,
        "outcome": outcome,
        "funding": funding,
        "funder": funder,
        "amount": amount,
        "on": on,
        "paid": paid,
        "state": state.map(|word| word.id()),
        "achieved": achieved,
        "evidenced": evidenced,
        "claim_by": claim_by,
        "records": records,
    })
}

fn finding_json(of: ClaimFinding) -> Value {
    let ClaimFinding { fault, message, events, records } = of;
    json!({"fault": fault.id(), "message": message, "events": events, "records": records})
}

#[test]
fn outcomes_and_claims_say_what_the_cores_json_says() {
    let (mut outcomes, mut findings) = (0, 0);
    for (documents, cases) in vectors("outcomes") {
        let core_catalogue = doorstep::Catalogue::parse(documents.clone()).unwrap();
        let catalogue = Catalogue::parse(documents).unwrap();
        for case in cases.as_array().unwrap() {
            let text = |key: &str| case[key].as_str().map(str::to_owned);
            let (as_at, known_at, facts_on) = (text("as_at").unwrap(), text("known_at"), text("facts_on"));
            let facts = case.get("facts").map_or_else(|| "{}".to_owned(), Value::to_string);
            let core_facts = Plain::from_json(&facts).unwrap();
            let options =
                OutcomeOptions::default().known_at(known_at.as_deref().map(day)).facts_on(facts_on.as_deref().map(day));
            let core_file = doorstep::CaseFile::from_jsonl(&core_catalogue, lines(case));
            let file = CaseFile::from_jsonl(&catalogue, lines(case));
            // Typed facts say the same as those in JSON.
            let Plain::Map(told) = &core_facts else { continue };
            let typed: HashMap<String, FactValue> =
                told.iter().map(|(name, value)| (name.clone(), FactValue::from(value))).collect();

            let core = core_catalogue.claims(&core_facts, &core_file, day(&as_at), options);
            let json = catalogue.claims_json(&facts, &file, &as_at, known_at.clone(), facts_on.clone());
            let claims = catalogue.claims(typed.clone(), &file, &as_at, known_at.clone(), facts_on.clone());
            let Ok(core) = core else {
                assert!(matches!((json, claims), (Err(DoorstepError::Fact { .. }), Err(DoorstepError::Fact { .. }))));
                continue;
            };
            findings += core.findings.len();
            assert_eq!(json.unwrap(), json!(core).to_string());
            assert_eq!(claims_json(claims.unwrap()).to_string(), json!(core).to_string());

            let Some(programme) = text("programme") else { continue };
            let core = core_catalogue.outcomes(&programme, &core_facts, &core_file, day(&as_at), options).unwrap();
            let core = core.map(|core| json!(core).to_string());
            let json =
                catalogue.outcomes_json(&programme, &facts, &file, &as_at, known_at.clone(), facts_on.clone()).unwrap();
            assert_eq!(json, core);
            let typed = catalogue.outcomes(&programme, typed, &file, &as_at, known_at, facts_on).unwrap();
            outcomes += typed.as_ref().map_or(0, |typed| typed.outcomes.len());
            assert_eq!(typed.map(|typed| outcomes_json(typed).to_string()), core);
        }
    }
    assert!(outcomes > 100 && findings > 5, "only {outcomes} outcomes, and {findings} findings");
}

const RECORDS: &str = r#"{"vocabulary": "v", "facts": {"working": {"type": "boolean"}},
    "records": {"job": {"spell": true, "attributes": {"hours": "number"}}}}"#;

const CLAIMING: &str = r#"{"programme": "p", "name": "P", "in_force": {},
    "funding": [{"id": "council", "funder": "town"}, {"id": "lottery", "funder": "fund"}],
    "outcomes": [{"id": "work", "text": "secret", "record": "job", "where": "hours >= 7", "claim": {"funding": "council"}},
        {"id": "told", "fact": "working", "becomes": true}]}"#;

#[test]
fn a_day_or_a_fact_that_cannot_be_used_is_an_error_that_says_which() {
    let documents = [("v.json", RECORDS), ("p.json", CLAIMING)];
    let documents = documents.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let catalogue = Catalogue::parse(HashMap::from(documents)).unwrap();
    let file = CaseFile::from_jsonl(
        &catalogue,
        [
            r#"{"id": "s", "person": 7, "kind": "started", "programme": "p", "on": "2022-05-01"}"#,
            r#"{"id": "j", "person": 7, "kind": "job", "start": "2022-06-01", "data": {"hours": 16}}"#,
            r#"{"id": "c", "person": 7, "kind": "claimed", "programme": "p", "on": "2022-05-10", "data": {"outcome": "work"}}"#,
        ]
        .join("\n"),
    );
    let none = HashMap::new;
    let outcomes = catalogue.outcomes("p", none(), &file, "2022-07-01", None, None).unwrap().unwrap();
    assert_eq!(outcomes.outcomes[0].state, OutcomeState::Achieved);
    let claims = catalogue.claims(none(), &file, "2022-07-01", None, None).unwrap();
    assert_eq!(claims.findings[0].fault, ClaimFault::TooEarly);
    let printed = format!("{outcomes}{outcomes:?}{claims}{claims:?}");
    assert!(printed.contains("Achieved") && !printed.contains("secret"), "{printed}");
    assert_eq!(catalogue.outcomes("q", none(), &file, "2022-07-01", None, None).unwrap(), None);
    assert_eq!(catalogue.outcomes_json("q", "{}", &file, "2022-07-01", None, None).unwrap(), None);

    let wrong = |error: DoorstepError| match error {
        DoorstepError::Fact { problems, .. } => problems[0].fact.clone(),
        error => panic!("{error}"),
    };
    let soon = || Some("soon".to_owned());
    let facts = facts([("workin", bool(true))]);
    let found = [
        catalogue.outcomes("p", none(), &file, "soon", None, None).unwrap_err(),
        catalogue.outcomes("p", none(), &file, "2022-07-01", soon(), None).unwrap_err(),
        catalogue.claims(none(), &file, "2022-07-01", None, soon()).unwrap_err(),
        catalogue.outcomes("p", facts.clone(), &file, "2022-07-01", None, None).unwrap_err(),
        catalogue.claims(facts, &file, "2022-07-01", None, None).unwrap_err(),
        catalogue.claims_json(r#"{"workin": true}"#, &file, "2022-07-01", None, None).unwrap_err(),
    ];
    assert_eq!(found.map(wrong), ["as_at", "known_at", "facts_on", "workin", "workin", "workin"]);
    assert!(catalogue.outcomes_json("p", "{", &file, "2022-07-01", None, None).is_err());
}
