//! A catalogue made for this benchmark: no real programme's rules.

use std::error::Error;
use std::fs;
use std::path::Path;

use doorstep::Catalogue;
use serde_json::{Map, Value, json};

/// Reads facts and, by programme, its criteria's conditions; and makes documents of them.
pub fn thirty_programmes(file: &Path) -> Result<Catalogue, Box<dyn Error>> {
    let made: Map<String, Value> = serde_json::from_str(&fs::read_to_string(file)?)?;
    let facts = made.get("facts").ok_or("the catalogue has no facts")?;
    let programmes = made.get("programmes").and_then(Value::as_object).ok_or("the catalogue has no programmes")?;
    let vocabulary = ("vocabulary.json".to_owned(), json!({"vocabulary": "made", "facts": facts}).to_string());
    let documents = programmes.iter().map(|(id, conditions)| {
        let conditions = conditions.as_array().into_iter().flatten().enumerate();
        let criteria: Vec<Value> =
            conditions.map(|(at, when)| json!({"id": format!("criterion_{at}"), "text": when, "when": when})).collect();
        let document = json!({"programme": id, "name": id, "in_force": {}, "eligibility": criteria});
        (format!("{id}.json"), document.to_string())
    });
    Ok(Catalogue::parse(documents.chain([vocabulary]))?)
}
