//! JSON, strictly: no comments, no trailing commas.

use jsonc_parser::ast::{ObjectPropName, Value};
use jsonc_parser::common::{Range, Ranged};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::{Entry, Kind, NESTING_LIMIT, Node, Source, Span, too_deep, too_long, without_duplicates};
use crate::diagnostic::{Code, Diagnostics};

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

pub(super) fn read(source: &Source, diagnostics: &mut Diagnostics) -> Option<Node> {
    // The parser would go eight times as deep, which is more than the stack of a phone's thread may hold.
    if let Some(start) = first_too_deep(source.text()) {
        too_deep(Span { start, end: start.saturating_add(1) }, source, diagnostics);
        return None;
    }
    match parse_to_ast(source.text(), &CollectOptions::default(), &STRICT) {
        Ok(parsed) => match parsed.value {
            Some(value) => convert(value, 0, source, diagnostics),
            None => {
                let help = "write one JSON object";
                diagnostics.report(Code::NotOneDocument, source, Span::START, "the document is empty", help);
                None
            }
        },
        Err(error) => {
            let message = format!("this is not JSON: {}", lower_first(&error.kind().to_string()));
            diagnostics.report(Code::NotJson, source, span(error.range()), message, "mend the JSON at this place");
            None
        }
    }
}

/// Where the first list or mapping begins that is nested beyond the limit.
fn first_too_deep(text: &str) -> Option<usize> {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'[' | b'{' if depth > NESTING_LIMIT => return Some(at),
            b'[' | b'{' => depth = depth.saturating_add(1),
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

fn span(range: Range) -> Span {
    Span { start: range.start, end: range.end }
}

fn lower_first(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_lowercase().chain(rest).collect())
}

fn convert(value: Value<'_>, depth: usize, source: &Source, diagnostics: &mut Diagnostics) -> Option<Node> {
    let span = span(value.range());
    if depth > NESTING_LIMIT {
        too_deep(span, source, diagnostics);
        return None;
    }
    let deeper = depth.saturating_add(1);
    let kind = match value {
        Value::NullKeyword(_) => Kind::Null,
        Value::BooleanLit(literal) => Kind::Boolean(literal.value),
        Value::NumberLit(literal) => Kind::Number(literal.value.to_owned()),
        Value::StringLit(literal) => Kind::Text(literal.value.into_owned()),
        Value::Array(array) => {
            if too_long(array.elements.len(), span, source, diagnostics) {
                return None;
            }
            let items = array.elements.into_iter().map(|item| convert(item, deeper, source, diagnostics));
            Kind::List(items.collect::<Option<_>>()?)
        }
        Value::Object(object) => {
            if too_long(object.properties.len(), span, source, diagnostics) {
                return None;
            }
            let mut entries = Vec::with_capacity(object.properties.len());
            for property in object.properties {
                let key_span = self::span(property.name.range());
                let key = match property.name {
                    ObjectPropName::String(name) => name.value.into_owned(),
                    ObjectPropName::Word(name) => name.value.to_owned(),
                };
                entries.push(Entry { key, key_span, value: convert(property.value, deeper, source, diagnostics)? });
            }
            Kind::Map(without_duplicates(entries, source, diagnostics))
        }
    };
    Some(Node { kind, span })
}
