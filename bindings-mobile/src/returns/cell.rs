//! Cells, and what became of what they are made from.

use crate::words::CellState;

/// Which cell: what it counts, of whom, and when.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct CellKey {
    /// The indicator's id.
    pub indicator: String,
    /// The programme's id; nothing is all of the return's programmes together, each unit once.
    #[uniffi(default = None)]
    pub programme: Option<String>,
    /// The period's label; nothing is the whole time.
    #[uniffi(default = None)]
    pub period: Option<String>,
    /// The fact or group that it is broken down by; nothing is the total.
    #[uniffi(default = None)]
    pub by: Option<String>,
    /// The group; nothing beside a `by` is of whom it is not told.
    #[uniffi(default = None)]
    pub group: Option<String>,
}

/// One value of a return. Its value and bounds are binary floats, rounded once from exact values.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct Cell {
    /// Which cell it is.
    pub key: CellKey,
    /// The period's first day.
    pub period_start: Option<String>,
    /// The period's last day.
    pub period_end: Option<String>,
    /// What it knows.
    pub state: CellState,
    /// Its value, where that is known. A rate is a fraction of 1.
    pub value: Option<f64>,
    /// The least that it can be.
    pub low: Option<f64>,
    /// The most that it can be; nothing where nothing bounds it.
    pub high: Option<f64>,
    /// How many units were counted, or achieved; of a bounded cell those of `low`.
    pub numerator: Option<i64>,
    /// Of how many, where it is a share, a mean or a median.
    pub denominator: Option<i64>,
    /// How many units are not due yet; nothing where that is not published.
    pub pending: Option<i64>,
    /// The target for it, where there is one: a decimal as text.
    pub target: Option<String>,
    /// The lower end of the interval that its indicator asks for.
    pub interval_low: Option<f64>,
    /// The upper end.
    pub interval_high: Option<f64>,
}

/// What became of everything that came in. `used`, `later`, `rejected` and `repeated` events add up to
/// those given.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Accounts {
    /// How many events were given.
    pub events: u64,
    /// How many were used, or stand corrected by another.
    pub used: u64,
    /// How many are dated after the day judged, or were not known yet.
    pub later: u64,
    /// How many cannot be used.
    pub rejected: u64,
    /// How many told the same as an earlier one of the same table, text or list.
    pub repeated: u64,
    /// How many people there are, by events or by what is told beside them.
    pub people: u64,
    /// How many people have no events.
    pub without_events: u64,
    /// How many people were erased.
    pub erased: u64,
}

/// Something that cannot be used. It names the person and the event, never what was told.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Rejection {
    /// The person's id; empty where it is not known.
    pub person: String,
    /// The event's id; empty of what is told beside events.
    pub event: String,
    /// The stable code.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl From<CellKey> for doorstep::CellKey {
    fn from(key: CellKey) -> Self {
        let CellKey { indicator, programme, period, by, group } = key;
        let mut core = Self::new(indicator);
        (core.programme, core.period, core.by, core.group) = (programme, period, by, group);
        core
    }
}

impl From<doorstep::CellKey> for CellKey {
    fn from(core: doorstep::CellKey) -> Self {
        Self {
            indicator: core.indicator,
            programme: core.programme,
            period: core.period,
            by: core.by,
            group: core.group,
        }
    }
}

impl From<doorstep::Cell> for Cell {
    fn from(core: doorstep::Cell) -> Self {
        Self {
            key: core.key.into(),
            period_start: core.period_start.map(|day| day.to_string()),
            period_end: core.period_end.map(|day| day.to_string()),
            state: core.state.into(),
            value: core.value,
            low: core.low,
            high: core.high,
            numerator: core.numerator,
            denominator: core.denominator,
            pending: core.pending,
            target: core.target.map(|target| target.to_string()),
            interval_low: core.interval_low,
            interval_high: core.interval_high,
        }
    }
}

impl From<doorstep::Accounts> for Accounts {
    fn from(core: doorstep::Accounts) -> Self {
        Self {
            events: core.events,
            used: core.used,
            later: core.later,
            rejected: core.rejected,
            repeated: core.repeated,
            people: core.people,
            without_events: core.without_events,
            erased: core.erased,
        }
    }
}

impl From<doorstep::Rejection> for Rejection {
    fn from(core: doorstep::Rejection) -> Self {
        Self { person: core.person, event: core.event, code: core.code, message: core.message, help: core.help }
    }
}
