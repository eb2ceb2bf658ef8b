//! The functions of the language.

macro_rules! functions {
    ($($(#[$meta:meta])* $variant:ident = $name:literal $least:literal..$most:literal,)*) => {
        /// A function of the language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Function {
            $($(#[$meta])* $variant,)*
        }

        impl Function {
            /// Every function's name.
            pub(crate) const NAMES: &'static [&'static str] = &[$($name,)*];

            /// The function of a name.
            pub(crate) fn named(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }

            pub(crate) fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The fewest and the most arguments it takes.
            pub(crate) fn arity(self) -> (usize, usize) {
                match self {
                    $(Self::$variant => ($least, $most),)*
                }
            }
        }
    };
}

functions! {
    Not = "not" 1..1,
    Count = "count" 1..1,
    Sum = "sum" 1..10_000,
    Min = "min" 1..10_000,
    Max = "max" 1..10_000,
    Mean = "mean" 1..10_000,
    Any = "any" 1..10_000,
    All = "all" 1..10_000,
    ListContains = "list contains" 2..2,
    Date = "date" 1..3,
    Duration = "duration" 1..1,
    YearsAndMonthsDuration = "years and months duration" 2..2,
    YearsBetween = "years between" 2..2,
    MonthsBetween = "months between" 2..2,
    WeeksBetween = "weeks between" 2..2,
    DaysBetween = "days between" 2..2,
    IsDefined = "is defined" 1..1,
    Eligible = "eligible" 1..1,
    Criterion = "criterion" 2..2,
    Enrolled = "enrolled" 1..1,
    Parameter = "parameter" 1..1,
}
