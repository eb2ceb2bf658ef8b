//! Making documents: JSON objects without keys that say nothing.

use serde_json::{Map, Value};

/// An object of the keys that have a value.
pub(super) fn object<'k>(entries: impl IntoIterator<Item = (&'k str, Option<Value>)>) -> Value {
    let present = entries.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
    Value::Object(present.collect::<Map<_, _>>())
}

/// A list, if there is anything in it.
pub(super) fn list(items: Vec<Value>) -> Option<Value> {
    (!items.is_empty()).then_some(Value::Array(items))
}

/// Text, if there is any.
pub(super) fn text(text: impl Into<String>) -> Option<Value> {
    let text = text.into();
    (!text.trim().is_empty()).then_some(Value::String(text))
}

/// How `referrals.contact` labels what a service has fields for.
pub(super) const WEBSITE: &str = "Website: ";
/// The label of an email address.
pub(super) const EMAIL: &str = "Email: ";
/// The label of a phone number.
pub(super) const PHONE: &str = "Phone: ";
/// How advice for everyone begins that names a document to bring.
pub(super) const BRING: &str = "Bring: ";
/// How the source of `referrals` begins that gives a service's status.
pub(super) const STATUS: &str = "status: ";
/// What a service's status can be.
pub(super) const STATUSES: [&str; 4] = ["active", "inactive", "defunct", "temporarily closed"];
