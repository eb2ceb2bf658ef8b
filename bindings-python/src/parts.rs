//! The parts of decisions: criteria, groups, what to do next, what to ask.

use indexmap::IndexMap;
use pyo3::prelude::*;

use crate::convert::{self, Fields};
use crate::shown::{Shown, repr, shown};

shown! {
    /// One criterion of a decision, or of a review.
    ///
    /// >>> criterion = decision.criteria[0]
    /// >>> criterion.text, criterion.because
    /// ('You are 25 or over', {'age': Decimal('24')})
    class Criterion(doorstep::CriterionResult) as "id", "status" {
        /// Its id.
        id: String,
        /// What it asks.
        text: String,
        /// The language that is in.
        language: String,
        /// `met`, `not_met` or `unknown`.
        status: &'static str,
        /// The known facts it uses, with their values.
        because: Fields<'py>,
        /// If it is unknown: the names of the facts not told that can settle it.
        missing: Vec<String>,
        /// Whether what decides it is told on evidence of the grade it asks for. It never changes the status.
        ///
        /// >>> criterion.assured
        /// True
        assured: bool,
        /// `rules`; or the id of the `decided` event by which a worker overrode it. The status stays what the rules say.
        ///
        /// >>> criterion.decided_by
        /// 'rules'
        decided_by: String,
    }
}

shown! {
    /// Whether a person belongs to a group the programme is aimed at. It decides nothing.
    ///
    /// >>> decision.target_groups
    /// [TargetGroup(id='over_50', status='not_met')]
    class TargetGroup(doorstep::GroupResult) as "id", "status" {
        /// Its id.
        id: String,
        /// What it is called.
        text: String,
        /// The language that is in.
        language: String,
        /// `met` (the person belongs to it), `not_met` or `unknown`.
        status: &'static str,
    }
}

/// Words for people, in the language they are in.
///
/// >>> [words] = decision.advice
/// >>> words.language, str(words)
/// ('en', 'Ask your landlord for a letter')
#[pyclass(module = "doorstep", frozen, eq)]
#[derive(PartialEq)]
pub(crate) struct Words(pub(crate) doorstep::Words);

#[pymethods]
impl Words {
    /// The words.
    #[getter]
    fn text(&self) -> &str {
        &self.0.text
    }

    /// The language they are in: the one asked for, or the one that was there.
    #[getter]
    fn language(&self) -> &str {
        &self.0.language
    }

    /// The same as a dictionary of plain values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Fields<'py>> {
        convert::to_dict(py, &self.0)
    }

    fn __str__(&self) -> &str {
        &self.0.text
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["text", "language"])
    }
}

impl<'py> Shown<'py, Words> for doorstep::Words {
    fn shown(&self, _: Python<'py>) -> PyResult<Words> {
        Ok(Words(self.clone()))
    }
}

shown! {
    /// What to do next: how to get in; or, where the rules don't seem to cover the person, a service open to all.
    ///
    /// >>> step = catalogue.screen({"age": 30, "tenure": "social"}, "2022-07-01")["example"].next_step
    /// >>> step.text, step.programme, step.route
    /// ('You can ask to join yourself.', 'example', 'self')
    class NextStep(doorstep::NextStep) as "programme", "route" {
        /// In words. They are English; the contact is in its own language.
        text: String,
        /// The language of the words.
        language: String,
        /// The programme to go to: this one, or a service open to all; None if there is none.
        programme: Option<String>,
        /// The way in: the first of the programme's routes.
        route: Option<String>,
        /// How to get in touch, where the document says.
        contact: Option<String>,
    }
}

shown! {
    /// A change that an author of the vocabulary is willing to suggest, for a criterion that is not met.
    ///
    /// >>> [nearest] = catalogue.screen({"age": 30, "tenure": "other"}, "2022-06-01")["example"].nearest
    /// >>> nearest.criterion, nearest.fact, nearest.to
    /// ('tenant', 'tenure', 'social')
    /// >>> nearest
    /// Nearest(criterion='tenant', fact='tenure')
    class Nearest(doorstep::Nearest) as "criterion", "fact" {
        /// The criterion it would change.
        criterion: String,
        /// The fact that would change.
        fact: String,
        /// The value it would have.
        to: Bound<'py, PyAny>,
        /// What to say.
        text: String,
        /// The language that is in.
        language: String,
    }
}

shown! {
    /// A question worth asking.
    ///
    /// >>> question = catalogue.screen({"age": 30}, "2022-07-01").next_question
    /// >>> question.fact, question.text, question.type, question.programmes
    /// ('tenure', 'Who do you rent your home from?', 'code', ['example'])
    /// >>> question.values
    /// {'social': 'Council or housing association', 'other': 'Other'}
    class Question(doorstep::Question) as "fact", "type" {
        /// The fact it asks for, or `household`.
        fact: String,
        /// How it is asked; the fact's name where the vocabulary has no words.
        text: String,
        /// The language that is in.
        language: String,
        /// The fact's type: `boolean`, `number`, `money`, `date`, `code`, `codes` or `text`; or `household`.
        r#type: String,
        /// For `code` and `codes`: each code and what it is called.
        values: IndexMap<String, String>,
        /// The programmes it can matter for, by id.
        programmes: Vec<String>,
    }
}
