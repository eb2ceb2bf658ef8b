//! What the rules say of one person and one programme.

use doorstep::{Change, Date};
use indexmap::IndexMap;
#[cfg(feature = "stubs")]
use pyo3::inspect::{PyStaticConstant, PyStaticExpr, PyStaticOperator};
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::convert::{self, Fields};
use crate::parts::{Criterion, Nearest, NextStep, TargetGroup, Words};

/// Whether one programme might take one person. Advice on published rules: the provider decides.
///
/// Its attributes show what was told; its repr and its errors never do.
///
/// >>> decision = catalogue.screen({"age": 24, "tenure": "social"}, "2022-06-01")["example"]
/// >>> decision
/// Decision(programme='example', status='not_eligible')
/// >>> [criterion.id for criterion in decision.criteria if criterion.status == "not_met"]
/// ['age']
#[pyclass(module = "doorstep", frozen)]
pub(crate) struct Decision(pub(crate) doorstep::Decision);

#[pymethods]
impl Decision {
    /// The programme's id.
    #[getter]
    fn programme(&self) -> &str {
        self.0.programme()
    }

    /// What names the version in force: its first day, as text, or None if it has no first day.
    ///
    /// >>> decision.version
    /// '2022-04-01'
    #[getter]
    fn version(&self) -> Option<String> {
        self.0.version().map(|day| day.to_string())
    }

    /// What the programme is called.
    #[getter]
    fn name(&self) -> String {
        self.0.name().text
    }

    /// The language the name is in.
    #[getter]
    fn language(&self) -> String {
        self.0.name().language
    }

