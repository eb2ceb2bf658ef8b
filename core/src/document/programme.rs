//! Programmes: one document is one version of one programme.

use super::decode::{Decode, Decoder, Fields, shape, words};
use super::formula::Formula;
use super::outcome::Outcome;
use super::plan::{Active, Plan, Stage, default_journey};
use super::words::{Grade, Id, Period, Sensitivity, Text, check_share};
use crate::tree::{Kind, Node};
use crate::value::{Date, Number, Plain};

shape! {
    /// One version of one programme.
    "a programme" Programme {
        /// The format's version.
        doorstep: u32 = 1,
        /// The programme's id, the same in all its versions.
        programme: Id,
        /// What it is called.
        name: Text,
        /// What the person sees; several programmes may share one.
        brand: Option<Id>,
        /// A name for papers that travel, where the real one would disclose.
        neutral_name: Option<Text>,
        /// What the programme's very name discloses.
        reveals: Option<Sensitivity>,
        /// Who runs it.
        provider: Option<Text>,
        /// Who pays for it.
        funding: Vec<Funding> = vec![],
        /// The days on which these rules hold, both inclusive.
        in_force: Period,
        /// How and when people can be referred; without it the programme is always open.
        referrals: Option<Referrals>,
        /// What must hold, all of it. `[]` is everyone.
        eligibility: Option<Vec<Criterion>>,
        /// What is asked again while a person is enrolled; a failure asks for a review.
        continuing: Vec<Criterion> = vec![],
        /// Whom it is aimed at. They decide nothing.
        target_groups: Vec<TargetGroup> = vec![],
        /// What to say to some people. It decides nothing.
        advice: Vec<Advice> = vec![],
        /// The stages of an enrolment, in order.
        journey: Vec<Stage> = default_journey(),
        /// What keeps an enrolment active.
        active: Option<Active>,
        /// The action plan's template.
        plan: Option<Plan>,
        /// What it achieves.
        outcomes: Vec<Outcome> = vec![],
        /// Tests that travel with the document.
        examples: Vec<Example> = vec![],
        /// The words the programme rests on.
        source: Option<Text>,
        /// What an author wants readers to know.
        note: Option<Text>,
    }
}

shape! {
    /// A fund that pays for a programme, or for a share of it.
    "a funding" Funding {
        /// Its id.
        id: Id,
        /// Who gives it.
        funder: Id,
        /// The share it pays, from 0 to 1.
        share: Option<Number>,
        /// Its first day.
        from: Option<Date>,
        /// Its last day.
        to: Option<Date>,
        /// The funding that it matches.
        matches: Option<Id>,
        /// Where this is said.
        source: Option<Text>,
        /// What an author wants readers to know.
        note: Option<Text>,
    } check Funding::check
}

impl Funding {
    fn check(&self, node: &Node, decoder: &mut Decoder<'_>) {
        check_share(self.share, node, decoder);
    }
}

words! {
    /// Whether a programme that takes referrals has room, as far as its provider says.
    ReferralStatus {
        /// No places are left.
        Full = "full",
        /// There is a waiting list.
        Waiting = "waiting",
        /// The sources do not say whether it takes referrals.
        Unknown = "unknown",
    }
}

shape! {
    /// How and when people can be referred.
    "referrals" Referrals {
        /// The periods it takes referrals in; absent is always, `[]` is never.
        open: Option<Vec<Period>>,
        /// What its provider says of its places.
        status: Option<ReferralStatus>,
        /// Who may refer: `self`, `key_worker`, `jobcentre`…
        routes: Vec<Id> = vec![],
        /// How many places there are.
        capacity: Option<u32>,
        /// How to get in touch.
        contact: Option<Text>,
        /// Where this is said.
        source: Option<Text>,
        /// What an author wants readers to know.
        note: Option<Text>,
    }
}

shape! {
    /// A condition with an id and plain words.
    "a criterion" Criterion {
        /// Its id, unique in the programme.
        id: Id,
        /// What it asks, in words for the person.
        text: Text,
        /// The condition.
        when: Formula,
        /// What allows it to rest on a protected characteristic.
        basis: Option<Text>,
        /// The grade of evidence it asks for.
        evidence: Option<Grade>,
        /// The words it stands for.
        source: Option<Text>,
        /// What an author wants readers to know.
        note: Option<Text>,
    }
}

shape! {
    /// People a programme is aimed at, for outreach and reports.
    "a target group" TargetGroup {
        /// Its id.
        id: Id,
        /// What it is called.
        text: Text,
        /// Who belongs to it.
        when: Formula,
        /// The words it stands for.
        source: Option<Text>,
        /// What an author wants readers to know.
        note: Option<Text>,
    }
}

shape! {
    /// Something to say to those for whom a condition holds.
    "advice" Advice {
        /// Whom it is for.
        when: Formula,
        /// What to say.
        text: Text,
        /// The words it stands for.
        source: Option<Text>,
        /// What an author wants readers to know.
        note: Option<Text>,
    }
}

words! {
    /// Whether a programme might take a person.
    Status {
        /// Every criterion is met.
        Eligible = "eligible",
        /// Some criterion is not met.
        NotEligible = "not_eligible",
        /// It depends on facts that are not known.
        Undetermined = "undetermined",
    }
}

impl Status {
    /// The status of a programme whose criteria all hold, do not, or are not all known.
    pub(crate) fn of(truth: Option<bool>) -> Self {
        match truth {
            Some(true) => Self::Eligible,
            Some(false) => Self::NotEligible,
            None => Self::Undetermined,
        }
    }
}

shape! {
    /// A person and what the programme should say of them.
    "an example" Example at span {
        /// What the example shows.
        name: Option<Text>,
        /// The facts.
        facts: Plain,
        /// The person's events; without them records and enrolments are not known, with `[]` there are none.
        events: Option<Plain>,
        /// The day judged.
        as_at: Date,
        /// The decision.
        expect: Status,
    }
}

/// The default journey's and a document's stages are words, or `{stage: …, required: true}`.
impl Decode for Stage {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        if !matches!(node.kind, Kind::Map(_)) {
            return Some(Self { stage: Decode::decode(node, decoder)?, required: false });
        }
        let mut fields = Fields::of(node, "a stage", &["stage", "required"], decoder)?;
        let stage = fields.take("stage", None, decoder);
        let required = fields.take("required", Some(false), decoder);
        fields.finish(decoder);
        Some(Self { stage: stage?, required: required? })
    }
}
