//! The contract's words, as enums that say them: `Status.NOT_ELIGIBLE.id()` is `not_eligible`.

/// Declares the mirror of an enum of the core, with the ids that the contract gives its values.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident of $core:ident {
        $($(#[$variant_meta:meta])* $variant:ident $(($held:tt))? = $id:literal,)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, uniffi::Enum)]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)*
        }

        #[uniffi::export]
        impl $name {
            /// The contract's id for it, the same in every language.
            #[must_use]
            pub fn id(&self) -> String {
                match self {
                    $(Self::$variant => $id.to_owned(),)*
                }
            }
        }

        impl From<doorstep::$core> for $name {
            fn from(core: doorstep::$core) -> Self {
                match core {
                    $(doorstep::$core::$variant $(($held))? => Self::$variant,)*
                }
            }
        }
    };
}

/// Prints a record by some of its fields: the others may hold words about a person, which a log must not tell.
macro_rules! printed {
    ($($name:ident as $($field:ident),+;)*) => {
        $(
            impl std::fmt::Debug for $name {
                fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    formatter.debug_struct(stringify!($name))$(.field(stringify!($field), &self.$field))+.finish_non_exhaustive()
                }
            }

            impl std::fmt::Display for $name {
                fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    std::fmt::Debug::fmt(self, formatter)
                }
            }
        )*
    };
}
pub(crate) use printed;

words! {
    /// Whether a programme might take a person.
    Status of Status {
        /// Every criterion is met.
        Eligible = "eligible",
        /// Some criterion is not met.
        NotEligible = "not_eligible",
        /// It depends on facts that are not known.
        Undetermined = "undetermined",
    }
}

words! {
    /// Whether a criterion holds, or a person belongs to a group.
    CriterionStatus of CriterionStatus {
        /// It holds.
        Met = "met",
        /// It does not.
        NotMet = "not_met",
        /// It depends on facts that are not known.
        Unknown = "unknown",
    }
}

words! {
    /// Whether a programme takes referrals.
    Availability of Availability {
        /// It does.
        Open = "open",
        /// It does not, and no later day is known on which it will.
        Closed = "closed",
        /// It will, on the day that `opensOn` says.
        OpensOn(_) = "opens_on",
        /// It does, and has no places left.
        Full = "full",
        /// It does, and there is a waiting list.
        Waiting = "waiting",
        /// The sources do not say.
        Unknown = "unknown",
    }
}

words! {
    /// Whether a diagnostic stops a catalogue from loading.
    Severity of Severity {
        /// It does not load.
        Error = "error",
        /// It loads; the author will want to know.
        Warning = "warning",
    }
}

words! {
    /// Why somebody is on a worker's list.
    CaseloadReason of CaseloadReason {
        /// They have been out of touch for longer than the programme allows.
        Quiet = "quiet",
        /// They were referred and have not started, and have been out of touch for as long.
        NotStarted = "not_started",
        /// An action is overdue.
        ActionOverdue = "action_overdue",
        /// A review is overdue.
        ReviewOverdue = "review_overdue",
        /// An action is due today.
        ActionDue = "action_due",
        /// A review is due today.
        ReviewDue = "review_due",
        /// An action can never be begun: it waits for one that the plan does not have, or in a circle.
        ActionBlocked = "action_blocked",
        /// Something about their events counts for nothing, or less than it seems to.
        Problem = "problem",
    }
}

words! {
    /// How an action stands.
    ActionStatus of ActionStatus {
        /// The enrolment has not started, or others come first.
        Waiting = "waiting",
        /// It can be begun.
        Ready = "ready",
        /// It was begun.
        Started = "started",
        /// It was done.
        Done = "done",
        /// It was taken out of the plan.
        Dropped = "dropped",
    }
}

words! {
    /// A stage of an enrolment.
    StageName of StageName {
        /// Somebody asked for a place.
        Referred = "referred",
        /// The person's situation was talked through.
        Assessed = "assessed",
        /// The person and the provider agreed on what each will do.
        Agreed = "agreed",
        /// The programme began for this person.
        Started = "started",
        /// It ended.
        Ended = "ended",
    }
}