    /// `eligible`, `not_eligible` or `undetermined`.
    #[getter]
    fn status(&self) -> &'static str {
        self.0.status().as_str()
    }

    /// The decision in plain English.
    ///
    /// >>> decision.summary
    /// "From what you told us, the published rules don't seem to cover you; you can still ask."
    #[getter]
    fn summary(&self) -> &'static str {
        self.0.summary()
    }

    /// Each criterion: whether it holds, because of what, and what is missing.
    #[getter]
    fn criteria(&self, py: Python<'_>) -> Vec<Criterion> {
        py.detach(|| self.0.criteria()).into_iter().map(Criterion).collect()
    }

    /// What the decision rests on, as names of facts.
    ///
    /// Decided: a smallest set of known facts that, all else unknown, gives the same status. Undetermined: a smallest
    /// set of unknown facts for which some answers settle it.
    ///
    /// >>> decision.reasons
    /// ['age']
    #[getter]
    fn reasons(&self, py: Python<'_>) -> Vec<&str> {
        py.detach(|| self.0.reasons())
    }

    /// The names of the facts not told that can matter: for some completion of the others one answer to it settles
    /// what was undetermined. Empty once it is decided.
    #[getter]
    fn missing(&self, py: Python<'_>) -> Vec<&str> {
        py.detach(|| self.0.missing())
    }

    /// Whether each of the facts in `missing` surely can matter. If not there may be too many, and never too few.
    #[getter]
    fn exact(&self, py: Python<'_>) -> bool {
        py.detach(|| self.0.exact())
    }

    /// Why each of the facts in `missing` is not known: `not_asked`, `not_known`, `declined` or `undecided` (told in
    /// part).
    ///
    /// >>> catalogue.screen({"age": 30, "tenure": {"absent": "declined"}}, "2022-06-01")["example"].absent
    /// {'tenure': 'declined'}
    #[getter]
    fn absent(&self, py: Python<'_>) -> IndexMap<String, &'static str> {
        py.detach(|| self.0.absent()).into_iter().map(|(name, why)| (name, why.as_str())).collect()
    }

    /// The first later day on which the same facts give another status, or none; None if they never will, and
    /// `"uncertain"` where it cannot be told: an age given without a date of birth.
    ///
    /// >>> born = {"date_of_birth": "1997-06-02", "tenure": "social"}
    /// >>> catalogue.screen(born, "2022-06-01")["example"].changes_on
    /// datetime.date(2022, 6, 2)
    /// >>> decision.changes_on
    /// 'uncertain'
    #[getter]
    fn changes_on(&self, py: Python<'_>) -> Option<ChangesOn> {
        py.detach(|| self.0.changes_on()).map(ChangesOn)
    }

    /// The changes that the authors of the vocabulary are willing to suggest, if they would lift what stands against
    /// the person; by criterion. Nothing else is ever suggested.
    #[getter]
    fn nearest(&self, py: Python<'_>) -> Vec<Nearest> {
        py.detach(|| self.0.nearest()).into_iter().map(Nearest).collect()
    }

    /// Whether the programme takes referrals: `open`, `closed`, `opens_on`, `full`, `waiting` or `unknown`.
    ///
    /// >>> decision.availability, decision.opens_on
    /// ('opens_on', datetime.date(2022, 7, 1))
    #[getter]
    fn availability(&self) -> &'static str {
        self.0.availability().as_str()
    }

    /// The day it opens, if it is yet to.
    #[getter]
    fn opens_on(&self) -> Option<Date> {
        self.0.availability().opens_on()
    }

    /// What to do next: how to get in; or, where the rules don't seem to cover this person, a service open to all.
    ///
    /// >>> decision.next_step.text
    /// 'You can ask a key worker, your landlord or the Jobcentre what else there is.'
    #[getter]
    fn next_step(&self) -> NextStep {
        NextStep(self.0.next_step())
    }

    /// The advice for this person. It decides nothing.
    ///
    /// >>> [str(words) for words in decision.advice]
    /// ['Ask your landlord for a letter']
    #[getter]
    fn advice(&self) -> Vec<Words> {
        self.0.advice().into_iter().map(Words).collect()
    }

    /// The groups the programme is aimed at. They decide nothing.
    #[getter]
    fn target_groups(&self) -> Vec<TargetGroup> {
        self.0.target_groups().into_iter().map(TargetGroup).collect()
    }

    /// The whole decision in plain words: what it is, what each rule asks and whether that is met, what is not known
    /// yet, advice, and what to do next. It names no answers, so that it can be read over somebody's shoulder.
    ///
    /// Documents' words are in the screening's language where they are there; the rest is English.
    ///
    /// >>> print(decision.in_words().split("\n\n")[0])
    /// Example Works
    /// From what you told us, the published rules don't seem to cover you; you can still ask.
    fn in_words(&self, py: Python<'_>) -> String {
        py.detach(|| self.0.in_words())
    }

    /// Everything it says as plain values in a fixed order, with what it was made from.
    ///
    /// It shows what was told, sensitive or not: keep it as carefully as the facts.
    ///
    /// >>> decision.to_dict()["criteria"][0]["because"]
    /// {'age': '24'}
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Fields<'py>> {
        convert::to_dict(py, &self.0)
    }

    fn __repr__(&self) -> String {
        format!("Decision(programme='{}', status='{}')", self.0.programme(), self.0.status().as_str())
    }
}

/// A day, or `"uncertain"`.
struct ChangesOn(Change);

impl<'py> IntoPyObject<'py> for ChangesOn {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: PyStaticExpr = PyStaticExpr::BinOp {
        left: &<Date as IntoPyObject<'_>>::OUTPUT_TYPE,
        op: PyStaticOperator::BitOr,
        right: &PyStaticExpr::Subscript {
            value: &PyStaticExpr::Attribute { value: &PyStaticExpr::Name { id: "typing" }, attr: "Literal" },
            slice: &PyStaticExpr::Constant { value: PyStaticConstant::Str("uncertain") },
        },
    };

    fn into_pyobject(self, py: Python<'py>) -> Result<Self::Output, Self::Error> {
        Ok(match self.0 {
            Change::On(day) => day.into_pyobject(py)?.into_any(),
            uncertain => PyString::new(py, &uncertain.to_string()).into_any(),
        })
    }
}
