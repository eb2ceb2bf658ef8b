//! Claims over all programmes, and what speaks against them.

use doorstep::{CaseFile, Catalogue, Claims, OutcomeOptions, Plain, parse_date};

/// Two programmes that the same job can count for: one with three fundings, of which one matches another.
fn catalogue() -> Catalogue {
    let into_work = r#"{"id": "into_work", "record": "job", "evidence": "document", "claim": {"funding": "core", "amount": 500, "within": "P90D"}}"#;
    let sustained =
        r#"{"id": "sustained", "record": "job", "lasting": {"continuous": "P13W"}, "claim": {"funding": "esf"}}"#;
    let p = format!(
        r#"{{"programme": "p", "name": "P", "in_force": {{}}, "eligibility": [], "outcomes": [{into_work}, {sustained}],
            "funding": [{{"id": "core", "funder": "council"}}, {{"id": "match", "funder": "lottery", "matches": "core"}},
                        {{"id": "second", "funder": "trust", "matches": "core"}}, {{"id": "esf", "funder": "esf"}}]}}"#
    );
    let q = r#"{"programme": "q", "name": "Q", "in_force": {}, "eligibility": [], "funding": [{"id": "core", "funder": "dwp"}],
        "outcomes": [{"id": "work", "record": "job", "claim": {"funding": "core"}}, {"id": "cv", "record": "course"}]}"#;
    let v = r#"{"vocabulary": "v", "records": {"job": {"spell": true, "attributes": {"hours": "number"}}, "course": {"attributes": {}}},
        "evidence": {"payslip": "document"}}"#;
    Catalogue::parse([("v.json", v), ("p.json", &p), ("q.json", q)]).unwrap_or_else(|error| panic!("{error}"))
}

const BASE: &str = r#"
    {"id": "p", "person": 7, "kind": "started", "programme": "p", "on": "2022-01-01"}
    {"id": "q", "person": 7, "kind": "started", "programme": "q", "on": "2022-01-01"}
    {"id": "job", "person": 7, "kind": "job", "start": "2022-03-01", "end": "2022-12-31", "evidence": {"type": "payslip", "on": "2022-03-20"}}"#;

