//! What to do next, in plain words.

use serde::Serialize;

use super::availability::Availability;
use super::screening::Inner;
use super::words;
use crate::catalogue::Version;
use crate::condition::ProgrammeIndex;
use crate::document::{DEFAULT_LANGUAGE, Status};

/// What to do next.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct NextStep {
    /// In words. They are English; the contact is in its own language.
    pub text: String,
    /// The language of the words.
    pub language: String,
    /// The programme to go to: this one, or a service open to all; `None` if there is none.
    pub programme: Option<String>,
    /// The way in: the first of the programme's routes.
    pub route: Option<String>,
    /// How to get in touch, where the document says.
    pub contact: Option<String>,
}

/// The next step for a person of a status with a programme; `is_asked` if there is a question that can settle it.
pub(super) fn next_step(
    inner: &Inner,
    programme: ProgrammeIndex,
    status: Status,
    is_asked: impl FnOnce() -> bool,
) -> NextStep {
    let rules = inner.catalogue.rules();
    let step = |programme: Option<(ProgrammeIndex, &Version)>, text: String| {
        let referrals = programme.and_then(|(_, version)| version.document.referrals.as_ref());
        let id = programme.and_then(|(index, _)| rules.programmes.get_index(index)).map(|(id, _)| id.clone());
        let contact = referrals.and_then(|referrals| referrals.contact.as_ref());
        NextStep {
            text,
            language: DEFAULT_LANGUAGE.to_owned(),
            programme: id,
            route: referrals.and_then(|referrals| referrals.routes.first()).map(|route| route.as_str().to_owned()),
            contact: contact.map(|contact| contact.in_language(&inner.language).text),
        }
    };
    let own = rules.in_force(programme, inner.as_at).map(|version| (programme, version));
    match (status, own) {
        (Status::NotEligible, _) | (_, None) => match open_to_all(inner, programme) {
            Some((index, version)) => {
                let name = version.document.name.in_language(&inner.language).text;
                step(Some((index, version)), words::OPEN_TO_ALL.replace("{name}", &name))
            }
            None => step(None, words::ASK_AROUND.to_owned()),
        },
        (status, Some((index, version))) => {
            let availability = Availability::of(&version.document, inner.as_at);
            let routes = version.document.referrals.iter().flat_map(|referrals| &referrals.routes);
            let text = match status {
                // Of a programme that takes nobody now nothing is asked.
                Status::Undetermined if availability.takes_people() => {
                    if is_asked() { words::ANSWER } else { words::ASK_THEM }.to_owned()
                }
                _ => words::way_in(availability, routes.map(|route| route.as_str()).next()),
            };
            step(Some((index, version)), text)
        }
    }
}

/// The first programme by id that is open to everyone on the day: its document says so by a list of no rules. One whose
/// rules, or the places it serves, are not told has a criterion that is unknown.
fn open_to_all(inner: &Inner, except: ProgrammeIndex) -> Option<(ProgrammeIndex, &Version)> {
    let rules = inner.catalogue.rules();
    let others = (0..rules.programmes.len()).filter(|programme| *programme != except);
    let in_force = others.filter_map(|programme| Some((programme, rules.in_force(programme, inner.as_at)?)));
    let is_open = |version: &Version| {
        let for_all = version.document.eligibility.as_ref().is_some_and(Vec::is_empty);
        for_all && Availability::of(&version.document, inner.as_at) == Availability::Open
    };
    in_force.into_iter().find(|(_, version)| is_open(version))
}
