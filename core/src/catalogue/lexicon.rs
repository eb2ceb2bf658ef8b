//! The vocabularies of a catalogue, united.

use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::sync::Arc;

use indexmap::{IndexMap, IndexSet};
use serde::Serialize;

use super::order::in_order;
use crate::condition::{self, CodeSet, Expression, FactIndex, Names, Place, Scope, Type};
use crate::diagnostic::{Code, Diagnostics};
use crate::document::{Fact, FactType, Formula, Grade, HOUSEHOLD, RecordKind, Scale, Vocabulary};
use crate::sort;
use crate::tree::{Source, Span};

/// Everything that conditions may talk about.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Lexicon {
    pub(crate) facts: IndexMap<String, Fact, Fast>,
    pub(crate) records: IndexMap<String, RecordKind, Fast>,
    pub(crate) evidence: IndexMap<String, Grade, Fast>,
    pub(crate) scales: IndexMap<String, Scale, Fast>,
    /// Derived facts, each after those it follows from.
    #[serde(skip)]
    pub(crate) derived: IndexMap<FactIndex, Derived, Fast>,
    /// Each fact's codes.
    #[serde(skip)]
    codes: Vec<SharedCodes>,
}

/// Finds names fast. Documents choose them, and whoever asks can only look them up.
pub(crate) type Fast = foldhash::fast::RandomState;

/// A fact's codes in the vocabulary's order. Facts and conditions share them, so that comparing two mostly is comparing
/// where they stand.
pub(crate) type SharedCodes = IndexSet<Arc<str>, Fast>;

/// How a fact follows from others.
#[derive(Debug)]
pub(crate) struct Derived {
    pub(crate) expression: Expression,
    pub(crate) sources: Vec<FactIndex>,
    /// Whether it changes with the day judged, by itself or by one of its sources.
    pub(crate) of_the_day: bool,
}

impl Lexicon {
    /// A fact by its name, with its place and its codes.
    pub(crate) fn fact(&self, name: &str) -> Option<(FactIndex, &Fact, &SharedCodes)> {
        let (place, _, fact) = self.facts.get_full(name)?;
        Some((place, fact, self.codes.get(place)?))
    }

    /// How a fact follows from others, if it does.
    pub(crate) fn derivation(&self, fact: FactIndex) -> Option<&Derived> {
        self.derived.get(&fact)
    }
}

/// Unites vocabularies, in the order given, and what they offer to conditions.
pub(super) fn unite(
    vocabularies: &[(Source, Vocabulary, Places)],
    mut names: Names,
    diagnostics: &mut Diagnostics,
) -> (Lexicon, Names) {
    let mut lexicon = Lexicon::default();
    for (source, vocabulary, places) in vocabularies {
        let mut uniting = Uniting { source, places, diagnostics };
        uniting.unite("fact", &mut lexicon.facts, &vocabulary.facts);
        uniting.unite("record kind", &mut lexicon.records, &vocabulary.records);
        uniting.unite("evidence type", &mut lexicon.evidence, &vocabulary.evidence);
        uniting.unite("scale", &mut lexicon.scales, &vocabulary.scales);
    }
    report_clashes(vocabularies, &lexicon, diagnostics);
    for (name, fact) in &lexicon.facts {
        let codes: SharedCodes = fact.values.keys().map(|code| names.text(code)).collect();
        names.codes.extend(codes.iter().map(Arc::clone));
        lexicon.codes.push(codes);
        let of = type_of(name, fact, &names);
        names.facts.insert(name.clone(), of);
    }
    let member: BTreeMap<String, Type> = sort::gather(names.facts.iter().map(|(name, of)| (name.clone(), of.clone())));
    names.facts.insert(HOUSEHOLD.to_owned(), Type::list(Type::Record(Arc::new(member))));
    for (name, kind) in &lexicon.records {
        let attributes = kind.attributes.iter().map(|(name, of)| (name.clone(), Type::of_attribute(*of)));
        let attributes: BTreeMap<String, Type> = sort::gather(attributes);
        let mut listed = attributes.clone();
        for (part, of) in [("on", Type::Date), ("start", Type::Date), ("end", Type::Date), ("programme", Type::Text)] {
            listed.entry(part.to_owned()).or_insert(of);
        }
        names.lists.insert(name.clone(), Arc::new(listed));
        names.records.insert(name.clone(), Arc::new(attributes));
    }
    lexicon.derived = derive(&lexicon, &names, diagnostics);
    (lexicon, names)
}

