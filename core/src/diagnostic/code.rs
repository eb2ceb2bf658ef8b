//! The codes of the register, as a type.

use std::fmt;

use serde::{Serialize, Serializer};

use super::Severity;

macro_rules! codes {
    ($($variant:ident = $code:literal $severity:ident,)*) => {
        /// A stable code for a kind of problem. The register, with a text and help for each, is `codes.toml`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(
                #[doc = concat!("Code `", $code, "`.")]
                $variant,
            )*
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The code as text: `D101`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)*
                }
            }

            /// Whether a problem of this kind stops a catalogue from loading.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)*
                }
            }
        }
    };
}

codes! {
    TooLarge = "D001" Error,
    NotYaml = "D002" Error,
    NotJson = "D003" Error,
    YamlNotRead = "D004" Error,
    TooDeep = "D005" Error,
    TooLong = "D006" Error,
    DuplicateKey = "D007" Error,
    KeyNotText = "D008" Error,
    NotOneDocument = "D009" Error,
    TooManyDocuments = "D010" Error,
    NotFound = "D011" Error,
    UnsupportedTag = "D012" Error,
    CircularAlias = "D013" Error,
    UnknownKey = "D101" Error,
    MissingKey = "D102" Error,
    WrongType = "D103" Error,
    NotOneOf = "D104" Error,
    BadDate = "D105" Error,
    BadNumber = "D106" Error,
    BadDuration = "D107" Error,
    BadId = "D108" Error,
    UnknownDocument = "D109" Error,
    NewerFormat = "D110" Error,
    EmptyText = "D111" Error,
    BadPeriod = "D112" Error,
    DuplicateId = "D113" Error,
    BadAges = "D114" Error,
    BadScale = "D115" Error,
    ConditionTooLong = "D201" Error,
    ConditionTooDeep = "D202" Error,
    UnexpectedCharacter = "D203" Error,
    Unexpected = "D204" Error,
    UnterminatedString = "D205" Error,
    UnknownFunction = "D206" Error,
    BadLiteral = "D207" Error,
    UnknownName = "D301" Error,
    TypeMismatch = "D302" Error,
    UnknownCode = "D303" Error,
    UnknownProgramme = "D304" Error,
    UnknownCriterion = "D305" Error,
    WrongArguments = "D306" Error,
    NotACondition = "D307" Error,
    NameClash = "D308" Error,
    NotAllowedHere = "D309" Error,
    OverlappingVersions = "D401" Error,
    DeclaredDifferently = "D402" Error,
    DependencyCycle = "D403" Error,
    NoEligibility = "D404" Warning,
    NoBasis = "D405" Warning,
    DatesNeverMeet = "D406" Warning,
    NameIsNotId = "D407" Warning,
    DuplicateDocument = "D408" Error,
    NotInVocabulary = "D409" Error,
    NoDocuments = "D410" Error,
    NotInDocument = "D411" Error,
    DuplicateParameter = "D412" Error,
    TwoValues = "D413" Error,
    NoReference = "D414" Warning,
    OutcomeForm = "D415" Error,
    NotASpell = "D416" Error,
    NeverTrue = "D421" Warning,
    AlwaysTrue = "D422" Warning,
    Contradictory = "D423" Warning,
    SameCriterion = "D424" Warning,
    Subsumed = "D425" Warning,
    Unreachable = "D426" Warning,
    KleeneIncomplete = "D427" Warning,
    NeverAskable = "D428" Warning,
    GapInVersions = "D429" Warning,
    ReturnOfNothing = "D430" Error,
    IndicatorForm = "D431" Error,
    IndicatorUnit = "D432" Error,
    DuplicateReturn = "D433" Error,
    BreakdownGroups = "D434" Error,
    UnknownOutcome = "D435" Error,
    DuplicateFigures = "D440" Error,
    BadFigure = "D441" Error,
    FigureNoSource = "D442" Warning,
    FigureUnchecked = "D443" Warning,
    UnknownFact = "D501" Error,
    FactWrongType = "D502" Error,
    FactUnknownCode = "D503" Error,
    FactNoSuchDay = "D504" Error,
    FactBadNumber = "D505" Error,
    FactDisagrees = "D506" Error,
    FactMalformed = "D507" Error,
    FactTooLong = "D508" Error,
    BadAsAt = "D509" Error,
    EventMalformed = "D601" Error,
    EventUnknownKey = "D602" Error,
    EventUnknownAttribute = "D603" Error,
    EventWrongType = "D604" Error,
    EventNoSuchDay = "D605" Error,
    EventBadNumber = "D606" Error,
    EventUnknownEvidence = "D607" Error,
    EventTooLarge = "D608" Error,
    EventUnknownKind = "D651" Warning,
    EventOfAnother = "D652" Warning,
    EventTwoContents = "D653" Warning,
    EventUnknownTarget = "D654" Warning,
    EventCircle = "D655" Warning,
    EventImpossible = "D656" Warning,
    EventUnknownProgramme = "D657" Warning,
    EventBadData = "D658" Warning,
    EventNotAllowed = "D659" Warning,
    EventInAdvance = "D660" Warning,
    EventBeforeBirth = "D661" Warning,
    EventTooMany = "D662" Warning,
    EventOutsideVersions = "D663" Warning,
    EventConfirmsNothing = "D664" Warning,
    EventElsewhere = "D665" Warning,
    EventBelowZero = "D666" Warning,
    PersonNotStarted = "D668" Warning,
    PersonNotTold = "D669" Warning,
    PersonToldTwice = "D670" Warning,
    LineUnreadable = "D671" Warning,
    LineTorn = "D672" Warning,
    LineChanged = "D673" Warning,
    PersonErased = "D674" Warning,
    OutcomeAsksNothing = "D675" Error,
    OutcomeNever = "D676" Error,
    OutcomeBeforeStart = "D677" Warning,
    ClaimBelowZero = "D678" Error,
    EventNotScored = "D679" Warning,
    FactBelowZero = "D680" Warning,
    EventConfirmedOutside = "D681" Warning,
    EventToldTwice = "D682" Warning,
    TableNoId = "D701" Error,
    TableRepeatedColumn = "D702" Error,
    TableColumnType = "D703" Error,
    TableProgramme = "D704" Error,
    TableArea = "D705" Error,
    TableIgnoredColumn = "D751" Warning,
    TableNullId = "D752" Warning,
    TableRepeatedId = "D753" Warning,
    TableUnborn = "D754" Warning,
    NotAService = "D901" Error,
    NoSuchProgramme = "D902" Error,
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
