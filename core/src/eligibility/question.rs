//! What to ask next: the question that settles most, and an end.

use indexmap::IndexMap;
use serde::Serialize;

use super::screening::{Inner, Screening};
use super::untold::Untold;
use super::words;
use crate::analysis::{Input, VariableIndex};
use crate::condition::{FactIndex, ProgrammeIndex};
use crate::document::{DEFAULT_ASKED_OF, HOUSEHOLD};

/// A question worth asking.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Question {
    /// The fact it asks for, or `household`.
    pub fact: String,
    /// How it is asked; the fact's name where the vocabulary has no words.
    pub text: String,
    /// The language that is in.
    pub language: String,
    /// The fact's type: `boolean`, `number`, `money`, `date`, `code`, `codes` or `text`; or `household`.
    pub r#type: String,
    /// For `code` and `codes`: each code and what it is called.
    pub values: IndexMap<String, String>,
    /// The programmes it can matter for, by id.
    pub programmes: Vec<String>,
}

impl Screening {
    /// The question to ask the person next; `None` when nothing they can tell can change any status.
    ///
    /// Of the facts that can still matter for a programme that takes people, it is the one whose answer settles most of
    /// them in expectation; ties go by the authors' order: programmes by id, facts as the conditions still open name
    /// them. What was asked before, even in vain, is never asked again, so that there are never more questions than
    /// facts. On a thousand random catalogues of up to eight facts that took 1.6% more questions than the fewest there
    /// can be, on average, and at worst 38% more.
    ///
    /// ```
    /// # use doorstep::{Catalogue, Plain};
    /// # let catalogue = Catalogue::parse([
    /// #     ("v.json", r#"{"vocabulary": "v", "facts": {
    /// #         "age": {"type": "number", "question": "How old are you?"},
    /// #         "tenant": {"type": "boolean", "question": "Do you rent your home?"}}}"#),
    /// #     ("example.json", r#"{"programme": "example", "name": "Example Works", "in_force": {}, "eligibility": [
    /// #         {"id": "age", "text": "You are 25 or over", "when": "age >= 25"},
    /// #         {"id": "tenant", "text": "You rent your home", "when": "tenant"}]}"#),
    /// # ])?;
    /// let as_at = doorstep::parse_date("2022-06-01").unwrap();
    /// let screening = catalogue.screen(&Plain::from_json(r#"{"age": 30}"#)?, as_at)?;
    /// assert_eq!(screening.next_question().unwrap().text, "Do you rent your home?");
    /// let screening = catalogue.screen(&Plain::from_json(r#"{"age": 24}"#)?, as_at)?;
    /// assert!(screening.next_question().is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn next_question(&self) -> Option<Question> {
        self.ask(DEFAULT_ASKED_OF)
    }

    /// The question to ask somebody next: `person`, `key_worker`, `gp`…
    #[must_use]
    pub fn ask(&self, asked_of: &str) -> Option<Question> {
        let inner = &*self.0;
        let untold = inner.askable();
        let open: Vec<ProgrammeIndex> =
            untold.programmes().filter(|programme| takes_people(inner, *programme)).collect();
        // In the authors' order: programmes by id, facts by first use.
        let mut programmes_of: IndexMap<FactIndex, Vec<ProgrammeIndex>> = IndexMap::new();
        for programme in &open {
            // Each may name too much, and neither too little.
            let missing = inner.untold().programme(*programme).inputs;
            for input in untold.programme(*programme).inputs {
                if let Input::Fact(fact) = input
                    && missing.contains(&input)
                    && can_be_asked(inner, fact, asked_of)
                {
                    programmes_of.entry(fact).or_default().push(*programme);
                }
            }
        }
        let mut best: Option<(FactIndex, Settled)> = None;
        for (fact, programmes) in &programmes_of {
            let settled = settled_by(untold, *fact, programmes);
            if best.as_ref().is_none_or(|(_, most)| settled.exceeds(most)) {
                best = Some((*fact, settled));
            }
        }
        let (fact, _) = best?;
        Some(question(inner, fact, programmes_of.get(&fact)?))
    }
}

fn takes_people(inner: &Inner, programme: ProgrammeIndex) -> bool {
    let version = inner.catalogue.rules().in_force(programme, inner.as_at);
    version.is_some_and(|version| super::Availability::of(&version.document, inner.as_at).takes_people())
}

/// Whether somebody may be asked for a fact: nobody has been, and they can tell.
fn can_be_asked(inner: &Inner, fact: FactIndex, asked_of: &str) -> bool {
    if inner.facts.given.get(fact) == Some(&true) {
        return false;
    }
    match inner.catalogue.lexicon().facts.get_index(fact) {
        Some((_, fact)) => fact.asked_of().any(|who| who == asked_of),
        None => asked_of == DEFAULT_ASKED_OF,
    }
}

/// How many programmes an answer settles, in expectation: a fraction.
struct Settled {
    weight: u128,
    of: u128,
}

impl Settled {
    fn exceeds(&self, other: &Self) -> bool {
        self.weight.saturating_mul(other.of) > other.weight.saturating_mul(self.of)
    }
}

/// How many of the programmes that it matters for are settled when a fact alone is told.
fn settled_by(untold: &Untold, fact: FactIndex, programmes: &[ProgrammeIndex]) -> Settled {
    let analysis = &untold.analysis;
    let asks = |variable: &VariableIndex| {
        analysis.variables.get(*variable).is_some_and(|variable| variable.inputs == [Input::Fact(fact)])
    };
    let nothing = Settled { weight: 0, of: 1 };
    let Some(variable) = (0..analysis.variables.len()).find(asks) else { return nothing };
    let cells = analysis.variables.get(variable).map_or(&[][..], |variable| &variable.cells);
    let of = cells.iter().fold(0_u128, |sum, cell| sum.saturating_add(cell.weight.into()));
    let mut weight = 0_u128;
    for programme in programmes {
        for (cell, settles) in cells.iter().zip(untold.settled_by(*programme, variable)) {
            if settles {
                weight = weight.saturating_add(cell.weight.into());
            }
        }
    }
    Settled { weight, of: of.max(1) }
}

fn question(inner: &Inner, fact: FactIndex, programmes: &[ProgrammeIndex]) -> Question {
    let ids = inner.catalogue.rules().programmes.keys().enumerate();
    let programmes = ids.filter(|(at, _)| programmes.contains(at)).map(|(_, id)| id.clone()).collect();
    let Some((name, declared)) = inner.catalogue.lexicon().facts.get_index(fact) else {
        return Question {
            fact: HOUSEHOLD.to_owned(),
            text: words::WHO_ELSE.to_owned(),
            language: crate::document::DEFAULT_LANGUAGE.to_owned(),
            r#type: HOUSEHOLD.to_owned(),
            values: IndexMap::new(),
            programmes,
        };
    };
    let words = declared.question.as_ref().map(|question| question.in_language(&inner.language));
    let (text, language) = words.map_or_else(
        || (name.clone(), crate::document::DEFAULT_LANGUAGE.to_owned()),
        |words| (words.text, words.language),
    );
    let values = declared.values.iter();
    Question {
        fact: name.clone(),
        text,
        language,
        r#type: declared.r#type.as_str().to_owned(),
        values: values.map(|(code, value)| (code.clone(), value.text.in_language(&inner.language).text)).collect(),
        programmes,
    }
}
