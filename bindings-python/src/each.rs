//! Iterators over what a result holds.

use std::marker::PhantomData;

#[cfg(feature = "stubs")]
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::types::{PyIterator, PyList};

/// An iterator over things of one type, which the stubs cannot know of a plain iterator.
pub(crate) struct Each<'py, T>(Bound<'py, PyIterator>, PhantomData<T>);

impl<'py, T: IntoPyObject<'py>> Each<'py, T> {
    pub(crate) fn of(py: Python<'py>, things: Vec<T>) -> PyResult<Self> {
        Ok(Self(PyList::new(py, things)?.try_iter()?, PhantomData))
    }
}

impl<'py, T: IntoPyObject<'py>> IntoPyObject<'py> for Each<'py, T> {
    type Target = PyIterator;
    type Output = Bound<'py, PyIterator>;
    type Error = std::convert::Infallible;

    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: PyStaticExpr = PyStaticExpr::Subscript {
        value: &<PyIterator as pyo3::PyTypeInfo>::TYPE_HINT,
        slice: &<T as IntoPyObject<'py>>::OUTPUT_TYPE,
    };

    fn into_pyobject(self, _: Python<'py>) -> Result<Self::Output, Self::Error> {
        Ok(self.0)
    }
}
