//! Running a case against the library.

use std::collections::BTreeMap;
use std::fs;

use doorstep::{
    Catalogue, DEFAULT_ASKED_OF, DEFAULT_LANGUAGE, Date, DocumentError, Events, Plain, evaluate, import_service,
    parse_date,
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::case_file;
use crate::matching::matches;
use crate::repository;
use crate::returns;
use crate::vector::{Case, Documents, Expected, Vector};

/// Runs a case; every difference as a line, none if it holds.
///
/// # Errors
/// A vector that is not well made: documents that cannot be found, a case that asks for nothing.
pub fn run(vector: &Vector, case: &Case) -> Result<Vec<String>, String> {
    let facts = facts(case)?;
    let as_at = case.as_at.as_deref().map(|day| parse_date(day).ok_or(format!("no such day: {day}"))).transpose()?;
    let mut outcome = Map::new();
    if let Some(condition) = &case.condition {
        match evaluate(condition, &facts, as_at) {
            Ok(value) => outcome.insert("value".into(), json!(value)),
            Err(error) => outcome.insert("diagnostics".into(), json!(error.diagnostics)),
        };
        return compare(&case.expected, &outcome);
    }
    if let Some(service) = &case.service {
        match import_service(&service.to_string(), &options(case)?) {
            Ok(imported) => outcome.insert("imported".into(), json!(imported)),
            Err(error) => outcome.insert("diagnostics".into(), json!(error.diagnostics)),
        };
        return compare(&case.expected, &outcome);
    }
    if let Some(programme) = &case.export {
        let catalogue = Catalogue::parse(documents(vector)?).map_err(|error| error.to_string())?;
        let as_at = as_at.ok_or("an export has no `as_at`")?;
        match catalogue.export_service(programme, as_at, &options(case)?) {
            Ok(exported) => outcome.insert("exported".into(), json!(exported)),
            Err(error) => outcome.insert("diagnostics".into(), json!(error.diagnostics)),
        };
        return compare(&case.expected, &outcome);
    }
    if case.r#return.is_some() {
        return of_return(vector, case);
    }
    // Cases share their file's documents.
    if let Some(files) = &case.case_files {
        let catalogue = catalogue(vector)?.as_ref().map_err(ToString::to_string)?;
        let outcome = case_file::outcome(catalogue, case, files, &facts)?;
        let mut differences = compare(&case.expected, &outcome)?;
        differences.extend(matches(&json!([]), &outcome["laws"]).iter().map(|broken| broken.actual.to_string()));
        if let Some(refused) = outcome.get("event_errors").filter(|_| case.expected.event_errors.is_none()) {
            differences.push(format!("it is refused: {refused}"));
        }
        if let Some(refused) = outcome.get("fact_errors").filter(|_| case.expected.fact_errors.is_none()) {
            differences.push(format!("its facts are refused: {refused}"));
        }
        return Ok(differences);
    }
    match catalogue(vector)? {
        Err(error) => {
            outcome.insert("diagnostics".into(), json!(error.diagnostics));
        }
        Ok(catalogue) => {
            if case.expected.diagnostics.is_some() {
                outcome.insert("diagnostics".into(), json!(catalogue.check()));
            }
            outcome.insert("fingerprint".into(), json!(catalogue.fingerprint()));
            if case.expected.test.is_some() {
                outcome.insert("test".into(), json!(catalogue.test()));
            }
            if case.expected.figures.is_some() {
                let language = case.language.as_deref().unwrap_or(DEFAULT_LANGUAGE);
                outcome.insert("figures".into(), json!(catalogue.check_figures(language)));
            }
            if let Some(asked) = &case.expected.describe {
                let language = case.language.as_deref().unwrap_or(DEFAULT_LANGUAGE);
                let described = asked.keys().map(|id| (id.clone(), json!(catalogue.describe(id, language, as_at))));
                outcome.insert("describe".into(), Value::Object(described.collect()));
            }
            if let Some(as_at) = as_at {
                screen(catalogue, &facts, case, as_at, &mut outcome)?;
                review(catalogue, &facts, case, as_at, &mut outcome);
            }
        }
    }
    compare(&case.expected, &outcome)
}

