//! JSON Schemas of the documents, made from the model that reads them.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

use super::{Figures, Parameter, Programme, Return, Vocabulary};

/// The JSON Schema (draft 2020-12) of each kind of document, by the kind's name.
///
/// ```
/// let schemas = doorstep::schemas();
/// assert_eq!(schemas["programme"]["required"], serde_json::json!(["programme", "name", "in_force"]));
/// ```
#[must_use]
pub fn schemas() -> serde_json::Map<String, Value> {
    let kinds = [
        ("vocabulary", schema::<Vocabulary>()),
        ("programme", schema::<Programme>()),
        ("parameter", schema::<Parameter>()),
        ("return", schema::<Return>()),
        ("figures", schema::<Figures>()),
    ];
    kinds.map(|(name, schema)| (name.to_owned(), schema)).into_iter().collect()
}

fn schema<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12();
    let schema: Schema = settings.into_generator().into_root_schema_for::<T>();
    let mut value = schema.to_value();
    as_read(&mut value);
    value
}

/// What schemars cannot know of the decoder: a key with a default may be absent, and no key may be null.
fn as_read(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            without_null(fields);
            let optional = with_defaults(fields);
            if let Some(Value::Array(required)) = fields.get_mut("required") {
                required.retain(|key| !key.as_str().is_some_and(|key| optional.iter().any(|other| other == key)));
                if required.is_empty() {
                    fields.remove("required");
                }
            }
            fields.values_mut().for_each(as_read);
        }
        Value::Array(items) => items.iter_mut().for_each(as_read),
        _ => {}
    }
}

/// The properties that have a default; the marks are taken off.
fn with_defaults(fields: &mut serde_json::Map<String, Value>) -> Vec<String> {
    let Some(Value::Object(properties)) = fields.get_mut("properties") else { return Vec::new() };
    let mut found = Vec::new();
    for (name, property) in properties.iter_mut() {
        if let Value::Object(property) = property
            && property.remove("x-default").is_some()
        {
            found.push(name.clone());
        }
    }
    found
}

/// Takes the null out of `anyOf: [X, null]` and `type: [X, "null"]`, which schemars writes for an `Option`.
fn without_null(fields: &mut serde_json::Map<String, Value>) {
    if let Some(Value::Array(types)) = fields.get_mut("type") {
        types.retain(|one| one != "null");
        if types.len() == 1
            && let Some(only) = types.pop()
        {
            fields.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(choices)) = fields.get_mut("anyOf") {
        choices.retain(|choice| choice.get("type").is_none_or(|of| of != "null"));
        if choices.len() == 1
            && let Some(Value::Object(only)) = choices.pop()
        {
            fields.remove("anyOf");
            for (key, value) in only {
                fields.entry(key).or_insert(value);
            }
        }
    }
}
