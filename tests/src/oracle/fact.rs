//! The facts that random catalogues are about.

/// A fact; the household and the events count as facts here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(usize)]
#[expect(missing_docs, reason = "the facts mean nothing; `describe` says what each is")]
pub enum Fact {
    A,
    B,
    C,
    D,
    N,
    K,
    W,
    Born,
    Since,
    T,
    S,
    U,
    Word,
    Age,
    Status,
    M,
    Young,
    Household,
    Events,
}

/// How many facts there are.
pub const FACTS: usize = 19;

/// The codes of the facts that have some.
pub const T_CODES: [&str; 3] = ["x", "y", "z"];
/// The codes that `status` has.
pub const STATUS_CODES: [&str; 3] = ["in", "seeking", "out"];
/// The codes that `s` has, which is open, and of which `u`, which is not, has the first two.
pub const S_CODES: [&str; 3] = ["p", "q", "r"];

impl Fact {
    /// All of them, each derived fact after its sources.
    pub const ALL: [Self; FACTS] = [
        Self::A,
        Self::B,
        Self::C,
        Self::D,
        Self::N,
        Self::K,
        Self::W,
        Self::Born,
        Self::Since,
        Self::T,
        Self::S,
        Self::U,
        Self::Word,
        Self::Age,
        Self::Status,
        Self::M,
        Self::Young,
        Self::Household,
        Self::Events,
    ];

    /// Its name, which is also what answers call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.describe().0
    }

    /// Its type as vocabularies write it; none for the household and events.
    #[must_use]
    pub fn kind(self) -> &'static str {
        self.describe().1
    }

    fn describe(self) -> (&'static str, &'static str) {
        match self {
            Self::A => ("a", "boolean"),
            Self::B => ("b", "boolean"),
            Self::C => ("c", "boolean"),
            Self::D => ("d", "boolean"),
            Self::N => ("n", "number"),
            Self::K => ("k", "number"),
            Self::W => ("w", "money"),
            Self::Born => ("date_of_birth", "date"),
            Self::Since => ("since", "date"),
            Self::T => ("t", "code"),
            Self::S => ("s", "codes"),
            Self::U => ("u", "codes"),
            Self::Word => ("word", "text"),
            Self::Age => ("age", "number"),
            Self::Status => ("status", "code"),
            Self::M => ("m", "number"),
            Self::Young => ("young", "boolean"),
            Self::Household => ("household", ""),
            Self::Events => ("events", ""),
        }
    }

    /// The fact of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fact| fact.name() == name)
    }

    /// Its codes.
    #[must_use]
    pub fn codes(self) -> &'static [&'static str] {
        match self {
            Self::T => &T_CODES,
            Self::Status => &STATUS_CODES,
            Self::S => &S_CODES,
            Self::U => &S_CODES[..2],
            _ => &[],
        }
    }

    /// What it follows from, as a formula; `judge` says the same in its own words.
    #[must_use]
    pub fn derivation(self) -> Option<&'static str> {
        match self {
            Self::Age => Some("years between(date_of_birth, as_at)"),
            Self::Status => Some("if a then \"in\" else if b then \"seeking\" else \"out\""),
            Self::M => Some("if c then n + 1 else n"),
            Self::Young => Some("age < 25"),
            _ => None,
        }
    }

    /// What it follows from, as facts.
    #[must_use]
    pub fn sources(self) -> &'static [Self] {
        match self {
            Self::Age => &[Self::Born],
            Self::Status => &[Self::A, Self::B],
            Self::M => &[Self::C, Self::N],
            Self::Young => &[Self::Age],
            _ => &[],
        }
    }

    /// Whether it has so few values that each can be tried.
    #[must_use]
    pub fn is_finite(self) -> bool {
        matches!(self.kind(), "boolean" | "code" | "codes")
    }
}