/// Computes a return, and compares it with an earlier one.
fn of_return(vector: &Vector, case: &Case) -> Result<Vec<String>, String> {
    let with = |own: [Option<&Map<String, Value>>; 2]| -> Result<Result<Catalogue, DocumentError>, String> {
        let mut given = documents(vector)?;
        own.into_iter().for_each(|own| returns::also(&mut given, own));
        Ok(Catalogue::parse(given))
    };
    let of_earlier = case.earlier.as_ref().and_then(|earlier| earlier.get("also")).and_then(Value::as_object);
    let earlier = of_earlier.map(|also| with([case.also.as_ref(), Some(also)])).transpose()?;
    let earlier = earlier.transpose().map_err(|error| format!("the earlier documents do not load: {error}"))?;
    let own = case.also.as_ref().map(|also| with([Some(also), None])).transpose()?;
    let catalogue = match &own {
        Some(own) => own.as_ref(),
        None => catalogue(vector)?.as_ref(),
    };
    match catalogue {
        Ok(catalogue) => returns::differences(catalogue, earlier.as_ref(), case),
        Err(error) if case.expected.diagnostics.is_some() => {
            compare(&case.expected, &Map::from_iter([("diagnostics".to_owned(), json!(error.diagnostics))]))
        }
        Err(error) => Err(error.to_string()),
    }
}

/// The documents of a file as a catalogue, or why they make none.
fn catalogue(vector: &Vector) -> Result<&Result<Catalogue, DocumentError>, String> {
    vector.catalogue.get_or_init(|| documents(vector).map(Catalogue::parse)).as_ref().map_err(String::clone)
}

/// How to import or export; the defaults if the case does not say.
fn options<T: DeserializeOwned + Default>(case: &Case) -> Result<T, String> {
    let given = case.options.clone().map(serde_json::from_value).transpose().map_err(|error| error.to_string())?;
    Ok(given.unwrap_or_default())
}

/// Screens with or without events.
fn screen(
    catalogue: &Catalogue,
    facts: &Plain,
    case: &Case,
    as_at: Date,
    outcome: &mut Map<String, Value>,
) -> Result<(), String> {
    let screening = match &case.events {
        None => catalogue.screen(facts, as_at),
        Some(events) => {
            let events = Plain::from_json(&events.to_string()).map_err(|error| error.to_string())?;
            match Events::read(catalogue, &events) {
                Ok(events) => {
                    outcome.insert("event_problems".into(), json!(events.problems()));
                    catalogue.screen_with(facts, &events, as_at)
                }
                Err(error) => {
                    outcome.insert("event_errors".into(), json!(error.problems));
                    return Ok(());
                }
            }
        }
    };
    match screening {
        Ok(screening) => {
            let screening = screening.in_language(case.language.as_deref().unwrap_or(DEFAULT_LANGUAGE));
            let ids: Vec<String> = screening.decisions().map(|decision| decision.programme().to_owned()).collect();
            outcome.insert("programmes".into(), json!(ids));
            // Only those that are expected: all reasons of all programmes take their time.
            let expected = case.expected.decisions.as_ref().and_then(Value::as_object);
            let is_expected = |id: &str| expected.is_some_and(|expected| expected.contains_key(id));
            let decisions = screening.decisions().filter(|decision| is_expected(decision.programme()));
            let decisions = decisions.map(|decision| (decision.programme().to_owned(), json!(decision)));
            outcome.insert("decisions".into(), Value::Object(decisions.collect()));
            if let Some(expected) = case.expected.in_words.as_ref().and_then(Value::as_object) {
                let words = |id: &String| screening.decision(id).map(|decision| decision.in_words());
                let words = expected.keys().map(|id| (id.clone(), json!(words(id))));
                outcome.insert("in_words".into(), Value::Object(words.collect()));
            }
            if case.expected.next_question.is_some() {
                let question = screening.ask(case.asked_of.as_deref().unwrap_or(DEFAULT_ASKED_OF));
                outcome.insert("next_question".into(), json!(question));
            }
        }
        Err(error) => {
            outcome.insert("fact_errors".into(), json!(error.problems));
        }
    }
    Ok(())
}

