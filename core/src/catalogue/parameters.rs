//! The parameters of a catalogue.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::condition::{Names, Row, Schedule, Type, contradictions};
use crate::diagnostic::{Code, Diagnostics};
use crate::document::Parameter;
use crate::sort;
use crate::tree::Source;

/// Checks parameters by themselves, and offers them to conditions; by id.
pub(super) fn build(
    mut documents: Vec<(Source, Parameter)>,
    names: &mut Names,
    diagnostics: &mut Diagnostics,
) -> Vec<Parameter> {
    sort::by(&mut documents, |(_, a), (_, b)| a.parameter.as_str().cmp(b.parameter.as_str()));
    let mut declared: IndexMap<String, Source> = IndexMap::new();
    let mut parameters = Vec::with_capacity(documents.len());
    for (source, parameter) in documents {
        let id = parameter.parameter.as_str().to_owned();
        if let Some(first) = declared.get(&id) {
            let message = format!("{} declares the parameter `{id}` too", first.name());
            let help = "put all its values into one document, or give one of the two another id";
            diagnostics.report(Code::DuplicateParameter, &source, parameter.parameter.span, message, help);
        } else {
            let rows = rows(&parameter, &source, diagnostics);
            let of = Type::of_attribute(parameter.r#type.fact_type());
            names.parameters.insert(id.clone(), Arc::new(Schedule::new(of, rows)));
            declared.insert(id, source);
        }
        parameters.push(parameter);
    }
    parameters
}

fn rows(parameter: &Parameter, source: &Source, diagnostics: &mut Diagnostics) -> Vec<Row> {
    // A value that is wrong has been reported where it was read.
    let typed = parameter.values.iter().filter_map(|given| Some((given, parameter.typed(&given.value).ok()?)));
    let (given, rows): (Vec<_>, Vec<_>) = typed
        .map(|(given, value)| {
            let (from, to, min_age, max_age) = (given.from, given.to, given.min_age, given.max_age);
            (given, Row { from, to, min_age, max_age, value })
        })
        .unzip();
    for (first, second) in contradictions(&rows) {
        let (Some(first), Some(second)) = (given.get(first), given.get(second)) else { continue };
        let line = source.position(first.value.span.start).line;
        let message = format!("`{}` has another value for some of these days and ages", parameter.parameter);
        let help = format!(
            "it is on line {line}; end one with `to` on the day before the other begins, or part them by `min_age` and \
             `max_age`"
        );
        diagnostics.report(Code::TwoValues, source, second.value.span, message, help);
    }
    rows
}
