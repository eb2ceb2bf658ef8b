//! The fixed words of descriptions: short sentences that a child of nine to eleven can read. They are English; what
//! documents say stands among them in the language that is asked for.

/// Declares sentences, and the list of them all. `{name}` stands for what a document says.
macro_rules! sentences {
    ($($name:ident = $text:literal,)*) => {
        $(pub(super) const $name: &str = $text;)*

        /// Every fixed word.
        pub(super) const ALL: &[&str] = &[$($name,)*];
    };
}

sentences! {
    RUN_BY = "It is run by {provider}.",
    GUIDE = "This is a guide to the rules. The provider decides who can join.",
    OTHER_LANGUAGE = "The headings here are in English.",
    NO_RULES = "There are no rules for that day.",
    IN_ENGLISH = "(in English)",
    IN_LANGUAGE = "(in {language})",

    RULES_FROM_TO = "Rules from {from} to {to}",
    RULES_FROM = "Rules from {from} on",
    RULES_TO = "Rules up to {to}",
    RULES_ALWAYS = "Rules for all days",

    WHO_CAN_JOIN = "Who can join",
    ALL_OF_THESE = "All of these must be true.",
    EVERYONE = "Anyone can join.",
    NOT_SAID = "The rules do not say who can join. So we say that anyone can.",
    EXACT_RULE = "The exact rule: {rule}",
    BASIS = "Why it may ask this: {basis}",
    SOURCE = "The source says: \"{source}\"",
    NOTE = "Note: {note}",

    PROOF_SELF = "Proof: your own word will do.",
    PROOF_VOUCHED = "Proof: a key worker must say that it is so.",
    PROOF_SEEN = "Proof: a key worker must see it.",
    PROOF_DOCUMENT = "Proof: you must show it on paper.",
    PROOF_OFFICIAL = "Proof: it must come from a public record.",
    PROOF_TYPES = "One of these will do: {types}.",

    WHILE_ON_IT = "While you are on it",
    ASKED_AGAIN = "We ask these again later. If one is not true then, a worker talks it through with you. That is all.",

    AIMED_AT = "Who it is aimed at",
    MAY_STILL_JOIN = "You do not have to be in one of these groups.",

    TIPS = "Tips",
    TIPS_DECIDE_NOTHING = "We tell you these if they fit you. They do not change who can join.",
    TOLD_IF = "We say it if: {rule}",

    HOW_TO_JOIN = "How to join",
    NO_CLOSED_DAYS = "We know of no days when it is closed.",
    TAKES_ALWAYS = "People can join at any time.",
    TAKES_NEVER = "No one new can join.",
    TAKES_FROM_TO = "People can join from {from} to {to}.",
    TAKES_FROM = "People can join from {from} on.",
    TAKES_TO = "People can join up to {to}.",
    FULL = "It has no places left.",
    WAITING = "There is a list to wait on.",
    NOT_KNOWN = "We do not know if people can join now.",
    ON_THE_DAY_OPEN = "On {day} it is open.",
    ON_THE_DAY_CLOSED = "On {day} it is closed.",
    ON_THE_DAY_OPENS = "On {day} it is closed. It opens on {opens}.",
    ON_THE_DAY_FULL = "On {day} it is full.",
    ON_THE_DAY_WAITING = "On {day} there is a list to wait on.",
    ON_THE_DAY_UNKNOWN = "We do not know if it is open on {day}.",
    YOU = "you",
    ROUTES = "Who can put you forward: {routes}.",
    CAPACITY = "It has places for {places} people.",
    CONTACT = "Who to ask: {contact}",
    RULES_REST_ON = "Where the rules come from",

    WHAT_WE_ASK = "What we need to know",
    NOTHING_ASKED = "We do not need to know a thing.",
    FACT_NAME = "Its name here: {name}",
    YES_OR_NO = "You can say yes or no.",
    A_NUMBER = "Give a number.",
    POUNDS = "Give it in pounds.",
    A_DATE = "Give a day.",
    OWN_WORDS = "Use your own words.",
    ONE_OF = "Pick one of these:",
    ANY_OF = "Pick all that fit:",
    OPEN_LIST = "If you leave one out, we do not take that as a no.",
    WHO_CAN_TELL = "Who can tell us: {people}.",
    WORKED_OUT = "We can work it out from: {facts}.",
    HOW_WORKED_OUT = "How we work it out: {rule}",
    PRIVATE = "This is private. The law gives it extra care.",
    CRIME = "This is about crime. The law gives it extra care.",
    RISK = "Keep this safe. It could put someone at risk.",
    CODE_GUARDED = "(keep this one safe)",
    PROTECTED = "The law says to be fair to all on this: {grounds}.",
    ONLY_FOR_TIPS = "It does not change who can join.",

    FIGURES = "Figures in these rules",
    YES = "yes",
    NO = "no",
    FIGURE_FROM_TO = "from {from} to {to}",
    FIGURE_FROM = "from {from}",
    FIGURE_TO = "up to {to}",
    FIGURE_ALWAYS = "on all days",
    AGES_FROM_TO = "age {from} to {to}",
    AGES_FROM = "age {from} or more",
    AGES_TO = "up to age {to}",

    HOUSEHOLD = "We also ask who lives with you.",
    RECORDS = "We also look at our notes of these: {records}.",
    OTHER_PROGRAMMES = "These rules look at other programmes too",
    OTHER_RULE = "{programme}: {rule}",
    OTHER_ENROLMENT = "{programme}: if you are on it",
}
