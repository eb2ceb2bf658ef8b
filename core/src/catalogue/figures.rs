//! The published figures of a catalogue.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostics};
use crate::document::{Figure, FigureUnit, Figures};
use crate::sort;
use crate::tree::Source;

/// Checks documents of figures by themselves; by id.
pub(super) fn build(mut documents: Vec<(Source, Figures)>, diagnostics: &mut Diagnostics) -> Vec<Figures> {
    sort::by(&mut documents, |(_, a), (_, b)| a.figures.as_str().cmp(b.figures.as_str()));
    let mut declared: BTreeMap<String, Source> = BTreeMap::new();
    let mut all = Vec::with_capacity(documents.len());
    for (source, figures) in documents {
        let id = figures.figures.as_str().to_owned();
        if let Some(first) = declared.get(&id) {
            let message = format!("{} holds figures with the id `{id}` too", first.name());
            let help = "put them into one document, or give one of the two another id";
            diagnostics.report(Code::DuplicateFigures, &source, figures.figures.span, message, help);
        }
        items(&figures, &source, diagnostics);
        declared.entry(id).or_insert(source);
        all.push(figures);
    }
    all
}

fn items(figures: &Figures, source: &Source, diagnostics: &mut Diagnostics) {
    let mut seen = BTreeSet::new();
    for item in &figures.items {
        if !seen.insert(item.id.as_str()) {
            let message = format!("there are two items with the id `{}`", item.id);
            diagnostics.report(Code::DuplicateId, source, item.id.span, message, "give each figure an id of its own");
        }
        if is_unchecked(item) {
            let message = format!("nothing is given that `{}` could be checked against", item.id);
            let help = "give what it is a part of, its parts, where else it is said or what its words may mean";
            diagnostics.report(Code::FigureUnchecked, source, item.id.span, message, help);
        }
    }
    let unsourced = figures.items.iter().filter(|item| item.source.is_none());
    if figures.source.is_none()
        && let Some(first) = unsourced.clone().next()
    {
        let message = format!("{} of `{}` do not say where they were published", unsourced.count(), figures.figures);
        let help = "give each its `source`, or all of them one";
        diagnostics.report(Code::FigureNoSource, source, first.id.span, message, help);
    }
}

/// Whether a figure stands alone: a percentage or a ratio does not, for it is always of something.
fn is_unchecked(item: &Figure) -> bool {
    !matches!(item.unit, FigureUnit::Percent | FigureUnit::Ratio)
        && item.denominator.is_none()
        && [&item.candidates, &item.sums, &item.parts, &item.elsewhere].into_iter().all(Vec::is_empty)
        && item.readings.is_empty()
}
