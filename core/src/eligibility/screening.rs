//! One person screened against every programme in force on a day.

use std::borrow::Cow;
use std::fmt;
use std::slice;
use std::sync::{Arc, OnceLock};

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::deciding::{Decided, Truths, decide, decide_asked};
use super::decision::Decision;
use super::nobody::Nobody;
use super::untold::Untold;
use crate::catalogue::{Catalogue, Epoch, InForce};
use crate::condition::{CriterionIndex, Records, Value};
use crate::document::{DEFAULT_LANGUAGE, Grade, Status};
use crate::events::{DECIDED, Event, Events};
use crate::facts::{Telling, Told, read, resolve};
use crate::problems::FactError;
use crate::value::{Date, Plain};

/// The decisions for one person, as at one day: one for each programme in force on it, by id.
///
/// The facts have been read; statuses and reasons are worked out when they are asked for.
#[derive(Clone)]
pub struct Screening(pub(super) Arc<Inner>);

#[derive(Clone)]
pub(super) struct Inner {
    pub(super) catalogue: Catalogue,
    pub(super) facts: Told,
    pub(super) events: Option<Events>,
    /// What the events tell by the day judged.
    pub(super) records: Option<Arc<Records>>,
    pub(super) as_at: Date,
    pub(super) language: Cow<'static, str>,
    /// The criteria that other conditions ask about.
    asked: Truths,
    /// All criteria, worked out when they are first asked for.
    truths: OnceLock<Truths>,
    /// Worked out when it is first asked for.
    untold: Arc<OnceLock<Untold>>,
    askable: Arc<OnceLock<Untold>>,
    nobody: OnceLock<Arc<Nobody>>,
}

impl Inner {
    pub(super) fn decided(&self) -> Decided<'_> {
        let decide = || decide(&self.catalogue, &self.facts.values, self.records.as_deref(), self.as_at);
        self.by(self.truths.get_or_init(decide))
    }

    /// The programmes in force.
    fn in_force(&self) -> &[InForce] {
        self.epoch().map_or(&[], |epoch| &epoch.in_force)
    }

    pub(super) fn epoch(&self) -> Option<&Epoch> {
        self.catalogue.rules().epoch(self.as_at)
    }

    /// What the rules say of somebody of whom nothing is told.
    pub(super) fn nobody(&self) -> &Nobody {
        self.nobody.get_or_init(|| Nobody::of(self))
    }

    /// Kleene's `and` over the criteria of a programme in force.
    pub(super) fn truth_of_all(&self, criteria: &[CriterionIndex]) -> Option<bool> {
        match self.truths.get() {
            Some(truths) => self.by(truths).all(criteria),
            None => self.by(&self.asked).all_now(&self.facts.values, criteria),
        }
    }

    fn by<'a>(&'a self, truths: &'a Truths) -> Decided<'a> {
        Decided { rules: self.catalogue.rules(), truths, records: self.records.as_deref(), as_at: self.as_at }
    }

    /// What has not been told, and what it would settle.
    pub(super) fn untold(&self) -> &Untold {
        self.untold.get_or_init(|| Untold::of(self))
    }

    /// What may still be told, and what it would settle: what was asked for in vain is not asked again.
    pub(super) fn askable(&self) -> &Untold {
        let in_vain =
            |(given, value): (&bool, &Value)| *given && (!value.is_settled() || matches!(value, Value::List(_)));
        if self.facts.given.iter().zip(&self.facts.values).any(in_vain) {
            self.askable.get_or_init(|| Untold::askable(self))
        } else {
            self.untold()
        }
    }

    /// The weakest evidence among the records; without records there is nothing to show.
    pub(super) fn least_evidence(&self) -> Grade {
        let evidence = &self.catalogue.lexicon().evidence;
        let grade = |event: &Arc<Event>| match &event.evidence {
            Some(shown) => evidence.get(&shown.r#type).copied().unwrap_or(Grade::SelfDeclared),
            None => Grade::SelfDeclared,
        };
        let events = self.events.iter().flat_map(|events| events.events());
        events.filter(|event| event.on.is_some_and(|on| on <= self.as_at)).map(grade).min().unwrap_or(Grade::Official)
    }

    /// The last event by which a worker decided a criterion of a programme.
    pub(super) fn overridden_by(&self, programme: &str, criterion: &str) -> Option<&str> {
        let mut events = self.events.iter().flat_map(|events| events.events());
        let decides = |event: &&Arc<Event>| {
            let is_named = match event.data.get("criteria") {
                Some(Plain::List(ids)) => ids.iter().any(|id| matches!(id, Plain::Text(id) if id == criterion)),
                _ => false,
            };
            is_named
                && event.kind.as_deref() == Some(DECIDED)
                && event.programme.as_deref() == Some(programme)
                && event.on.is_some_and(|on| on <= self.as_at)
        };
        events.rfind(decides).map(|event| event.id.as_str())
    }
}

/// Facts are not shown: a log must not tell a person's circumstances.
impl fmt::Debug for Screening {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let statuses = self.decisions().map(|decision| (decision.programme().to_owned(), decision.status()));
        formatter.debug_map().entries(statuses).finish()
    }
}

