//! One person screened: a mapping of programmes to decisions, and what to ask next.

use std::sync::Arc;

use doorstep::{Date, Status};
use pyo3::exceptions::PyKeyError;
#[cfg(feature = "stubs")]
use pyo3::inspect::PyStaticExpr;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use crate::convert::{self, Fields};
use crate::decision::Decision;
use crate::each::Each;
use crate::parts::Question;
use crate::problems::EventProblem;

/// The decisions for one person on one day: a mapping of programme ids to decisions.
///
/// A programme that is not in force on the day has none.
///
/// >>> screening = catalogue.screen({"age": 30, "tenure": "social"}, "2022-06-01")
/// >>> list(screening)
/// ['example']
/// >>> screening["example"].status
/// 'eligible'
/// >>> catalogue.screen({}, "2021-01-01").get("example") is None
/// True
#[pyclass(module = "doorstep", frozen, mapping)]
pub(crate) struct Screening(doorstep::Screening, Arc<Programmes>);

/// The ids of a catalogue's programmes, in order, as Python has them.
pub(crate) type Programmes = Vec<(String, Py<PyString>)>;

impl Screening {
    pub(crate) fn new(screening: doorstep::Screening, programmes: &Arc<Programmes>) -> Self {
        Self(screening, Arc::clone(programmes))
    }
}

#[pymethods]
impl Screening {
    /// The day judged.
    #[getter]
    fn as_at(&self) -> Date {
        self.0.as_at()
    }

    /// The status of each programme in force alone, by its id: the fastest way to decide.
    ///
    /// >>> screening.statuses
    /// {'example': 'eligible'}
    #[getter]
    fn statuses<'py>(&self, py: Python<'py>) -> PyResult<Statuses<'py>> {
        let statuses = PyDict::new(py);
        let mut programmes = self.1.iter();
        for (programme, status) in self.0.statuses() {
            if let Some((_, id)) = programmes.find(|(id, _)| id == programme) {
                statuses.set_item(id, word(py, status))?;
            }
        }
        Ok(Statuses(statuses))
    }

    /// The question to ask the person next; None when nothing they can tell can change any status.
    ///
    /// Of the facts that can still matter for a programme that takes people, it is the one whose answer settles most
    /// of them in expectation. What was asked before, even in vain, is never asked again.
    ///
    /// >>> screening = catalogue.screen({"age": 30}, "2022-07-01")
    /// >>> screening.next_question.text
    /// 'Who do you rent your home from?'
    /// >>> catalogue.screen({"age": 24}, "2022-07-01").next_question is None
    /// True
    #[getter]
    fn next_question(&self, py: Python<'_>) -> Option<Question> {
        py.detach(|| self.0.next_question()).map(Question)
    }

    /// The question to ask somebody next: `person`, `key_worker`, `gp`…
    ///
    /// >>> screening.ask("key_worker") is None
    /// True
    fn ask(&self, py: Python<'_>, asked_of: &str) -> Option<Question> {
        py.detach(|| self.0.ask(asked_of)).map(Question)
    }

    /// What counts for nothing among the events that were given, or less than it seems to, and why; by event id.
    ///
    /// Events of other people are among it, and two of one id with two contents. Events that cannot be read at all
    /// raise `EventError` instead.
    ///
    /// >>> helped = {"id": 1, "person": 7, "kind": "helped", "on": "2022-05-01"}
    /// >>> catalogue.screen({}, "2022-06-01", [helped]).event_problems
    /// [EventProblem(code='D651', event='1')]
    #[getter]
    fn event_problems(&self) -> Vec<EventProblem> {
        let problems = self.0.events().map(doorstep::Events::problems).unwrap_or_default();
        problems.iter().cloned().map(EventProblem).collect()
    }

    /// The decision for a programme, or `default` if it is not in force on the day.
    #[pyo3(signature = (key, default: "Decision | None" = None) -> "Decision | None")]
    fn get<'py>(
        &self,
        py: Python<'py>,
        key: &str,
        default: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        match self.0.decision(key) {
            Some(decision) => Ok(Some(Bound::new(py, Decision(decision))?.into_any())),
            None => Ok(default),
        }
    }

    /// The ids of the programmes in force on the day, in order.
    #[pyo3(signature = () -> "typing.KeysView[str]")]
    fn keys<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        view(slf, "KeysView")
    }

    /// The decisions, by programme id.
    #[pyo3(signature = () -> "typing.ValuesView[Decision]")]
    fn values<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        view(slf, "ValuesView")
    }

    /// Programme ids with their decisions.
    #[pyo3(signature = () -> "typing.ItemsView[str, Decision]")]
    fn items<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        view(slf, "ItemsView")
    }

    /// Every decision as plain values, with the day, the catalogue's fingerprint and the library's version.
    ///
    /// It shows what was told, sensitive or not: keep it as carefully as the facts.
    ///
    /// >>> list(catalogue.screen({}, "2022-06-01").to_dict())
    /// ['as_at', 'catalogue', 'library', 'decisions']
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Fields<'py>> {
        convert::to_dict(py, &self.0)
    }

    fn __getitem__(&self, key: &str) -> PyResult<Decision> {
        self.0.decision(key).map(Decision).ok_or_else(|| PyKeyError::new_err(key.to_owned()))
    }

    fn __len__(&self) -> usize {
        self.0.decisions().count()
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Each<'py, String>> {
        Each::of(py, self.0.decisions().map(|decision| decision.programme().to_owned()).collect())
    }

    /// A key that is no text is not in it.
    fn __contains__(&self, key: &Bound<'_, PyAny>) -> bool {
        key.extract::<&str>().is_ok_and(|key| self.0.decision(key).is_some())
    }

    fn __repr__(&self) -> String {
        let statuses = self.0.decisions();
        let statuses = statuses.map(|decision| format!("'{}': '{}'", decision.programme(), decision.status().as_str()));
        format!("Screening(as_at='{}', {{{}}})", self.0.as_at(), statuses.collect::<Vec<_>>().join(", "))
    }
}

fn view<'py>(screening: &Bound<'py, Screening>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    screening.py().import("collections.abc")?.call_method1(name, (screening,))
}

/// A status as Python has it, made once.
fn word(py: Python<'_>, status: Status) -> &Bound<'_, PyString> {
    match status {
        Status::Eligible => intern!(py, "eligible"),
        Status::NotEligible => intern!(py, "not_eligible"),
        Status::Undetermined => intern!(py, "undetermined"),
    }
}

/// Statuses by id, which the stubs cannot know of a plain dict.
struct Statuses<'py>(Bound<'py, PyDict>);

impl<'py> IntoPyObject<'py> for Statuses<'py> {
    type Target = PyDict;
    type Output = Bound<'py, PyDict>;
    type Error = std::convert::Infallible;

    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: PyStaticExpr = PyStaticExpr::Subscript {
        value: &<PyDict as pyo3::PyTypeInfo>::TYPE_HINT,
        slice: &PyStaticExpr::Tuple {
            elts: &[<&str as IntoPyObject<'_>>::OUTPUT_TYPE, <&str as IntoPyObject<'_>>::OUTPUT_TYPE],
        },
    };

    fn into_pyobject(self, _: Python<'py>) -> Result<Self::Output, Self::Error> {
        Ok(self.0)
    }
}
