//! What an event of a kind that every catalogue has tells, by its types.

use std::collections::BTreeMap;

use crate::events::{Event, Shape};
use crate::value::{Duration, Number, Plain};

macro_rules! told {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)*
        }

        impl $name {
            /// The word that events use.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            fn of(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

told! {
    /// What a worker decided about a person and a programme.
    Verdict {
        /// The person may join.
        Accepted = "accepted",
        /// The person waits for a place.
        Waiting = "waiting",
        /// The person may not join.
        Declined = "declined",
        /// The person was pointed to something else.
        Signposted = "signposted",
    }
}

told! {
    /// What came of following somebody up.
    FollowUp {
        /// They were reached.
        Reached = "reached",
        /// They were not.
        NotReached = "not_reached",
        /// They were, and did not want to say.
        Refused = "refused",
    }
}

told! {
    /// What happened to an action of a plan.
    ActionStep {
        /// It was put into the plan.
        Added = "action_added",
        /// It was begun.
        Started = "action_started",
        /// It was done.
        Done = "action_done",
        /// It was taken out.
        Dropped = "action_dropped",
    }
}

/// What an event tells, by the types of its kind.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Detail<'e> {
    /// `decided`: what a worker decided.
    Decided {
        /// The decision.
        decision: Verdict,
        /// The criteria it overrides.
        criteria: Vec<&'e str>,
        /// Why.
        reason: Option<&'e str>,
        /// On whose authority.
        authority: Option<&'e str>,
    },
    /// `referred`: how, and by whom.
    Referred {
        /// The way the person came.
        route: Option<&'e str>,
        /// Who referred.
        by: Option<&'e str>,
    },
    /// `ended`: why.
    Ended {
        /// The reason.
        because: Option<&'e str>,
    },
    /// `assigned`: who works with the person from then on.
    Assigned {
        /// The worker.
        worker: &'e str,
        /// As what.
        role: Option<&'e str>,
    },
    /// `goal_set` or `goal_reached`.
    Goal {
        /// The goal's id.
        goal: &'e str,
        /// The goal in words.
        text: Option<&'e str>,
        /// Whether it was reached; else it was set.
        reached: bool,
    },
    /// `action_added`, `action_started`, `action_done` or `action_dropped`.
    Action {
        /// What happened to it.
        step: ActionStep,
        /// The action's id.
        action: &'e str,
        /// Why.
        reason: Option<&'e str>,
        /// The action in words.
        text: Option<&'e str>,
        /// Of one that is added: the actions that come before it, where that is told.
        after: Option<Vec<&'e str>>,
        /// Of one that is added: how long after it is ready it is due.
        due: Option<Duration>,
        /// Of one that is added: who does it.
        owner: Option<&'e str>,
    },
    /// `followed_up`: what came of it.
    FollowedUp {
        /// The result.
        result: FollowUp,
        /// The event that it confirms.
        confirms: Option<&'e str>,
    },
    /// `consent`: given or withdrawn.
    Consent {
        /// For what.
        purpose: &'e str,
        /// To whom.
        recipient: Option<&'e str>,
        /// Whether it was given; else it was withdrawn.
        given: bool,
    },
    /// `same_person`: another id of the person.
    SamePerson {
        /// The other id.
        person: &'e str,
    },
    /// `claimed`: an outcome was claimed from a fund.
    Claimed {
        /// The outcome.
        outcome: &'e str,
        /// The fund.
        funding: Option<&'e str>,
        /// How much.
        amount: Option<Number>,
    },
    /// `paid`: a claim was paid.
    Paid {
        /// The outcome.
        outcome: &'e str,
        /// The fund.
        funding: Option<&'e str>,
        /// How much.
        amount: Option<Number>,
    },
    /// `told`: facts, as they were given.
    Told(&'e BTreeMap<String, Plain>),
    /// A score on one of the vocabulary's scales.
    Score {
        /// The raw score, where it is given.
        score: Option<Number>,
        /// The answer to each item, where those are given; `None` for one that was not answered.
        items: Option<Vec<Option<Number>>>,
    },
    /// Of a kind that tells nothing more that is typed here: a record, a contact, a review, a kind that there is not.
    Other,
}

impl Event {
    /// What it tells, by the types of its kind; `None` if that is not what its kind needs, and the event counts for
    /// nothing.
    #[must_use]
    pub fn detail(&self) -> Option<Detail<'_>> {
        if !self.is_sound() {
            return None;
        }
        let kind = self.kind.as_deref().unwrap_or_default();
        Some(match (self.shape(), kind) {
            (Shape::Record | Shape::Unknown, _) => Detail::Other,
            (Shape::Scale, _) => Detail::Score { score: self.number("score"), items: self.items() },
            (Shape::Fixed, "decided") => Detail::Decided {
                decision: Verdict::of(self.id_told("decision")?)?,
                criteria: self.ids("criteria"),
                reason: self.id_told("reason"),
                authority: self.id_told("authority"),
            },
            (Shape::Fixed, "referred") => Detail::Referred { route: self.id_told("route"), by: self.id_told("by") },
            (Shape::Fixed, "ended") => Detail::Ended { because: self.id_told("because") },
            (Shape::Fixed, "assigned") => {
                Detail::Assigned { worker: self.id_told("worker")?, role: self.id_told("role") }
            }
            (Shape::Fixed, "goal_set" | "goal_reached") => {
                let reached = kind == "goal_reached";
                Detail::Goal { goal: self.id_told("goal")?, text: self.id_told("text"), reached }
            }
            (Shape::Fixed, "followed_up") => Detail::FollowedUp {
                result: FollowUp::of(self.id_told("result")?)?,
                confirms: self.id_told("confirms"),
            },
            (Shape::Fixed, "consent") => Detail::Consent {
                purpose: self.id_told("purpose")?,
                recipient: self.id_told("recipient"),
                given: matches!(self.data.get("given"), Some(Plain::Boolean(true))),
            },
            (Shape::Fixed, "same_person") => Detail::SamePerson { person: self.id_told("person")? },
            (Shape::Fixed, "claimed") => {
                let (funding, amount) = (self.id_told("funding"), self.number("amount"));
                Detail::Claimed { outcome: self.id_told("outcome")?, funding, amount }
            }
            (Shape::Fixed, "paid") => {
                let (funding, amount) = (self.id_told("funding"), self.number("amount"));
                Detail::Paid { outcome: self.id_told("outcome")?, funding, amount }
            }
            (Shape::Fixed, "told") => Detail::Told(&self.data),
            (Shape::Fixed, kind) => match ActionStep::of(kind) {
                Some(step) => {
                    let is_added = step == ActionStep::Added;
                    let added = |key: &str| self.data.get(key).filter(|_| is_added);
                    Detail::Action {
                        step,
                        action: self.id_told("action")?,
                        reason: self.id_told("reason"),
                        text: self.id_told("text"),
                        after: added("after").map(|_| self.ids("after")),
                        due: added("due").and_then(Plain::as_id).and_then(|due| due.parse().ok()),
                        owner: added("owner").and_then(Plain::as_id),
                    }
                }
                None => Detail::Other,
            },
        })
    }

    fn id_told(&self, key: &str) -> Option<&str> {
        self.data.get(key).and_then(Plain::as_id)
    }

    fn ids(&self, key: &str) -> Vec<&str> {
        match self.data.get(key) {
            Some(Plain::List(ids)) => ids.iter().filter_map(Plain::as_id).collect(),
            _ => Vec::new(),
        }
    }

    fn number(&self, key: &str) -> Option<Number> {
        self.data.get(key).and_then(Plain::as_number)
    }

    fn items(&self) -> Option<Vec<Option<Number>>> {
        match self.data.get("items")? {
            Plain::List(items) => Some(items.iter().map(Plain::as_number).collect()),
            _ => None,
        }
    }
}
