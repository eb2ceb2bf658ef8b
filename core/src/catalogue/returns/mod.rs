//! The returns of a catalogue, checked against its programmes and vocabularies.

mod check;
mod indicator;
mod rule;

pub(crate) use rule::ReturnRule;
#[cfg(feature = "returns")]
pub(crate) use rule::{
    Asked, Averaged, GroupsOf, IndicatorForm, IndicatorRule, Key, Measure, Query, ReturnProgramme, share,
};

use indexmap::IndexMap;

use super::checking::Checking;
use super::lexicon::{Fast, Lexicon};
use super::rules::Rules;
use crate::condition::Names;
use crate::diagnostic::{Code, Diagnostics};
use crate::document::Return;
use crate::sort;
use crate::tree::Source;

/// Checks returns against the rest of the catalogue; by id.
pub(super) fn build(
    mut documents: Vec<(Source, Return)>,
    lexicon: &Lexicon,
    names: &Names,
    rules: &Rules,
    diagnostics: &mut Diagnostics,
) -> IndexMap<String, ReturnRule, Fast> {
    sort::by(&mut documents, |(_, a), (_, b)| a.r#return.as_str().cmp(b.r#return.as_str()));
    let mut built: IndexMap<String, ReturnRule, Fast> = IndexMap::default();
    let mut sources: IndexMap<String, Source> = IndexMap::new();
    for (source, document) in documents {
        let id = document.r#return.as_str().to_owned();
        if let Some(first) = sources.get(&id) {
            let message = format!("{} declares the return `{id}` too", first.name());
            let help = "give one of the two another id";
            diagnostics.report(Code::DuplicateReturn, &source, document.r#return.span, message, help);
            continue;
        }
        let mut checking = Checking { source: &source, names, lexicon, diagnostics };
        let rule = checking.r#return(document, rules);
        built.insert(id.clone(), rule);
        sources.insert(id, source);
    }
    built
}