/// Reviews the programmes that are expected; one that is not in force has no review.
fn review(catalogue: &Catalogue, facts: &Plain, case: &Case, as_at: Date, outcome: &mut Map<String, Value>) {
    let Some(asked) = case.expected.review.as_ref().and_then(Value::as_object) else { return };
    let mut reviewed = Map::new();
    for programme in asked.keys() {
        match catalogue.review(programme, facts, as_at) {
            Ok(review) => reviewed.insert(programme.clone(), json!(review)),
            Err(error) => outcome.insert("fact_errors".into(), json!(error.problems)),
        };
    }
    outcome.insert("review".into(), Value::Object(reviewed));
}

fn facts(case: &Case) -> Result<Plain, String> {
    match &case.facts {
        None => Ok(Plain::Map(Vec::new())),
        Some(facts) => Plain::from_json(&facts.to_string()).map_err(|error| error.to_string()),
    }
}

/// The documents as names and JSON texts.
fn documents(vector: &Vector) -> Result<BTreeMap<String, String>, String> {
    let given = match &vector.documents {
        Some(Documents::Given(given)) => given.clone(),
        Some(Documents::Named(name)) => {
            let path = repository().join("tests/documents").join(format!("{name}.json"));
            let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?
        }
        None => return Err("the vector has no documents, and the case no condition".into()),
    };
    let text = |document: Value| match document {
        Value::String(text) => text,
        other => other.to_string(),
    };
    Ok(given.into_iter().map(|(name, document)| (name, text(document))).collect())
}

fn compare(expected: &Expected, outcome: &Map<String, Value>) -> Result<Vec<String>, String> {
    let describe = expected.describe.clone().map(Value::Object);
    let outcomes = expected.outcomes.clone().map(Value::Object);
    let asked = [
        ("test", &expected.test),
        ("figures", &expected.figures),
        ("describe", &describe),
        ("programmes", &expected.programmes),
        ("decisions", &expected.decisions),
        ("fact_errors", &expected.fact_errors),
        ("event_errors", &expected.event_errors),
        ("event_problems", &expected.event_problems),
        ("diagnostics", &expected.diagnostics),
        ("value", &expected.value),
        ("fingerprint", &expected.fingerprint),
        ("in_words", &expected.in_words),
        ("next_question", &expected.next_question),
        ("review", &expected.review),
        ("state", &expected.state),
        ("outcomes", &outcomes),
        ("outcomes_of", &expected.outcomes_of),
        ("claims", &expected.claims),
        ("problems", &expected.problems),
        ("rejected", &expected.rejected),
        ("tombstones", &expected.tombstones),
        ("events", &expected.events),
        ("lines", &expected.lines),
        ("caseload", &expected.caseload),
        ("imported", &expected.imported),
        ("exported", &expected.exported),
    ];
    let asked: Vec<_> = asked.into_iter().filter_map(|(key, value)| value.as_ref().map(|value| (key, value))).collect();
    if asked.is_empty() {
        return Err("the case expects nothing".into());
    }
    let mut differences = Vec::new();
    for (key, expected) in asked {
        let Some(actual) = outcome.get(key) else {
            differences.push(format!("no {key}, but {}", Value::Object(outcome.clone())));
            continue;
        };
        for mismatch in matches(expected, actual) {
            let path = [key, &mismatch.path].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".");
            differences.push(format!("{path}: expected {}, got {}", mismatch.expected, mismatch.actual));
        }
    }
    Ok(differences)
}