words! {
    /// How an outcome stands.
    OutcomeState of OutcomeState {
        /// It was achieved.
        Achieved = "achieved",
        /// It was not, as far as is told; later events may change that.
        NotAchieved = "not_achieved",
        /// It could not have been achieved yet, or a run is open that can still achieve it.
        NotYetDue = "not_yet_due",
        /// What is not told decides it.
        Unknown = "unknown",
        /// The person is left out of it.
        Excluded = "excluded",
    }
}

words! {
    /// Why somebody is left out of an outcome.
    ExcludedBy of ExcludedBy {
        /// By the facts at the start they could not achieve it.
        From = "from",
        /// The outcome leaves them out.
        Exclude = "exclude",
    }
}

words! {
    /// What a cell of a report knows of its value.
    CellState of CellState {
        /// Its value is known.
        Exact = "exact",
        /// It lies between two values, as something that decides it is not told.
        Bounded = "bounded",
        /// It is a share of nobody.
        Undefined = "undefined",
        /// Nobody is due yet.
        NotYetDue = "not_yet_due",
        /// It is not published.
        Suppressed = "suppressed",
        /// It was not collected then.
        NotCollected = "not_collected",
    }
}

words! {
    /// A part of a cell: which people of it are asked for, or as what somebody counts in it.
    CellPart of CellPart {
        /// Who counts, or achieved.
        Numerator = "numerator",
        /// All that it is a share of.
        Denominator = "denominator",
        /// Who is not due yet.
        Pending = "pending",
        /// Of whom it is not told whether they count.
        Undetermined = "undetermined",
        /// Who is left out.
        Excluded = "excluded",
        /// Who achieved after they were due.
        Late = "late",
    }
}

impl From<CellPart> for doorstep::CellPart {
    fn from(part: CellPart) -> Self {
        match part {
            CellPart::Numerator => Self::Numerator,
            CellPart::Denominator => Self::Denominator,
            CellPart::Pending => Self::Pending,
            CellPart::Undetermined => Self::Undetermined,
            CellPart::Excluded => Self::Excluded,
            CellPart::Late => Self::Late,
        }
    }
}

words! {
    /// For whom a release is.
    Audience of Audience {
        /// The funder, for a claim: every number as it is.
        Funder = "funder",
        /// Anybody: small counts are hidden, and whatever would give them away.
        Public = "public",
    }
}

impl From<Audience> for doorstep::Audience {
    fn from(audience: Audience) -> Self {
        match audience {
            Audience::Funder => Self::Funder,
            Audience::Public => Self::Public,
        }
    }
}

words! {
    /// Why somebody counts otherwise than in an earlier report.
    Cause of Cause {
        /// Events came that were not known before.
        Late = "late",
        /// Events were corrected or taken back.
        Corrected = "corrected",
        /// The documents say something else.
        ClauseChanged = "clause_changed",
        /// What is told of people beside their events changed.
        FactsChanged = "facts_changed",
        /// The day judged is another one.
        DayChanged = "day_changed",
        /// They were not among those given before, or are not any more.
        PeopleChanged = "people_changed",
    }
}

words! {
    /// How good evidence is, from a person's own word to an official record.
    Grade of Grade {
        /// The person says so.
        SelfDeclared = "self_declared",
        /// A worker says so.
        AdviserVouched = "adviser_vouched",
        /// A worker has seen it.
        AdviserSeen = "adviser_seen",
        /// There is a document.
        Document = "document",
        /// An official record says so.
        Official = "official",
    }
}

words! {
    /// What may speak against a claim.
    ClaimFault of ClaimFault {
        /// The programme has no such outcome, or none is named.
        NoSuchOutcome = "no_such_outcome",
        /// The programme has no such funding.
        NoSuchFunding = "no_such_funding",
        /// It is not achieved by the day judged.
        NotAchieved = "not_achieved",
        /// It was achieved after the day of the claim.
        TooEarly = "too_early",
        /// It is not known whether it was achieved.
        NotKnown = "not_known",
        /// By the day of the claim it was not shown.
        NotEvidenced = "not_evidenced",
        /// It was claimed after the last day for it.
        TooLate = "too_late",
        /// It was claimed from another funding too, and neither matches the other: once for each two claims.
        TwoFundings = "two_fundings",
        /// It was claimed from the same funding before, and counts more than once in no period of its own.
        ClaimedTwice = "claimed_twice",
        /// It is claimed with another amount than the outcome's.
        OtherAmount = "other_amount",
        /// It is claimed, or paid, with an amount below 0.
        BelowZero = "below_zero",
        /// It was paid and never claimed.
        NotClaimed = "not_claimed",
        /// It was paid before the day of its claim.
        PaidEarly = "paid_early",
        /// It was paid again on one claim, and more than was claimed.
        PaidTwice = "paid_twice",
    }
}