/// Claims and payments, each as its id, what it does, its day, programme, outcome and funding.
fn claims(told: &[(&str, &str, &str, &str, &str, &str)], as_at: &str) -> Claims {
    let catalogue = catalogue();
    let line = |(id, kind, on, programme, outcome, funding): &(&str, &str, &str, &str, &str, &str)| {
        let funding = if funding.is_empty() { String::new() } else { format!(r#", "funding": "{funding}""#) };
        let programme = if programme.is_empty() { String::new() } else { format!(r#""programme": "{programme}", "#) };
        format!(
            r#"{{"id": "{id}", "person": 7, "kind": "{kind}", "on": "{on}", {programme}"data": {{"outcome": "{outcome}", "amount": 500{funding}}}}}"#
        )
    };
    let lines: Vec<String> = told.iter().map(line).collect();
    let file = CaseFile::from_jsonl(&catalogue, format!("{BASE}\n{}", lines.join("\n")));
    assert!(file.rejected().is_empty());
    let facts = Plain::from_json("{}").unwrap();
    catalogue.claims(&facts, &file, parse_date(as_at).unwrap(), OutcomeOptions::default()).unwrap()
}

/// What speaks against claims: what it is, the claims, and the records they share.
fn findings(told: &[(&str, &str, &str, &str, &str, &str)]) -> Vec<String> {
    let claims = claims(told, "2022-12-31");
    let short = |finding: &doorstep::ClaimFinding| {
        format!("{} {} {}", finding.fault.as_str(), finding.events.join("+"), finding.records.join("+"))
            .trim()
            .to_owned()
    };
    claims.findings.iter().map(short).collect()
}

#[test]
fn a_claim_has_its_funding_amount_days_and_records() {
    let told =
        [("c", "claimed", "2022-04-01", "p", "into_work", ""), ("d", "paid", "2022-05-01", "p", "into_work", "core")];
    let claims = claims(&told, "2022-12-31");
    assert!(claims.findings.is_empty(), "{:?}", claims.findings);
    let [claim] = claims.claims.as_slice() else { panic!("{:?}", claims.claims) };
    let days = [Some(claim.on), claim.achieved, claim.evidenced, claim.claim_by, claim.paid];
    let days = days.map(|day| day.unwrap().to_string());
    assert_eq!(days, ["2022-04-01", "2022-03-01", "2022-03-20", "2022-05-30", "2022-05-01"]);
    assert_eq!((claim.funding.as_deref(), claim.funder.as_deref()), (Some("core"), Some("council")));
    assert_eq!(
        (claim.amount.unwrap().to_string(), claim.records.as_slice()),
        ("500".to_owned(), ["job".to_owned()].as_slice())
    );
}

#[test]
fn one_outcome_from_a_funding_and_its_match_is_one_claim_shared() {
    let claim = |id, funding| (id, "claimed", "2022-04-01", "p", "into_work", funding);
    assert_eq!(findings(&[claim("a", "core"), claim("b", "match")]), Vec::<String>::new());
    // Both match the same.
    assert_eq!(findings(&[claim("a", "second"), claim("b", "match")]), Vec::<String>::new());
    assert_eq!(findings(&[claim("a", "core"), claim("b", "esf")]), ["two_fundings a+b job"]);
    assert_eq!(
        findings(&[claim("a", "match"), claim("b", "core"), claim("c", "esf")]),
        ["two_fundings a+c job", "two_fundings b+c job"]
    );
}

#[test]
fn one_outcome_from_two_fundings_is_found_before_it_is_achieved() {
    let claim = |id, funding| (id, "claimed", "2022-02-01", "p", "into_work", funding);
    let found = findings(&[claim("a", "core"), claim("b", "esf")]);
    assert_eq!(found, ["too_early a", "too_early b", "two_fundings a+b job"]);
}

#[test]
fn one_job_for_two_outcomes_from_two_fundings_that_do_not_match() {
    let found = findings(&[
        ("a", "claimed", "2022-04-01", "p", "into_work", "core"),
        ("b", "claimed", "2022-06-01", "p", "sustained", ""),
    ]);
    assert_eq!(found, ["two_fundings a+b job"]);
    // From one funding, two outcomes of one job are two stages of payment.
    let found = findings(&[
        ("a", "claimed", "2022-04-01", "p", "into_work", "core"),
        ("b", "claimed", "2022-06-01", "p", "sustained", "core"),
    ]);
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn one_job_across_programmes_whose_fundings_have_one_name() {
    let found = findings(&[
        ("a", "claimed", "2022-04-01", "p", "into_work", "core"),
        ("b", "claimed", "2022-04-02", "q", "work", "core"),
    ]);
    assert_eq!(found, ["two_fundings a+b job"]);
}

#[test]
fn claimed_on_28_february_and_achieved_on_1_march() {
    let on = |day| findings(&[("c", "claimed", day, "p", "into_work", "")]);
    assert_eq!(on("2022-02-28"), ["too_early c"]);
    assert_eq!(on("2022-03-01"), ["not_evidenced c"]);
    assert_eq!(on("2022-03-19"), ["not_evidenced c"]);
    assert_eq!(on("2022-03-20"), Vec::<String>::new());
    // The 90th day after 1 March is 30 May.
    assert_eq!(on("2022-05-30"), Vec::<String>::new());
    assert_eq!(on("2022-05-31"), ["too_late c"]);
}

#[test]
fn what_was_paid_and_never_claimed() {
    let paid = |funding| ("d", "paid", "2022-05-01", "p", "into_work", funding);
    let claim = ("c", "claimed", "2022-04-01", "p", "into_work", "core");
    assert_eq!(findings(&[paid("core")]), ["not_claimed d"]);
    assert_eq!(findings(&[claim, paid("match")]), ["not_claimed d"]);
    assert_eq!(findings(&[claim, paid("")]), Vec::<String>::new());
}

#[test]
fn claims_of_what_there_is_not() {
    assert_eq!(findings(&[("c", "claimed", "2022-04-01", "q", "into_work", "core")]), ["no_such_outcome c"]);
    assert_eq!(findings(&[("c", "claimed", "2022-04-01", "", "into_work", "core")]), ["no_such_outcome c"]);
    assert_eq!(findings(&[("c", "claimed", "2022-04-01", "p", "into_work", "cor")]), ["no_such_funding c"]);
    assert_eq!(findings(&[("c", "claimed", "2022-04-01", "q", "cv", "core")]), ["not_achieved c"]);
}

#[test]
fn claims_made_after_the_day_judged_are_not_there_yet() {
    let told = [("c", "claimed", "2022-04-01", "p", "into_work", "")];
    assert!(claims(&told, "2022-03-31").claims.is_empty());
    assert_eq!(claims(&told, "2022-04-01").claims.len(), 1);
}