/// A name that is a fact in one vocabulary and a kind of record in another; within one it has been reported.
fn report_clashes(vocabularies: &[(Source, Vocabulary, Places)], lexicon: &Lexicon, diagnostics: &mut Diagnostics) {
    for (source, vocabulary, places) in vocabularies {
        let kinds = vocabulary.records.keys();
        for name in kinds.filter(|name| lexicon.facts.contains_key(*name) && !vocabulary.facts.contains_key(*name)) {
            let message = format!("`{name}` is a record kind here and a fact in another vocabulary");
            let span = places.iter().find(|(declared, _)| declared == name).map_or(Span::START, |(_, span)| *span);
            diagnostics.report(Code::NameClash, source, span, message, "rename one of the two");
        }
    }
}

/// Where a vocabulary declares each of its names.
pub(super) type Places = Vec<(String, Span)>;

struct Uniting<'a> {
    source: &'a Source,
    places: &'a Places,
    diagnostics: &'a mut Diagnostics,
}

impl Uniting<'_> {
    /// A name declared twice must be declared the same.
    fn unite<T: Clone + Serialize, S: BuildHasher>(
        &mut self,
        what: &str,
        all: &mut IndexMap<String, T, S>,
        more: &IndexMap<String, T>,
    ) {
        for (name, value) in more {
            let Some(already) = all.get(name) else {
                all.insert(name.clone(), value.clone());
                continue;
            };
            if serde_json::to_value(already).ok() != serde_json::to_value(value).ok() {
                let message = format!("the {what} `{name}` is declared differently in another vocabulary");
                let help = "make the two the same, or keep one of them";
                let place = self.places.iter().find(|(declared, _)| declared == name);
                let span = place.map_or(Span::START, |(_, span)| *span);
                self.diagnostics.report(Code::DeclaredDifferently, self.source, span, message, help);
            }
        }
    }
}

fn type_of(name: &str, fact: &Fact, names: &Names) -> Type {
    let codes = || {
        let codes = fact.values.keys().map(|code| names.text(code)).collect();
        Arc::new(CodeSet { fact: name.to_owned(), codes })
    };
    match fact.r#type {
        FactType::Code => Type::Code(codes()),
        FactType::Codes => Type::Codes(codes()),
        other => Type::of_attribute(other),
    }
}

/// The derived facts in an order in which each comes after its sources.
fn derive(lexicon: &Lexicon, names: &Names, diagnostics: &mut Diagnostics) -> IndexMap<FactIndex, Derived, Fast> {
    let scope = Scope { names, place: Place::Derived, own: None };
    let mut derived: IndexMap<FactIndex, Derived, Fast> = IndexMap::default();
    for (fact, (name, declared)) in lexicon.facts.iter().enumerate() {
        let Some(formula) = &declared.derive else { continue };
        match condition::derivation(&formula.syntax, &scope, &type_of(name, declared, names)) {
            Ok((expression, _)) => {
                let mut sources = Vec::new();
                let mut of_the_day = false;
                expression.walk(&mut |part| match part {
                    Expression::Fact(source) if !sources.contains(source) => sources.push(*source),
                    Expression::AsAt | Expression::Parameter { .. } => of_the_day = true,
                    _ => {}
                });
                derived.insert(fact, Derived { expression, sources, of_the_day });
            }
            Err(problems) => super::report_all(problems, formula, diagnostics),
        }
    }
    let dependencies: Vec<Vec<usize>> = derived
        .values()
        .map(|from: &Derived| from.sources.iter().filter_map(|source| derived.get_index_of(source)).collect())
        .collect();
    match in_order(&dependencies) {
        Ok(order) => {
            let mut slots: Vec<Option<(FactIndex, Derived)>> = derived.into_iter().map(Some).collect();
            let mut ordered: IndexMap<FactIndex, Derived, Fast> = IndexMap::default();
            for (fact, mut next) in order.into_iter().filter_map(|at| slots.get_mut(at).and_then(Option::take)) {
                next.of_the_day |=
                    next.sources.iter().any(|source| ordered.get(source).is_some_and(|of| of.of_the_day));
                ordered.insert(fact, next);
            }
            ordered
        }
        Err(circles) => {
            for circle in circles {
                let facts = circle.iter().filter_map(|at| derived.get_index(*at));
                let path: Vec<_> = facts.filter_map(|(fact, _)| lexicon.facts.get_index(*fact)).collect();
                if let Some((_, Some(formula))) = path.first().map(|(name, fact)| (name, &fact.derive)) {
                    let names = path.iter().map(|(name, _)| name.as_str());
                    let message = format!(
                        "{} {} derived from each other in a circle",
                        crate::diagnostic::quoted(names),
                        if path.len() == 1 { "is" } else { "are" }
                    );
                    report(
                        Code::DependencyCycle,
                        formula,
                        message,
                        "derive facts from those that are asked",
                        diagnostics,
                    );
                }
            }
            IndexMap::default()
        }
    }
}

pub(super) fn report(code: Code, formula: &Formula, message: String, help: &str, diagnostics: &mut Diagnostics) {
    let (source, span) = formula.locate(Span { start: 0, end: formula.as_str().len() });
    diagnostics.report(code, source, span, message, help);
}
