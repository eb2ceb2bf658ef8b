//! Screenings and decisions.

use doorstep::{CriterionResult, Date, GroupResult};
use pyo3::exceptions::PyKeyError;
#[cfg(feature = "stubs")]
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::types::{PyIterator, PyList};

use crate::convert::{self, Fields};

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
pub(crate) struct Screening(pub(crate) doorstep::Screening);

#[pymethods]
impl Screening {
    /// The day judged.
    #[getter]
    fn as_at(&self) -> Date {
        self.0.as_at()
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

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Ids<'py>> {
        let ids = self.0.decisions().map(|decision| decision.programme().to_owned());
        Ok(Ids(PyList::new(py, ids.collect::<Vec<_>>())?.try_iter()?))
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

/// An iterator over ids, which the stubs cannot know of a plain iterator.
struct Ids<'py>(Bound<'py, PyIterator>);

impl<'py> IntoPyObject<'py> for Ids<'py> {
    type Target = PyIterator;
    type Output = Bound<'py, PyIterator>;
    type Error = std::convert::Infallible;

    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: PyStaticExpr = PyStaticExpr::Subscript {
        value: &<PyIterator as pyo3::PyTypeInfo>::TYPE_HINT,
        slice: &<&str as IntoPyObject<'_>>::OUTPUT_TYPE,
    };

    fn into_pyobject(self, _: Python<'py>) -> Result<Self::Output, Self::Error> {
        Ok(self.0)
    }
}

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
pub(crate) struct Decision(doorstep::Decision);

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
    fn criteria(&self) -> Vec<Criterion> {
        self.0.criteria().into_iter().map(Criterion).collect()
    }

    /// The names of the facts not told that keep it undetermined; empty once it is decided.
    #[getter]
    fn missing(&self) -> Vec<String> {
        self.0.missing()
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

/// One criterion of a decision.
///
/// >>> criterion = decision.criteria[0]
/// >>> criterion.text, criterion.because
/// ('You are 25 or over', {'age': Decimal('24')})
#[pyclass(module = "doorstep", frozen)]
pub(crate) struct Criterion(CriterionResult);

#[pymethods]
impl Criterion {
    /// Its id.
    #[getter]
    fn id(&self) -> &str {
        &self.0.id
    }

    /// What it asks.
    #[getter]
    fn text(&self) -> &str {
        &self.0.text
    }

    /// The language that is in.
    #[getter]
    fn language(&self) -> &str {
        &self.0.language
    }

    /// `met`, `not_met` or `unknown`.
    #[getter]
    fn status(&self) -> &'static str {
        self.0.status.as_str()
    }

    /// The known facts it uses, with their values.
    #[getter]
    fn because<'py>(&self, py: Python<'py>) -> PyResult<Fields<'py>> {
        self.0.because.iter().map(|(name, value)| Ok((name.clone(), convert::python(py, value)?))).collect()
    }

    /// If it is unknown: the names of the facts not told that keep it so.
    #[getter]
    fn missing(&self) -> Vec<String> {
        self.0.missing.clone()
    }

    /// The same as a dictionary of plain values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Fields<'py>> {
        convert::to_dict(py, &self.0)
    }

    fn __repr__(&self) -> String {
        format!("Criterion(id='{}', status='{}')", self.0.id, self.0.status.as_str())
    }
}

/// Whether a person belongs to a group the programme is aimed at. It decides nothing.
///
/// >>> decision.target_groups
/// [TargetGroup(id='over_50', status='not_met')]
#[pyclass(module = "doorstep", frozen)]
pub(crate) struct TargetGroup(GroupResult);

#[pymethods]
impl TargetGroup {
    /// Its id.
    #[getter]
    fn id(&self) -> &str {
        &self.0.id
    }

    /// What it is called.
    #[getter]
    fn text(&self) -> &str {
        &self.0.text
    }

    /// The language that is in.
    #[getter]
    fn language(&self) -> &str {
        &self.0.language
    }

    /// `met` (the person belongs to it), `not_met` or `unknown`.
    #[getter]
    fn status(&self) -> &'static str {
        self.0.status.as_str()
    }

    /// The same as a dictionary of plain values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Fields<'py>> {
        convert::to_dict(py, &self.0)
    }

    fn __repr__(&self) -> String {
        format!("TargetGroup(id='{}', status='{}')", self.0.id, self.0.status.as_str())
    }
}

/// Words for people, in the language they are in.
///
/// >>> [words] = decision.advice
/// >>> words.language, str(words)
/// ('en', 'Ask your landlord for a letter')
#[pyclass(module = "doorstep", frozen, eq)]
#[derive(PartialEq)]
pub(crate) struct Words(doorstep::Words);

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

    fn __repr__(&self) -> String {
        format!("Words({:?}, language='{}')", self.0.text, self.0.language)
    }
}
