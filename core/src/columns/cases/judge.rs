//! A group of people: their enrolments, and each outcome of them.

use super::attributes::{Looked, amount, of_units};
use super::chosen::Chosen;
use super::codes::NONE;
use super::days::{self, told};
use super::enrolments::{Enrolled as Put, Said};
use super::group::{ByPerson, Group, Mark, NO_ROW, Record, people};
use super::out::Out;
use super::records::Records;
use super::rules::{Asked, Counted, ENDED, Fast, FastAmount, Outcomes, RECORDS, Rules};
use super::selected::{Selected, Told};
use super::streams::{Enrolled, Streams};
use super::telling::{Telling, Told as OfKind};
use super::who::{Answering, Asking, Ends, Left};
use crate::catalogue::Catalogue;
use crate::document::Anchor;
use crate::outcomes::{Adds, Day, Days, Frame, Stand, Total, lasting, number, total_in_units};
use crate::value::{Date, Number};

/// What judging needs to know.
pub(super) struct Judging<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) rules: &'a Rules<'a>,
    pub(super) as_at: Day,
    /// What each batch tells.
    pub(super) tellings: &'a [Telling<'a>],
    /// Whom outcomes leave out.
    pub(super) asking: &'a Asking<'a>,
    /// People whose records can count for no outcome.
    pub(super) idle: &'a Chosen,
}

/// The amounts that rows tell, by batch, kind and amount.
type Amounts<'a> = Vec<Vec<Vec<Looked<'a, Option<Number>>>>>;

/// Room to work in.
pub(super) struct Room<'a> {
    starts: ByPerson<Mark>,
    ends: ByPerson<Mark>,
    records: Records,
    streams: Streams,
    /// The enrolments of everybody who is judged, and for each place in the group where the person's end.
    enrolments: Vec<Enrolment<'a>>,
    own: Vec<u32>,
    /// People whom columns alone cannot judge.
    pub(super) odd: Vec<u32>,
    /// People with records who have started nothing.
    pub(super) unstarted: Vec<u32>,
    work: Work<'a>,
}

/// What is worked out of an enrolment, and room for it.
struct Work<'a> {
    selected: Selected,
    amounts: Amounts<'a>,
    answering: Answering<'a>,
    /// Whether a record of the person tells an amount that must be listed.
    is_odd: bool,
}

/// One enrolment.
#[derive(Clone, Copy)]
pub(super) struct Enrolment<'a> {
    pub(super) programme: u16,
    pub(super) started: i32,
    pub(super) ended: i32,
    /// The outcomes of the version of the programme that it follows.
    outcomes: &'a Outcomes<'a>,
}