words! {
    /// Whether a published figure stands.
    Consistency of Consistency {
        /// What it gives comes to what it says.
        Consistent = "consistent",
        /// What it gives does not come to what it says.
        Inconsistent = "inconsistent",
        /// It does not give enough to tell.
        UnderSpecified = "under_specified",
    }
}

words! {
    /// What became of a denominator that was tried.
    Fit of Fit {
        /// It gives what was printed.
        Fits = "fits",
        /// It may: the parts are rounded or bounded, or a part is not told.
        MayFit = "may_fit",
        /// It gives something else.
        DoesNotFit = "does_not_fit",
        /// The figure cannot be a part of it.
        Impossible = "impossible",
        /// How many it is was not published.
        NotStated = "not_stated",
    }
}

words! {
    /// The type of a fact.
    FactType of FactType {
        /// True or false.
        Boolean = "boolean",
        /// An exact decimal.
        Number = "number",
        /// An amount in pounds.
        Money = "money",
        /// A civil date.
        Date = "date",
        /// One of several codes.
        Code = "code",
        /// Any number of codes.
        Codes = "codes",
        /// Free text.
        Text = "text",
    }
}

impl FactType {
    /// The type that the contract's id stands for; nothing for another, such as `household`.
    pub(crate) fn of_id(id: &str) -> Option<Self> {
        let all = [Self::Boolean, Self::Number, Self::Money, Self::Date, Self::Code, Self::Codes, Self::Text];
        all.into_iter().find(|of| of.id() == id)
    }
}

/// Why a fact that can matter is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum Absent {
    /// Nobody asked.
    NotAsked,
    /// Asked, and not known.
    NotKnown,
    /// Asked, and the person chose not to say.
    Declined,
    /// Told in part, or it follows from something that is not known.
    Undecided,
}

#[uniffi::export]
impl Absent {
    /// The contract's id for it, the same in every language.
    #[must_use]
    pub fn id(&self) -> String {
        let id = match self {
            Self::NotAsked => "not_asked",
            Self::NotKnown => "not_known",
            Self::Declined => "declined",
            Self::Undecided => "undecided",
        };
        id.to_owned()
    }
}

impl From<doorstep::Unknown> for Absent {
    fn from(core: doorstep::Unknown) -> Self {
        match core {
            doorstep::Unknown::NotAsked => Self::NotAsked,
            doorstep::Unknown::NotKnown => Self::NotKnown,
            doorstep::Unknown::Declined => Self::Declined,
            // Among what can matter there is nothing else.
            _ => Self::Undecided,
        }
    }
}

words! {
    /// What makes a fact one that must be guarded (UK GDPR articles 9 and 10; `high_risk` is the landlord's own).
    Sensitivity of Sensitivity {
        /// Health, ethnicity, belief and the like: UK GDPR article 9.
        SpecialCategory = "special_category",
        /// Convictions and allegations: UK GDPR article 10.
        CriminalOffence = "criminal_offence",
        /// Whatever could put a person at risk: an abuser's knowledge of an address, say.
        HighRisk = "high_risk",
    }
}

words! {
    /// The protected characteristics of the Equality Act 2010, section 4.
    Protected of Protected {
        /// Age.
        Age = "age",
        /// Disability.
        Disability = "disability",
        /// Gender reassignment.
        GenderReassignment = "gender_reassignment",
        /// Marriage and civil partnership.
        Marriage = "marriage_and_civil_partnership",
        /// Pregnancy and maternity.
        Pregnancy = "pregnancy_and_maternity",
        /// Race.
        Race = "race",
        /// Religion or belief.
        Religion = "religion_or_belief",
        /// Sex.
        Sex = "sex",
        /// Sexual orientation.
        SexualOrientation = "sexual_orientation",
    }
}

/// Words for people, in the language they are in: the one asked for, or the one that was there.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Words {
    /// The words.
    pub text: String,
    /// The language they are in.
    pub language: String,
}

impl From<doorstep::Words> for Words {
    fn from(core: doorstep::Words) -> Self {
        let doorstep::Words { text, language } = core;
        Self { text, language }
    }
}
