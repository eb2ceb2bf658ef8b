//! Everybody whom columns alone can judge.

use std::ops::Range;

use arrow_array::{Array, RecordBatch};

use super::chosen::Chosen;
use super::columns::Columns;
use super::days::NONE;
use super::enrolments::Enrolments;
use super::facts::Facts;
use super::group::Group;
use super::judge::Judging;
use super::lots::Room;
use super::people::{People, range, whole_numbers};
use super::rules::Rules;
use super::scan::{BatchScan, Scan};
use super::scanned::Scanned;
use super::table::Table;
use super::telling::Telling;
use super::watch::Ended;
use super::who::Asking;
use crate::columns::ids::Ids;
use crate::columns::reading::threads_of;
use crate::columns::turns::take_turns;
use crate::outcomes::Day;
use crate::value::Date;

/// How many rows a thread takes at a time.
const AT_ONCE: usize = 65_536;

impl Table<'_> {
    /// Judges everybody whom columns alone can judge, and adds all others to the odd; and who of them has records and has
    /// started nothing. `unclear` are rows whose event has
    /// no id, or that of an earlier event.
    pub(super) fn by_columns(
        &self,
        columns: &Columns,
        unclear: &Unclear,
        facts: &Facts<'_>,
        odd: &mut Chosen,
    ) -> Result<(Enrolments, Chosen), Ended> {
        for (batch, rows) in unclear {
            let Some(batch) = self.events.get(*batch) else { continue };
            let about = self.people.bind(batch.column(self.person));
            rows.iter().filter_map(|row| about.of_row(*row)).for_each(|person| odd.add(person));
        }
        let rules = self.rules;
        let mut first = 0_u32;
        let tellings = self.events.iter().map(|batch| {
            let telling = Telling::new(self.catalogue, rules, columns, batch, first);
            first = first.saturating_add(u32::try_from(batch.num_rows()).unwrap_or(u32::MAX));
            telling
        });
        let tellings: Vec<Telling<'_>> = tellings.collect();
        let scanned = self.scanned(rules, columns, &tellings)?;
        scanned.iter().flat_map(|scanned| &scanned.odd).for_each(|person| odd.add(*person));
        let facts_on = self.options.outcomes.facts_on;
        let asking = Asking::new(self.catalogue, &rules.who, &rules.facts, facts, facts_on);
        let joining = scanned.iter().any(|scanned| scanned.joining);
        let grouped = self.grouped(rules, &tellings, &asking, scanned, odd)?;
        let Grouped { mut enrolments, used, mut unstarted } = grouped;
        if joining {
            // Whoever somebody was joined to is read whole with them.
            let joined = self.read(odd)?.finish().file;
            let others = joined.events().iter().filter_map(|event| event.joins());
            others.filter_map(|id| self.people.place(id)).for_each(|person| odd.add(person));
        }
        // Who was found to be odd is read whole.
        if !odd.is_empty() || used.iter().any(|(len, used)| len != used) {
            enrolments.keep(&used, |person| !odd.holds(person));
        }
        unstarted.leave_out(odd);
        Ok((enrolments, unstarted))
    }

    /// Parts all rows by whom they are about.
    pub(super) fn scanned(
        &self,
        rules: &Rules<'_>,
        columns: &Columns,
        tellings: &[Telling<'_>],
    ) -> Result<Vec<Scanned>, Ended> {
        let days = |date: Date| Day::of(date).days_since_1970();
        let scan = Scan {
            rules,
            columns,
            people: self.people,
            as_at: days(self.as_at).unwrap_or(NONE),
            known_at: self.options.outcomes.known_at.and_then(days),
        };
        let threads = threads_of(self.options.threads);
        let work = pieces(self.events);
        // A thread's share of all rows.
        let rows = work.iter().map(|(_, rows)| rows.len()).fold(0, usize::saturating_add);
        let share = rows.div_ceil(threads.max(1));
        let scanned = take_turns(threads, work.into_iter(), |turns| {
            let (mut scanned, mut room) = (Scanned::nothing(self.people, rules), Room::default());
            let mut batch: Option<(usize, BatchScan<'_>)> = None;
            for (number, rows) in turns {
                let Some(telling) = tellings.get(number) else { continue };
                let batch = match &mut batch {
                    Some((known, batch)) if *known == number => batch,
                    other => &mut other.insert((number, scan.of(telling))).1,
                };
                let (is_first, len) = (scanned.is_empty(), rows.len());
                batch.rows(rows, &mut room, &mut scanned);
                if is_first {
                    scanned.expect(len, share);
                }
                self.watch.step(len)?;
            }
            Ok(scanned)
        });
        scanned.into_iter().collect()
    }

    /// Judges group by group.
    fn grouped(
        &self,
        rules: &Rules<'_>,
        tellings: &[Telling<'_>],
        asking: &Asking<'_>,
        scanned: Vec<Scanned>,
        odd: &mut Chosen,
    ) -> Result<Grouped, Ended> {
        let (mut idle, mut unstarted) = (Chosen::none_of(self.people), Chosen::none_of(self.people));
        scanned.iter().for_each(|scanned| idle.extend(&scanned.idle));
        let judging =
            Judging { catalogue: self.catalogue, rules, as_at: Day::of(self.as_at), tellings, asking, idle: &idle };
        let groups: Vec<Vec<Group>> = transposed(scanned);
        let starts = |parts: &Vec<Group>| parts.iter().map(|part| part.starts.len()).fold(0, usize::saturating_add);
        let lengths: Vec<usize> = groups.iter().map(starts).collect();
        let all = lengths.iter().copied().fold(0, usize::saturating_add);
        let mut enrolments = Enrolments::with_room(all, self.outcomes.len(), threads_of(self.options.threads));
        let known = &*odd;
        let work: Vec<_> = groups.into_iter().zip(enrolments.parts(&lengths)).enumerate().collect();
        let judged: Vec<Result<_, Ended>> = take_turns(threads_of(self.options.threads), work.into_iter(), |turns| {
            let (mut room, mut used) = (judging.room(), Vec::new());
            // Whoever has judged a group lets it go.
            for (group, (rows, mut part)) in turns {
                let people = judging.judge(group, &rows, &|person| known.holds(person), &mut room, &mut part);
                used.push((group, part.used()));
                self.watch.step(people)?;
            }
            Ok((room.odd, room.unstarted, used))
        });
        let mut used = Vec::new();
        for judged in judged {
            let (own, without_start, of_groups) = judged?;
            own.iter().for_each(|person| odd.add(*person));
            without_start.iter().for_each(|person| unstarted.add(*person));
            used.extend(of_groups);
        }
        used.sort_unstable_by_key(|(group, _)| *group);
        Ok(Grouped { enrolments, used: used.into_iter().map(|(_, used)| used).collect(), unstarted })
    }
}

/// What came of all groups.
struct Grouped {
    enrolments: Enrolments,
    /// How much room each had, and how much of it was used.
    used: Vec<(usize, usize)>,
    /// Who has records and has started nothing.
    unstarted: Chosen,
}

/// What each thread found of each group.
pub(super) fn transposed(scanned: Vec<Scanned>) -> Vec<Vec<Group>> {
    let mut groups: Vec<Vec<Group>> = Vec::new();
    for scanned in scanned {
        for (group, part) in scanned.into_groups().enumerate() {
            match groups.get_mut(group) {
                Some(parts) => parts.push(part),
                None => groups.push(vec![part]),
            }
        }
    }
    groups
}

/// All rows, some at a time: the number of their batch, and their places in it.
pub(super) fn pieces(batches: &[RecordBatch]) -> Vec<(usize, Range<usize>)> {
    let of = |(number, batch): (usize, &RecordBatch)| {
        let rows = batch.num_rows();
        (0..rows).step_by(AT_ONCE).map(move |from| (number, from..from.saturating_add(AT_ONCE).min(rows)))
    };
    batches.iter().enumerate().flat_map(of).collect()
}

/// The rows of batches whose event has no id, or that of an earlier event.
pub(super) type Unclear = Vec<(usize, Vec<usize>)>;

/// Whom events are about, and the rows whose event is not clear; without a column of ids these are not looked for.
pub(super) fn begun(
    events: &[RecordBatch],
    person: usize,
    id: Option<usize>,
    threads: usize,
) -> (Option<People>, Unclear) {
    /// What is looked through: all ids of events, as each must be held beside all before it, or people's of some rows.
    enum Look {
        Events(usize),
        People(usize, Range<usize>),
    }
    let people = || events.iter().map(|batch| batch.column(person));
    let are_numbers = people().all(|column| whole_numbers(column.data_type()));
    let rows = pieces(events).into_iter().filter(|_| are_numbers).map(|(batch, rows)| Look::People(batch, rows));
    let work: Vec<Look> = id.map(Look::Events).into_iter().chain(rows).collect();
    let looked = take_turns(threads, work.into_iter(), |turns| {
        let (mut rows, mut reach) = (Unclear::new(), None);
        for look in turns {
            match look {
                Look::Events(id) => rows = unclear(events, id),
                Look::People(batch, rows) => {
                    let column = events.get(batch).map(|batch| batch.column(person).slice(rows.start, rows.len()));
                    reach = wider(reach, column.and_then(|column| range(&column)));
                }
            }
        }
        (rows, reach)
    });
    let reach = looked.iter().fold(None, |reach, (_, own)| wider(reach, *own));
    let people = if are_numbers { People::of_numbers(people(), reach) } else { People::of_texts(people()) };
    (people, looked.into_iter().flat_map(|(rows, _)| rows).collect())
}

/// A range that holds two others.
fn wider(one: Option<(i128, i128)>, other: Option<(i128, i128)>) -> Option<(i128, i128)> {
    match (one, other) {
        (Some((low, high)), Some((lower, higher))) => Some((low.min(lower), high.max(higher))),
        (one, other) => one.or(other),
    }
}

fn unclear(events: &[RecordBatch], id: usize) -> Unclear {
    let mut ids = Ids::new();
    let rows = events.iter().enumerate().map(|(number, batch)| {
        let column = batch.column(id);
        let nulls = column.logical_nulls().filter(|nulls| nulls.null_count() > 0);
        let without = nulls.iter().flat_map(|nulls| (0..column.len()).filter(|row| nulls.is_null(*row)));
        let mut rows: Vec<usize> = without.collect();
        ids.repeated(column, &mut |row| rows.push(row));
        (number, rows)
    });
    rows.filter(|(_, rows)| !rows.is_empty()).collect()
}
