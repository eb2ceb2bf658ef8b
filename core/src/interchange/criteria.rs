//! What of a programme's criteria a service can say: ages, areas, and the words of the rest.

use super::ages::{self, Ages, End};
use super::areas::Area;
use super::export::Writing;
use super::ledger::Path;
use crate::condition::{Form, Syntax};
use crate::document::{DEFAULT_LANGUAGE, Fact, FactType, Protected};

/// What criteria come to.
#[derive(Default)]
pub(super) struct Said {
    /// The youngest age in completed months.
    pub(super) youngest: Option<i64>,
    /// The oldest.
    pub(super) oldest: Option<i64>,
    /// Where people must live: in any one of these.
    pub(super) areas: Vec<Area>,
    /// The words of the criteria that cannot be said otherwise.
    pub(super) words: Vec<String>,
    /// The words of what decides nothing at the door: target groups and continuing criteria.
    pub(super) notes: Vec<String>,
}

/// What of a criterion a service can say.
enum Part {
    Ages(Ages),
    Areas(Vec<Area>),
    Neither,
}

impl Writing<'_> {
    /// What the criteria come to, and the words of what a service cannot say.
    pub(super) fn criteria(&mut self) -> Said {
        let mut said = Said::default();
        let mut ages = Ages::all();
        let top = Path::default();
        for (at, criterion) in self.document.eligibility.iter().flatten().enumerate() {
            let path = top.key("eligibility").item(at);
            let mut is_whole = true;
            for conjunct in conjuncts(&criterion.when.syntax) {
                match self.part(conjunct) {
                    // Together they must still leave somebody in.
                    Part::Ages(part) if ages.intersect(&part).ends().is_some() => ages = ages.intersect(&part),
                    Part::Areas(areas) if said.areas.is_empty() => said.areas = areas,
                    _ => is_whole = false,
                }
            }
            if is_whole {
                for key in ["id", "text", "when"] {
                    self.ledger.used(&path.key(key));
                }
            } else {
                let why = "a service cannot say this rule: its words are in `eligibility_description`";
                self.ledger.not_covered(&path, why);
                let words = criterion.text.in_language(DEFAULT_LANGUAGE).text;
                // A rule without words is a rule all the same: without its condition it would be lost.
                let has_words = !words.trim().is_empty();
                said.words.push(if has_words { words } else { criterion.when.syntax.to_string() });
            }
        }
        (said.youngest, said.oldest) = ages.ends().unwrap_or_default();
        // Not in `eligibility_description`: whoever reads a service takes what stands there for a rule of who gets in.
        let why = "it does not decide who gets in: its words are in `description`";
        for (at, group) in self.document.target_groups.iter().enumerate() {
            self.ledger.not_covered(&top.key("target_groups").item(at), why);
            said.notes.push(format!("Aimed at: {}", group.text.in_language(DEFAULT_LANGUAGE).text));
        }
        for (at, criterion) in self.document.continuing.iter().enumerate() {
            self.ledger.not_covered(&top.key("continuing").item(at), why);
            said.notes.push(format!("While you take part: {}", criterion.text.in_language(DEFAULT_LANGUAGE).text));
        }
        said
    }

    fn part(&self, condition: &Syntax) -> Part {
        let unit = |syntax: &Syntax| self.unit(syntax);
        if let Some(ages) = Ages::of(condition, &unit) {
            let is_said = match ages.ends() {
                // What leaves nobody out, or nobody in, is not said by ages.
                None | Some((None, None)) => false,
                Some((youngest, oldest)) => {
                    youngest.is_none_or(|months| ages::decimal(months, End::Youngest).is_some())
                        && oldest.is_none_or(|months| ages::decimal(months, End::Oldest).is_some())
                }
            };
            return if is_said { Part::Ages(ages) } else { Part::Neither };
        }
        match self.areas.any_of(condition) {
            // An area that a name or URI does not tell from another would come back as the other.
            Some(found) if !found.is_empty() && found.iter().all(|area| self.areas.is_told(area)) => {
                let mut areas: Vec<Area> = Vec::with_capacity(found.len());
                for area in found {
                    if !areas.contains(area) {
                        areas.push(area.clone());
                    }
                }
                Part::Areas(areas)
            }
            _ => Part::Neither,
        }
    }

    /// How many months an expression counts in, if it is somebody's age.
    fn unit(&self, expression: &Syntax) -> Option<i64> {
        match &expression.form {
            Form::Name(name) => {
                let fact = self.catalogue.lexicon().facts.get(name)?;
                match &fact.derive {
                    Some(derived) => self.unit(&derived.syntax),
                    // An age that is told is one in completed years.
                    None => (name == ages::AGE && fact.r#type == FactType::Number).then_some(12),
                }
            }
            Form::Call { function, arguments, .. } => {
                let unit = match function.as_str() {
                    "years between" => 12,
                    "months between" => 1,
                    _ => return None,
                };
                let [from, to] = arguments.as_slice() else { return None };
                let born = matches!(&from.form, Form::Name(name) if self.is_birth(name));
                let judged = matches!(&to.form, Form::Name(name) if name == "as_at");
                (born && judged).then_some(unit)
            }
            _ => None,
        }
    }

    fn is_birth(&self, name: &str) -> bool {
        let is_date = |fact: &Fact| fact.r#type == FactType::Date && fact.derive.is_none();
        let fact = self.catalogue.lexicon().facts.get(name).filter(|fact| is_date(fact));
        fact.is_some_and(|fact| name == "date_of_birth" || fact.protected == Some(Protected::Age))
    }
}

/// The conditions that must all hold.
fn conjuncts(condition: &Syntax) -> Vec<&Syntax> {
    match &condition.form {
        Form::And(parts) => parts.iter().flat_map(conjuncts).collect(),
        _ => vec![condition],
    }
}
