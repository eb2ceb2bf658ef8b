//! Facts that are told one by one.

use super::read::{Reader, Told};
use crate::catalogue::Catalogue;
use crate::problems::FactError;
#[cfg(any(feature = "returns", all(feature = "columns", feature = "case-files")))]
use crate::problems::FactProblem;
use crate::value::{Plain, PlainRef};

/// A person's facts, told one by one from wherever their caller holds them.
///
/// [`Catalogue::screen`] takes them all at once; this is for callers who would have to copy them first.
///
/// ```
/// # use doorstep::{Catalogue, PlainRef};
/// # let catalogue = Catalogue::parse([
/// #     ("v.json", r#"{"vocabulary": "v", "facts": {"age": {"type": "number"}}}"#),
/// #     ("example.json", r#"{"programme": "example", "name": "Example Works", "in_force": {},
/// #         "eligibility": [{"id": "age", "text": "You are 25 or over", "when": "age >= 25"}]}"#),
/// # ])?;
/// let mut telling = catalogue.telling();
/// telling.tell("age", PlainRef::Whole(30));
/// let screening = telling.screen(None, doorstep::parse_date("2022-06-01").unwrap())?;
/// let statuses: Vec<_> = screening.statuses().map(|(programme, status)| (programme, status.as_str())).collect();
/// assert_eq!(statuses, [("example", "eligible")]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Telling<'a> {
    pub(crate) catalogue: &'a Catalogue,
    reader: Reader<'a>,
    told: Told,
}

impl Catalogue {
    /// Begins to be told a person's facts.
    #[must_use]
    pub fn telling(&self) -> Telling<'_> {
        Telling { catalogue: self, reader: Reader::new(self), told: Told::nothing(self) }
    }
}

impl Telling<'_> {
    /// Tells a fact. What cannot be used is reported when the person is screened, with everything else that cannot.
    pub fn tell(&mut self, fact: &str, value: PlainRef<'_>) {
        self.reader.entry(&mut self.told, fact, value);
    }

    /// Tells all facts of a mapping; anything else is reported.
    pub fn tell_all(&mut self, facts: PlainRef<'_>) {
        match facts {
            PlainRef::Map(entries) => entries.iter().for_each(|(name, given)| self.tell(name, given.into())),
            other => self.reader.no_mapping(other),
        }
    }

    /// What was told, if all of it can be used.
    pub(crate) fn finish(self) -> Result<Told, FactError> {
        self.reader.finish(self.told)
    }
}

/// Reads facts given as names and plain values.
pub(crate) fn read(catalogue: &Catalogue, facts: &Plain) -> Result<Told, FactError> {
    let mut telling = catalogue.telling();
    telling.tell_all(facts.into());
    telling.finish()
}

/// What can be used of what is told of somebody, and what is wrong with the rest: it counts as not told.
#[cfg(any(feature = "returns", all(feature = "columns", feature = "case-files")))]
pub(crate) fn usable(catalogue: &Catalogue, told: Plain) -> (Plain, Vec<FactProblem>) {
    let (Plain::Map(mut told), mut unusable) = (told, Vec::new()) else { return (Plain::Map(Vec::new()), Vec::new()) };
    loop {
        let given = Plain::Map(told);
        let Err(error) = read(catalogue, &given) else { return (given, unusable) };
        let Plain::Map(mut rest) = given else { return (Plain::Map(Vec::new()), unusable) };
        let before = rest.len();
        rest.retain(|(name, _)| !error.problems.iter().any(|problem| problem.fact == *name));
        unusable.extend(error.problems);
        if rest.len() == before {
            return (Plain::Map(Vec::new()), unusable);
        }
        told = rest;
    }
}
