//! What a case's files come to as outcomes and claims.

use doorstep::{CaseFile, Catalogue, OutcomeOptions, Plain};
use serde_json::{Map, Value, json};

use crate::case_file::day;
use crate::vector::Case;

/// `outcomes`, `outcomes_of` and `claims`, or `fact_errors`; nothing if the case does not ask for them.
///
/// # Errors
/// A case that is not well made, and claims that refuse other facts than outcomes do.
pub(crate) fn of(
    catalogue: &Catalogue,
    case: &Case,
    file: &CaseFile,
    facts: &Plain,
) -> Result<Map<String, Value>, String> {
    let mut said = Map::new();
    if !case.expected.asks_for_outcomes() {
        return Ok(said);
    }
    let programme = case.programme.as_deref().ok_or("outcomes are asked for of no `programme`")?;
    let as_at = day(case.as_at.as_deref().ok_or("outcomes are asked for and no `as_at`")?)?;
    let options = OutcomeOptions::default()
        .known_at(case.known_at.as_deref().map(day).transpose()?)
        .facts_on(case.facts_on.as_deref().map(day).transpose()?);
    let outcomes = catalogue.outcomes(programme, facts, file, as_at, options).map(|outcomes| json!(outcomes));
    let claims = catalogue.claims(facts, file, as_at, options).map(|claims| json!(claims));
    match (outcomes, claims) {
        (Ok(mut of), Ok(claims)) => {
            let results = of.as_object_mut().and_then(|of| of.remove("outcomes"));
            let results = results.as_ref().and_then(Value::as_array).into_iter().flatten();
            let by_id = results.filter_map(|result| Some((result.get("id")?.as_str()?.to_owned(), result.clone())));
            said.insert("outcomes".into(), Value::Object(by_id.collect()));
            said.insert("outcomes_of".into(), of);
            said.insert("claims".into(), claims);
        }
        (Err(of), Err(claims)) if of == claims => _ = said.insert("fact_errors".into(), json!(of.problems)),
        (of, claims) => {
            return Err(format!("outcomes and claims refuse facts differently: {:?}, {:?}", of.err(), claims.err()));
        }
    }
    Ok(said)
}
