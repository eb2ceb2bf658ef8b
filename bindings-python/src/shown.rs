//! What the core gives as named parts, as classes whose attributes have the same names.

use doorstep::{
    Date, FactType, Grade, ParameterType, Plain, Protected, ReferralStatus, Sensitivity, Status, Text, Value,
};
use indexmap::IndexMap;
#[cfg(feature = "stubs")]
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;

use crate::convert::{self, Fields};

/// A part of a result as Python is given it.
pub(crate) trait Shown<'py, T> {
    fn shown(&self, py: Python<'py>) -> PyResult<T>;
}

/// A class for something of the core: an attribute for each field, under the field's name, and `to_dict`.
///
/// The repr shows the attributes that are named after `as`. None of them may hold what was told about a person. A
/// `printed` class has a text of its own, and a `compared` one is equal to another that says the same, too. What else a
/// class has stands after `and`. A `hashed` class says itself what makes two of it equal.
macro_rules! shown {
    ($(#[$doc:meta])* class $name:ident($core:ty) as $($rest:tt)*) => {
        $(#[$doc])*
        #[pyclass(module = "doorstep", frozen)]
        pub(crate) struct $name(pub(crate) $core);
        $crate::shown::shown!(@members $name($core) $($rest)*);
    };
    ($(#[$doc:meta])* printed class $name:ident($core:ty) as $($rest:tt)*) => {
        $(#[$doc])*
        #[pyclass(module = "doorstep", frozen, str = "{0}")]
        pub(crate) struct $name(pub(crate) $core);
        $crate::shown::shown!(@members $name($core) $($rest)*);
    };
    ($(#[$doc:meta])* compared class $name:ident($core:ty) as $($rest:tt)*) => {
        $(#[$doc])*
        #[pyclass(module = "doorstep", frozen, eq, hash, str = "{0}")]
        #[derive(PartialEq)]
        pub(crate) struct $name(pub(crate) $core);
        $crate::shown::shown!(@members $name($core) $($rest)*);
    };
    ($(#[$doc:meta])* hashed class $name:ident($core:ty) as $($rest:tt)*) => {
        $(#[$doc])*
        #[pyclass(module = "doorstep", frozen, eq, hash)]
        pub(crate) struct $name(pub(crate) $core);
        $crate::shown::shown!(@members $name($core) $($rest)*);
    };
    (@members $name:ident($core:ty) $($key:literal),+ {
        $($(#[$doc:meta])* $field:ident: $type:ty,)*
    } $(and { $($more:tt)* })?) => {
        #[pymethods]
        impl $name {
            $(
                $(#[$doc])*
                #[getter]
                fn $field<'py>(&self, py: Python<'py>) -> PyResult<$type> {
                    $crate::shown::Shown::shown(&self.0.$field, py)
                }
            )*

            $($($more)*)?

            /// The same as a dictionary of plain values.
            fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<$crate::convert::Fields<'py>> {
                $crate::convert::to_dict(py, &self.0)
            }

            fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
                $crate::shown::repr(slf, &[$($key),+])
            }
        }

        impl<'py> $crate::shown::Shown<'py, $name> for $core {
            fn shown(&self, _: Python<'py>) -> PyResult<$name> {
                Ok($name(self.clone()))
            }
        }
    };
}
pub(crate) use shown;

/// `Name(attribute=value, …)`.
pub(crate) fn repr(shown: &Bound<'_, PyAny>, attributes: &[&str]) -> PyResult<String> {
    let part = |name: &&str| Ok(format!("{name}={}", shown.getattr(*name)?.repr()?.to_cow()?));
    let parts = attributes.iter().map(part).collect::<PyResult<Vec<_>>>()?;
    Ok(format!("{}({})", shown.get_type().name()?.to_cow()?, parts.join(", ")))
}

/// What Python has too.
macro_rules! the_same {
    ($($type:ty),*) => {
        $(impl<'py> Shown<'py, $type> for $type {
            fn shown(&self, _: Python<'py>) -> PyResult<$type> {
                Ok(self.clone())
            }
        })*
    };
}
the_same!(bool, f64, i64, u32, u64, usize, String, &'static str, Date);

/// Words of a fixed set, as the documents have them.
macro_rules! words {
    ($($type:ty),*) => {
        $(impl<'py> Shown<'py, &'static str> for $type {
            fn shown(&self, _: Python<'py>) -> PyResult<&'static str> {
                Ok(self.as_str())
            }
        })*
    };
}
words!(
    doorstep::ActionStatus,
    doorstep::Availability,
    doorstep::CaseloadReason,
    doorstep::CellPart,
    doorstep::CellState,
    doorstep::ClaimFault,
    doorstep::Code,
    doorstep::Consistency,
    doorstep::CriterionStatus,
    doorstep::ExcludedBy,
    doorstep::Fit,
    doorstep::OutcomeState,
    doorstep::ReleasedPart,
    doorstep::Severity,
    doorstep::StageName,
    FactType,
    Grade,
    ParameterType,
    Protected,
    ReferralStatus,
    Sensitivity,
    Status
);

/// Python's own decimal, which the stubs cannot know of a plain value.
pub(crate) struct Decimal<'py>(Bound<'py, PyAny>);

impl<'py> Shown<'py, Decimal<'py>> for doorstep::Number {
    fn shown(&self, py: Python<'py>) -> PyResult<Decimal<'py>> {
        convert::python(py, &Value::Number(*self)).map(Decimal)
    }
}

impl<'py> IntoPyObject<'py> for Decimal<'py> {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = std::convert::Infallible;

    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: PyStaticExpr =
        PyStaticExpr::Attribute { value: &PyStaticExpr::Name { id: "decimal" }, attr: "Decimal" };

    fn into_pyobject(self, _: Python<'py>) -> Result<Self::Output, Self::Error> {
        Ok(self.0)
    }
}

/// Canonical FEEL text.
impl<'py> Shown<'py, String> for doorstep::Duration {
    fn shown(&self, _: Python<'py>) -> PyResult<String> {
        Ok(self.to_string())
    }
}

impl<'py> Shown<'py, Bound<'py, PyAny>> for Value {
    fn shown(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        convert::python(py, self)
    }
}

impl<'py> Shown<'py, Bound<'py, PyAny>> for Plain {
    fn shown(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        convert::from_plain(py, self)
    }
}

/// A JSON object.
impl<'py> Shown<'py, Fields<'py>> for serde_json::Value {
    fn shown(&self, py: Python<'py>) -> PyResult<Fields<'py>> {
        convert::to_dict(py, self)
    }
}

impl<'py> Shown<'py, crate::parts::Words> for Text {
    fn shown(&self, py: Python<'py>) -> PyResult<crate::parts::Words> {
        self.in_language(doorstep::DEFAULT_LANGUAGE).shown(py)
    }
}

impl<'py, A: Shown<'py, B>, B> Shown<'py, Option<B>> for Option<A> {
    fn shown(&self, py: Python<'py>) -> PyResult<Option<B>> {
        self.as_ref().map(|value| value.shown(py)).transpose()
    }
}

impl<'py, A: Shown<'py, B>, B> Shown<'py, Vec<B>> for Vec<A> {
    fn shown(&self, py: Python<'py>) -> PyResult<Vec<B>> {
        self.iter().map(|value| value.shown(py)).collect()
    }
}

impl<'py, A: Shown<'py, B>, B, const N: usize> Shown<'py, Vec<B>> for [A; N] {
    fn shown(&self, py: Python<'py>) -> PyResult<Vec<B>> {
        self.iter().map(|value| value.shown(py)).collect()
    }
}

impl<'py, A: Shown<'py, B>, B> Shown<'py, IndexMap<String, B>> for IndexMap<String, A> {
    fn shown(&self, py: Python<'py>) -> PyResult<IndexMap<String, B>> {
        self.iter().map(|(name, value)| Ok((name.clone(), value.shown(py)?))).collect()
    }
}
