//! What cannot be used.

use std::hash::{Hash, Hasher};

use pyo3::prelude::*;

use crate::shown::shown;

shown! {
    /// Something that cannot be used, and why. It never says what was told, and its repr never whose it is.
    ///
    /// >>> told = [{"person_id": 7, "tenure": "rented"}]
    /// >>> [rejection] = council.compute("yearly", told, happened, "2022-03-31").rejected
    /// >>> rejection
    /// Rejection(code='D503', event='')
    /// >>> rejection.person, rejection.message
    /// ('7', '`tenure` is given a code that it does not have')
    hashed class Rejection(doorstep::Rejection) as "code", "event" {
        /// The person's id; empty where it is not known.
        person: String,
        /// The event's id; empty of what is told beside events.
        event: String,
        /// The stable code.
        code: String,
        /// What is wrong.
        message: String,
        /// What to do about it.
        help: String,
    }
}

impl PartialEq for Rejection {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Hash for Rejection {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        (&self.0.code, &self.0.person, &self.0.event).hash(hasher);
    }
}
