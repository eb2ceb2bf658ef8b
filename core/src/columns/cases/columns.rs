//! The columns of a table of events, as far as columns alone can be judged.

use arrow_schema::{DataType, Schema};

use super::codes;
use super::scan::Header;
use crate::case_file::Layout;
use crate::catalogue::Catalogue;
use crate::columns::bind::fits;
use crate::document::FactType;
use crate::events::CONFIRMED_UNTIL;
use crate::facts::BIRTH;

/// Where columns tell what.
pub(super) struct Columns {
    pub(super) header: Header,
    /// Columns that make a person one whom columns alone cannot judge, if they tell something.
    pub(super) odd: Vec<usize>,
    /// Columns of what records tell.
    pub(super) attributes: Vec<(String, usize)>,
    /// Columns of what no record can tell, but why an enrolment ended.
    pub(super) others: Vec<usize>,
    /// The column of that.
    pub(super) because: Option<usize>,
    /// The column of scores on scales.
    pub(super) score: Option<usize>,
    /// The column of what shows events, and those of what is told of it.
    pub(super) evidence: Option<usize>,
    pub(super) evidence_parts: Vec<usize>,
}

/// The parts of an event that make it one of others, or one that was allowed by somebody.
const ODD: [&str; 2] = ["amends", "voids"];

/// What tells why an enrolment ended.
const BECAUSE: &str = "because";

/// What tells a score on a scale.
pub(super) const SCORE: &str = "score";

impl Columns {
    /// The columns; `None` where some hold what is read value by value.
    pub(super) fn of(catalogue: &Catalogue, layout: &Layout, schema: &Schema) -> Option<Self> {
        let place = |key: &str| layout.own.iter().find(|(own, _)| *own == key).map(|(_, at)| *at);
        let of = |at: usize| schema.fields().get(at).map_or(&DataType::Null, |field| field.data_type());
        let is_text = |of: &DataType| matches!(of, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View);
        let is_day = |at: &usize| of(*at) == &DataType::Null || fits(FactType::Date, of(*at));
        let is_moment = |at: &usize| is_day(at) || is_text(of(*at));
        let words = |at: usize| codes::can_be(of(at)).then_some(at);
        // A day may be told as `on` too, row by row one or the other.
        if place("on").is_some() && place("start").is_some() {
            return None;
        }
        let header = Header {
            id: place("id")?,
            person: place("person")?,
            kind: words(place("kind")?)?,
            start: place("start").or_else(|| place("on")).filter(is_day)?,
            programme: place("programme").map_or(Some(None), |at| words(at).map(Some))?,
            end: place("end").map_or(Some(None), |at| is_day(&at).then_some(Some(at)))?,
            recorded: place("recorded_at").map_or(Some(None), |at| is_moment(&at).then_some(Some(at)))?,
            subject: place("subject"),
        };
        let mut odd: Vec<usize> = ODD.iter().filter_map(|key| place(key)).chain(layout.data).collect();
        odd.extend(layout.overridden.value);
        odd.extend(layout.overridden.beside.iter().map(|(_, at)| *at));
        // What is told of evidence must be told beside it, and is read value by value where it may be none.
        let evidence = layout.evidence.value.map_or(Some(None), |at| words(at).map(Some))?;
        let (mut evidence_parts, days) = (Vec::new(), |at: usize| fits(FactType::Date, of(at)));
        for (part, at) in &layout.evidence.beside {
            evidence_parts.push(*at);
            odd.extend((*part == "on" && !days(*at) || of(*at).is_floating()).then_some(*at));
        }
        let (mut attributes, mut others, mut because, mut score) = (Vec::new(), Vec::new(), None, None);
        let records = &catalogue.lexicon().records;
        for (name, told) in &layout.told {
            others.extend(told.beside.iter().map(|(_, at)| *at));
            let Some(at) = told.value else { continue };
            let declared: Vec<FactType> =
                records.values().filter_map(|kind| kind.attributes.get(name)).copied().collect();
            if name == BIRTH || name == CONFIRMED_UNTIL {
                odd.push(at);
            } else if declared.is_empty() && name == BECAUSE && codes::can_be(of(at)) {
                because = Some(at);
            } else if declared.is_empty() && name == SCORE && fits(FactType::Number, of(at)) {
                score = Some(at);
            } else if declared.is_empty() {
                others.push(at);
            } else if declared.iter().all(|declared| *declared != FactType::Codes && fits(*declared, of(at))) {
                attributes.push((name.clone(), at));
            } else {
                return None;
            }
        }
        Some(Self { header, odd, attributes, others, because, score, evidence, evidence_parts })
    }
}
