//! Amounts of money, in pounds.

use std::fmt;

use serde::{Serialize, Serializer};

use super::Number;

/// An amount in pounds, exact. Money compares with money; times or divided by a [`Number`] it is money again.
///
/// ```
/// use doorstep::{Money, Number};
/// let grant = Money("150.50".parse::<Number>()?);
/// assert_eq!(grant.to_string(), "150.5");
/// # Ok::<(), doorstep::NumberError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(pub Number);

impl fmt::Display for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, formatter)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Money {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Money".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "number", "description": "An amount in pounds."})
    }
}
