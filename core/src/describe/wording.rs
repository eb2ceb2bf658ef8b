//! Days, figures and ids as people write them, and the sentences that hold them.

use super::frame;
use crate::document::{Grade, ParameterType};
pub(super) use crate::value::in_words as day;
use crate::value::{Date, Number, Plain, parse_date};

/// A sentence with what a document says in its place.
pub(super) fn fill(sentence: &str, name: &str, with: &str) -> String {
    sentence.replace(&format!("{{{name}}}"), with)
}

/// The sentence for a period, whichever of its ends it has.
pub(super) fn period(from: Option<Date>, to: Option<Date>, sentences: [&str; 4]) -> String {
    span(from.map(day), to.map(day), sentences)
}

/// The sentence for what goes from one thing to another, whichever of the two it has.
pub(super) fn span(from: Option<String>, to: Option<String>, [both, from_on, up_to, neither]: [&str; 4]) -> String {
    let sentence = match (&from, &to) {
        (Some(_), Some(_)) => both,
        (Some(_), None) => from_on,
        (None, Some(_)) => up_to,
        (None, None) => neither,
    };
    fill(&fill(sentence, "from", &from.unwrap_or_default()), "to", &to.unwrap_or_default())
}

/// An id as words: `key_worker` is "key worker".
pub(super) fn as_words(id: &str) -> String {
    id.replace('_', " ")
}

/// Ids as words.
pub(super) fn listed<T: AsRef<str>>(ids: impl IntoIterator<Item = T>) -> String {
    ids.into_iter().map(|id| as_words(id.as_ref())).collect::<Vec<_>>().join(", ")
}

/// A figure as people write it: £9.50, 1 April 2022, yes.
pub(super) fn figure(of: ParameterType, value: &Plain) -> String {
    match value {
        Plain::Number(text) => {
            let shown = text.parse::<Number>().map_or_else(|_| text.clone(), |number| number.to_string());
            match (of, shown.split_once('.')) {
                (ParameterType::Money, Some((_, pence))) if pence.len() == 1 => format!("£{shown}0"),
                (ParameterType::Money, _) => format!("£{shown}"),
                _ => shown,
            }
        }
        Plain::Boolean(true) => frame::YES.to_owned(),
        Plain::Boolean(false) => frame::NO.to_owned(),
        Plain::Date(given) => day(*given),
        Plain::Text(text) => match parse_date(text) {
            Some(given) if of == ParameterType::Date => day(given),
            _ => text.clone(),
        },
        // Loading has refused anything else.
        other => other.noun(),
    }
}

/// What a criterion asks to be shown.
pub(super) fn proof(grade: Grade) -> &'static str {
    match grade {
        Grade::SelfDeclared => frame::PROOF_SELF,
        Grade::AdviserVouched => frame::PROOF_VOUCHED,
        Grade::AdviserSeen => frame::PROOF_SEEN,
        Grade::Document => frame::PROOF_DOCUMENT,
        Grade::Official => frame::PROOF_OFFICIAL,
    }
}