impl Catalogue {
    /// Screens one person: a decision for every programme in force on `as_at`. A programme that is not in force has
    /// none.
    ///
    /// A fact that is not in `facts` was not asked. A decision is advice on published rules; the provider decides.
    ///
    /// # Errors
    /// [`FactError`] with every fact that cannot be used: one the vocabulary does not have, a wrong type or code, a
    /// derived fact that differs from its sources.
    ///
    /// ```
    /// # use doorstep::{Catalogue, Plain};
    /// # let catalogue = Catalogue::parse([
    /// #     ("v.json", r#"{"vocabulary": "v", "facts": {
    /// #         "date_of_birth": {"type": "date"},
    /// #         "age": {"type": "number", "derive": "years between(date_of_birth, as_at)"}}}"#),
    /// #     ("example.json", r#"{"programme": "example", "name": "Example Works", "in_force": {},
    /// #         "eligibility": [{"id": "age", "text": "You are 25 or over", "when": "age >= 25"}]}"#),
    /// # ])?;
    /// let facts = Plain::from_json(r#"{"date_of_birth": "1997-04-01"}"#)?;
    /// let eve = doorstep::parse_date("2022-03-31").unwrap();
    /// let birthday = doorstep::parse_date("2022-04-01").unwrap();
    /// assert_eq!(catalogue.screen(&facts, eve)?.decision("example").unwrap().status().as_str(), "not_eligible");
    /// assert_eq!(catalogue.screen(&facts, birthday)?.decision("example").unwrap().status().as_str(), "eligible");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn screen(&self, facts: &Plain, as_at: Date) -> Result<Screening, FactError> {
        screen(self, read(self, facts)?, None, as_at)
    }

    /// Screens one person whose events are known too: their records, and the programmes they are or were on.
    ///
    /// Without events ([`screen`](Self::screen)) both are unknown; with them, what is not among them did not happen.
    ///
    /// # Errors
    /// [`FactError`], as for [`screen`](Self::screen).
    pub fn screen_with(&self, facts: &Plain, events: &Events, as_at: Date) -> Result<Screening, FactError> {
        screen(self, read(self, facts)?, Some(events), as_at)
    }
}

impl Telling<'_> {
    /// Screens the person of whom the facts were told, as [`Catalogue::screen`] does, or [`Catalogue::screen_with`] if
    /// events are given.
    ///
    /// # Errors
    /// [`FactError`], as there.
    pub fn screen(self, events: Option<&Events>, as_at: Date) -> Result<Screening, FactError> {
        screen(self.catalogue, self.finish()?, events, as_at)
    }
}

fn screen(catalogue: &Catalogue, told: Told, events: Option<&Events>, as_at: Date) -> Result<Screening, FactError> {
    let told = resolve(catalogue, told, as_at)?;
    let records = events.map(|events| Arc::new(events.by(catalogue, as_at)));
    let asked = decide_asked(catalogue, &told.values, records.as_deref(), as_at);
    Ok(Screening(Arc::new(Inner {
        catalogue: catalogue.clone(),
        facts: told,
        events: events.cloned(),
        records,
        as_at,
        language: Cow::Borrowed(DEFAULT_LANGUAGE),
        asked,
        truths: OnceLock::new(),
        untold: Arc::default(),
        askable: Arc::default(),
        nobody: OnceLock::new(),
    })))
}

impl Screening {
    /// The same decisions with their words in another language, where the documents have them.
    #[must_use]
    pub fn in_language(&self, language: &str) -> Self {
        if self.0.language == language {
            return self.clone();
        }
        let mut inner = (*self.0).clone();
        inner.language = Cow::Owned(language.to_owned());
        Self(Arc::new(inner))
    }

    /// The day judged.
    #[must_use]
    pub fn as_at(&self) -> Date {
        self.0.as_at
    }

    /// The person's events, if they were given.
    #[must_use]
    pub fn events(&self) -> Option<&Events> {
        self.0.events.as_ref()
    }

    /// The decisions, by programme id.
    pub fn decisions(&self) -> impl Iterator<Item = Decision> + '_ {
        self.0.in_force().iter().map(|of| Decision::new(&self.0, of))
    }

    /// The status of each programme in force alone, by its id: the fastest way to decide.
    #[must_use]
    pub fn statuses(&self) -> Statuses<'_> {
        Statuses { inner: &self.0, left: self.0.in_force().iter() }
    }

    /// The decision for one programme; `None` if it is not in force on the day.
    #[must_use]
    pub fn decision(&self, programme: &str) -> Option<Decision> {
        let rules = self.0.catalogue.rules();
        let of = rules.epoch(self.0.as_at)?.programme(rules.programmes.get_index_of(programme)?)?;
        Some(Decision::new(&self.0, of))
    }
}

/// The status of each programme in force, by its id. Each is decided when it is come to, and not if it is skipped.
#[derive(Clone)]
pub struct Statuses<'a> {
    inner: &'a Inner,
    left: slice::Iter<'a, InForce>,
}

impl<'a> Statuses<'a> {
    fn decide(&self, of: &InForce) -> Option<(&'a str, Status)> {
        let (id, _) = self.inner.catalogue.rules().programmes.get_index(of.programme)?;
        Some((id, Status::of(self.inner.truth_of_all(&of.criteria))))
    }
}

impl<'a> Iterator for Statuses<'a> {
    type Item = (&'a str, Status);

    fn next(&mut self) -> Option<Self::Item> {
        let of = self.left.next()?;
        self.decide(of)
    }

    fn nth(&mut self, skipped: usize) -> Option<Self::Item> {
        let of = self.left.nth(skipped)?;
        self.decide(of)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.left.size_hint()
    }
}

impl ExactSizeIterator for Statuses<'_> {}

impl fmt::Debug for Statuses<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_map().entries(self.clone()).finish()
    }
}

/// `{as_at, catalogue, library, decisions: {programme: …}}`.
impl Serialize for Screening {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let decisions: indexmap::IndexMap<String, Decision> =
            self.decisions().map(|decision| (decision.programme().to_owned(), decision)).collect();
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("as_at", &self.0.as_at)?;
        map.serialize_entry("catalogue", self.0.catalogue.fingerprint())?;
        map.serialize_entry("library", crate::VERSION)?;
        map.serialize_entry("decisions", &decisions)?;
        map.end()
    }
}