impl<'a> Judging<'a> {
    pub(super) fn room(&self) -> Room<'a> {
        let amounts = self.tellings.iter().map(|telling| {
            let of_kind = |(asked, told): (&'a Asked<'a>, &'a OfKind<'a>)| {
                asked.amounts.iter().map(|of| amount(of, &told.own)).collect()
            };
            let told = (0..self.rules.asked.len()).filter_map(|kind| telling.of_record(kind));
            self.rules.asked.iter().zip(told).map(of_kind).collect()
        });
        Room {
            starts: ByPerson::default(),
            ends: ByPerson::default(),
            records: Records::default(),
            streams: Streams::default(),
            enrolments: Vec::new(),
            own: Vec::new(),
            odd: Vec::new(),
            unstarted: Vec::new(),
            work: Work {
                selected: Selected::default(),
                amounts: amounts.collect(),
                answering: self.asking.answering(),
                is_odd: false,
            },
        }
    }

    /// Judges the people of a group, whose rows come in several parts; of how many there is no more to say.
    pub(super) fn judge<O: Out>(
        &self,
        group: usize,
        parts: &[Group],
        is_odd: &impl Fn(u32) -> bool,
        room: &mut Room<'a>,
        out: &mut O,
    ) -> usize {
        let before = room.odd.len();
        room.records.begin(self.rules.kinds_of_record());
        self.enrolled::<O>(group, parts, is_odd, room);
        let of = Enrolled { enrolments: &room.enrolments, ends: &room.own };
        room.streams.fill(self.rules, parts, of);
        for (place, person) in people(group).enumerate() {
            let own = of.of(place);
            if own.is_empty() {
                continue;
            }
            for (at, enrolment) in own.clone().zip(room.enrolments.get(own).unwrap_or(&[])) {
                let streams = (&room.streams, at);
                self.enrolment((person, parts), enrolment, streams, &mut room.records, &mut room.work, out);
            }
            let is_odd = std::mem::take(&mut room.work.is_odd);
            out.over(person, is_odd);
            if is_odd {
                room.odd.push(person);
            }
        }
        out.group_over();
        people(group).count().saturating_sub(room.odd.len().saturating_sub(before))
    }

    /// Finds the enrolments of the people of a group whom columns alone can judge.
    fn enrolled<O: Out>(&self, group: usize, parts: &[Group], is_odd: &impl Fn(u32) -> bool, room: &mut Room<'a>) {
        room.starts.fill(parts.iter().flat_map(|part| part.starts.iter().copied()));
        room.ends.fill(parts.iter().flat_map(|part| part.ends.iter().copied()));
        room.enrolments.clear();
        room.own.clear();
        for person in people(group) {
            let (starts, ends) = (room.starts.of(person), room.ends.of(person));
            let has_begun = !starts.is_empty() || !ends.is_empty();
            if !has_begun && !O::LISTS_ALL && (self.idle.holds(person) || !room.records.are_none(parts, person)) {
                room.unstarted.push(person);
            }
            // What cannot be used of what is told is listed.
            let is_usable = |answering: &mut Answering<'_>| self.rules.who.is_empty() || answering.is_usable(person);
            if ((has_begun || O::LISTS_ALL) && !is_usable(&mut room.work.answering))
                || (has_begun && (is_odd(person) || !self.are_plain(starts, ends, &mut room.enrolments)))
            {
                room.odd.push(person);
            }
            room.own.push(u32::try_from(room.enrolments.len()).unwrap_or(u32::MAX));
        }
    }

    /// The batch of a row, and its place in it.
    fn place(&self, row: u32) -> (usize, usize) {
        let batch = self.tellings.partition_point(|telling| telling.first <= row).saturating_sub(1);
        let first = self.tellings.get(batch).map_or(0, |telling| telling.first);
        (batch, row.saturating_sub(first) as usize)
    }

    /// The outcomes of the version that an enrolment follows.
    fn outcomes(&self, programme: u16, started: i32) -> Option<&'a Outcomes<'a>> {
        let versions = self.rules.versions.get(usize::from(programme))?;
        let nearest = |start: Date| self.catalogue.rules().nearest_place(programme.into(), start);
        if let [only] = versions.as_slice()
            && only.is_always
        {
            return Some(only);
        }
        let start = told(started).and_then(Day::date)?;
        // A start outside every version is listed.
        self.catalogue.rules().in_force(programme.into(), start)?;
        versions.get(nearest(start)?)
    }

    /// Adds one person's enrolments, in the order of programmes; whether each has one start, and at most one end on or
    /// after it, and outcomes that columns alone can judge. Else none are added.
    fn are_plain(&self, starts: &[Mark], ends: &[Mark], enrolments: &mut Vec<Enrolment<'a>>) -> bool {
        let before = enrolments.len();
        let own = self.plain(starts, ends, enrolments);
        match enrolments.get_mut(before..) {
            Some(enrolments) if own => enrolments.sort_unstable_by_key(|enrolment| enrolment.programme),
            _ => enrolments.truncate(before),
        }
        own
    }

    fn plain(&self, starts: &[Mark], ends: &[Mark], enrolments: &mut Vec<Enrolment<'a>>) -> bool {
        let before = enrolments.len();
        for start in starts {
            // One of no programme, or of one that there is not, counts for nothing.
            let outcomes = self.outcomes(start.programme, start.on).filter(|outcomes| outcomes.are_fast);
            let Some(outcomes) = outcomes else { return false };
            let known = enrolments.get(before..).unwrap_or(&[]);
            if known.iter().any(|known| known.programme == start.programme) {
                return false;
            }
            enrolments.push(Enrolment { programme: start.programme, started: start.on, ended: days::NONE, outcomes });
        }
        for end in ends {
            let own = enrolments.get_mut(before..).unwrap_or(&mut []);
            match own.iter_mut().find(|known| known.programme == end.programme) {
                Some(own) if own.ended == days::NONE && own.started <= end.on => own.ended = end.on,
                _ => return false,
            }
        }
        true
    }

    fn enrolment(
        &self,
        (person, parts): (u32, &[Group]),
        enrolment: &Enrolment<'a>,
        (streams, at): (&Streams, usize),
        records: &mut Records,
        Work { selected, amounts, answering, is_odd }: &mut Work<'a>,
        out: &mut impl Out,
    ) {
        let Enrolment { programme, started, ended, .. } = *enrolment;
        // Of what the programme does not have nothing is said.
        out.put(Put { person, programme, started, ended });
        selected.counted = None;
        for rule in &enrolment.outcomes.rules {
            let Some(form) = &rule.form else { continue };
            let left = rule.who.map(|who| self.left_out(who, (person, parts), enrolment, records, answering));
            if left == Some(Left::Out) {
                out.say(rule.column, Said::EXCLUDED);
                continue;
            }
            let asks_when = !self.rules.only_whether.get(rule.column).copied().unwrap_or(false);
            let stand = streamed(form, enrolment, (streams, at), asks_when).unwrap_or_else(|| {
                let kind = u16::try_from(form.counted.kind).unwrap_or(NONE).saturating_add(RECORDS);
                let own = records.of(parts, person, kind);
                self.outcome(form, enrolment, own, (selected, amounts, is_odd))
            });
            if left == Some(Left::Perhaps) {
                out.perhaps(rule.column, stand);
            } else {
                out.say(rule.column, stand.into());
                stand.between().into_iter().for_each(|between| out.between(rule.column, between));
            }
        }
        for at in 0..out.asks().len() {
            let Some(who) = out.asks().get(at).copied() else { continue };
            let left = self.left_out(who, (person, parts), enrolment, records, answering);
            out.left_out(at, left);
        }
        for scale in 0..self.rules.scales.len() {
            if let Some((first, last, is_sure)) = streams.scores(scale, at) {
                // Which of one day came first is told by more than its day.
                *is_odd |= !is_sure;
                out.scores(scale, first, last);
            }
        }
    }

    fn left_out(
        &self,
        who: usize,
        (person, parts): (u32, &[Group]),
        enrolment: &Enrolment<'_>,
        records: &mut Records,
        answering: &mut Answering<'_>,
    ) -> Left {
        // An end is among the records where some outcome asks why it came.
        let is_end = |end: &&Record| end.programme == enrolment.programme;
        let mut why = || {
            let (batch, row) = self.place(records.of(parts, person, ENDED).iter().find(is_end)?.row);
            self.tellings.get(batch)?.because(row)
        };
        let because = if self.rules.asks_why() { why() } else { None };
        answering.of(who, person, &Ends { started: enrolment.started, ended: enrolment.ended, because })
    }

    fn outcome(
        &self,
        form: &Fast<'_>,
        enrolment: &Enrolment<'_>,
        records: &[Record],
        (selected, amounts, is_odd): (&mut Selected, &mut Amounts<'a>, &mut bool),
    ) -> Stand {
        let (started, ended) = (told(enrolment.started), told(enrolment.ended));
        let anchor = match form.counted.anchor {
            Anchor::Started => started,
            Anchor::Ended if ended.is_none() => return Stand::NotYetDue(Day::NEVER),
            Anchor::Ended => ended,
            Anchor::None => None,
        };
        let limit = anchor.zip(form.within).map_or(Day::NEVER, |(anchor, within)| anchor.later(within));
        let frame = Frame { started, ended, from: None, last: limit.min(self.as_at) };
        if selected.counted != Some(form.alike) {
            selected.counted = Some(form.alike);
            self.select(form.counted, enrolment.programme, anchor, records, selected);
        }
        match &form.amount {
            FastAmount::Count(count) => number(selected.days.iter(), *count, limit),
            FastAmount::Total { units: Some(least), exceeds, .. } if selected.are_in_units() => {
                let amounts =
                    selected.days.iter().map(Days::on).zip(selected.units.iter().map(|units| (*units).into()));
                total_in_units(amounts.filter(|(on, _)| *on <= limit), *least, *exceeds)
            }
            FastAmount::Total { of, least, exceeds, .. } => {
                let mut total = Total::nothing(*exceeds);
                for (days, row) in selected.days.iter().zip(&selected.told).filter(|(days, _)| days.on() <= limit) {
                    let amount = match row {
                        Told::InUnits(units) => Some(of_units(*units)),
                        Told::Row(row) => {
                            let (batch, at) = self.place(*row);
                            let kinds = amounts.get_mut(batch).and_then(|kinds| kinds.get_mut(form.counted.kind));
                            kinds.and_then(|amounts| amounts.get_mut(*of)).and_then(|amount| amount.at(at))
                        }
                    };
                    let adds = total.add(days, amount, || *least);
                    // It adds nothing, and is listed.
                    *is_odd |= adds == Adds::BelowZero;
                }
                total.stand()
            }
            FastAmount::Run(run) if run.waits(&frame) => Stand::NotYetDue(Day::NEVER),
            FastAmount::Run(run) => {
                let (covers, going_on) = selected.covers();
                lasting(run, covers, anchor, &frame, limit, self.as_at, going_on)
            }
        }
    }

    /// Selects the records that count for an outcome of an enrolment.
    fn select(
        &self,
        counted: Counted,
        programme: u16,
        anchor: Option<Day>,
        records: &[Record],
        selected: &mut Selected,
    ) {
        selected.is_covered = false;
        selected.days.clear();
        selected.told.clear();
        selected.units.clear();
        if records.is_empty() {
            return;
        }
        let Some(asked) = self.rules.asked.get(counted.kind) else { return };
        let days = |record: &Record| {
            let first = told(record.first)?;
            let days = if asked.is_spell {
                let known = || {
                    let (batch, row) = self.place(record.row);
                    told(self.tellings.get(batch)?.recorded(row))
                };
                Days::of_a_spell(first, told(record.end), counted.open_spells, known, self.as_at)?
            } else {
                Days::of_a_day(first)
            };
            let truth = counted.test.map_or(Some(true), |test| record.truth(test));
            days.behind(anchor, counted.is_held)?.if_true(truth)
        };
        for record in records {
            if (record.programme == NONE || record.programme == programme)
                && let Some(days) = days(record)
            {
                selected.days.push(days);
                if !asked.amounts.is_empty() {
                    let is_brief = record.row == NO_ROW;
                    selected.told.push(if is_brief { Told::InUnits(record.end) } else { Told::Row(record.row) });
                    if asked.with_record().is_some() {
                        selected.units.push(record.end);
                    }
                }
            }
        }
    }
}

/// How an outcome of an enrolment stands by what came of its records in whatever order; `None` if that does not tell.
fn streamed(
    form: &Fast<'_>,
    enrolment: &Enrolment<'_>,
    (streams, at): (&Streams, usize),
    asks_when: bool,
) -> Option<Stand> {
    let stream = form.stream?;
    if form.counted.anchor == Anchor::Ended && enrolment.ended == days::NONE {
        return Some(Stand::NotYetDue(Day::NEVER));
    }
    match &form.amount {
        FastAmount::Count(_) => streams.first(stream, at),
        FastAmount::Total { units, exceeds, .. } => streams.sum(stream, at, ((*units)?, *exceeds), asks_when),
        FastAmount::Run(_) => None,
    }
}
