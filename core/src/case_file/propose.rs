//! What is proposed is checked before it is kept.

use super::{CaseFile, erasure};
use crate::diagnostic::Code;
use crate::events::{EventError, EventProblem, Override, read_one};
use crate::value::Plain;

impl CaseFile {
    /// The file with one more event, if nothing speaks against it. What a [`merge`](Self::merge) would keep and list is
    /// refused here, where somebody can still put it right.
    ///
    /// What only the plan, the journey or the calendar speaks against may be overridden, with a reason; the event then
    /// carries the override. An event that the file has already is no other event, and changes nothing.
    ///
    /// # Errors
    /// [`EventError`] with every reason: the event cannot be read, repeats an id with other content, is of somebody who
    /// was erased or of another person, amends or voids what is not there, ends before it starts, ends what did not
    /// start or starts what has not ended, makes another event impossible, tells what its kind does not have, is dated
    /// before the person's birth or after its own `recorded_at` by more than a day, or is one that the plan or the
    /// journey does not allow.
    ///
    /// ```
    /// # use doorstep::{CaseFile, Catalogue, Override, Plain};
    /// let catalogue = Catalogue::parse([("p.json", r#"{"programme": "p", "name": "P", "in_force": {},
    ///     "plan": {"actions": [{"id": "agreement", "text": "Sign"}, {"id": "cv", "text": "CV", "after": ["agreement"]}]}}"#)])?;
    /// let file = CaseFile::new(&catalogue, &Plain::from_json("[]")?)?;
    /// let done = Plain::from_json(r#"{"id": "a", "person": 7, "kind": "action_done", "programme": "p",
    ///     "on": "2022-05-01", "data": {"action": "cv"}}"#)?;
    /// let error = file.propose(&done, None).unwrap_err();
    /// assert_eq!(error.problems[0].code.as_str(), "D659");
    ///
    /// let brought = Override::new("Brought one along").by("worker-3");
    /// let file = file.propose(&done, Some(&brought))?;
    /// assert_eq!(file.events()[0].overridden, Some(brought));
    /// assert!(file.problems().is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn propose(&self, event: &Plain, overriding: Option<&Override>) -> Result<Self, EventError> {
        let event = match (event, overriding) {
            (Plain::Map(entries), Some(overriding)) => &with_override(entries, overriding),
            _ => event,
        };
        let event = read_one(self.catalogue(), event)?;
        let refuse = |code, message: String, help: &str| {
            Err(EventError { problems: vec![EventProblem::new(&event.id, code, message, help)] })
        };
        if erasure::erased(self.tombstones()).contains(event.person.as_str()) {
            let message = format!("the event `{}` is of a person who was erased", event.id);
            return refuse(Code::PersonErased, message, "an erasure is final; somebody who comes back has a new id");
        }
        let mut same = self.events().iter().filter(|other| other.id == event.id).peekable();
        if same.peek().is_some() {
            if same.any(|other| other.canonical() == event.canonical()) {
                return Ok(self.clone());
            }
            let message = format!("the id `{}` is another event's already", event.id);
            return refuse(Code::EventTwoContents, message, "give it an id of its own; to change an event, amend it");
        }
        let (id, overridden) = (event.id.clone(), event.overridden.is_some());
        let mut told = self.told();
        told.events.push(event);
        let after = Self::of(self.catalogue(), told);
        let new = after.problems().iter().filter(|problem| self.problems().binary_search(problem).is_err());
        let refused = new.filter(|problem| match problem.code {
            // A kind, a version or a programme may be newer than the catalogue, what is confirmed may be on another
            // device, and what somebody answered is told however little it was.
            Code::EventUnknownKind
            | Code::EventOutsideVersions
            | Code::EventConfirmsNothing
            | Code::EventElsewhere
            | Code::EventNotScored => false,
            Code::EventImpossible | Code::EventTooMany | Code::EventToldTwice => true,
            Code::EventNotAllowed if problem.event != id => !overridden,
            _ => problem.event == id,
        });
        let problems: Vec<EventProblem> = refused.cloned().map(said_when_refused).collect();
        if problems.is_empty() { Ok(after) } else { Err(EventError { problems }) }
    }
}

/// Says what to do about an event that is refused.
fn said_when_refused(mut problem: EventProblem) -> EventProblem {
    let may_be_overridden = matches!(
        problem.code,
        Code::EventNotAllowed | Code::EventInAdvance | Code::EventBeforeBirth | Code::EventConfirmedOutside
    );
    if may_be_overridden {
        problem.help.push_str("; to record it all the same, override with a reason");
    }
    problem
}

fn with_override(entries: &[(String, Plain)], overriding: &Override) -> Plain {
    let given = [
        ("reason", Some(&overriding.reason)),
        ("by", overriding.by.as_ref()),
        ("authority", overriding.authority.as_ref()),
    ];
    let parts = given.into_iter().filter_map(|(key, value)| Some((key.to_owned(), Plain::Text(value?.clone()))));
    let mut entries: Vec<(String, Plain)> = entries.iter().filter(|(key, _)| key != "override").cloned().collect();
    entries.push(("override".to_owned(), Plain::Map(parts.collect())));
    Plain::Map(entries)
}
