//! Everybody whom columns alone can judge.

use std::ops::Range;

use arrow_array::{Array, RecordBatch};

use super::columns::Columns;
use super::days::NONE;
use super::group::{groups, sum};
use super::judge::{Enrolments, Judging};
use super::rules::Rules;
use super::scan::{Room, Scan, Scanned};
use super::table::Table;
use super::telling::Telling;
use super::watch::Ended;
use super::whole::Odd;
use crate::columns::ids::Ids;
use crate::columns::reading::{run_all, threads_of};
use crate::outcomes::Day;
use crate::value::Date;

/// How many rows are scanned between looks at whether to go on.
const AT_ONCE: usize = 65_536;

impl Table<'_> {
    /// Judges everybody whom columns alone can judge, and adds all others to the odd. `unclear` are rows whose event has
    /// no id, or that of an earlier event.
    pub(super) fn by_columns(
        &self,
        columns: &Columns,
        unclear: &[(usize, Vec<usize>)],
        odd: &mut Odd,
    ) -> Result<Vec<Enrolments>, Ended> {
        for (batch, rows) in unclear {
            let Some(batch) = self.events.get(*batch) else { continue };
            let about = self.people.bind(batch.column(self.person));
            rows.iter().filter_map(|row| about.of_row(*row)).for_each(|person| odd.add(person));
        }
        let rules = Rules::new(self.catalogue, self.outcomes);
        let mut first = 0_u32;
        let tellings = self.events.iter().map(|batch| {
            let telling = Telling::new(self.catalogue, &rules, columns, batch, first);
            first = first.saturating_add(u32::try_from(batch.num_rows()).unwrap_or(u32::MAX));
            telling
        });
        let tellings: Vec<Telling<'_>> = tellings.collect();
        let scanned = self.scanned(&rules, columns, &tellings)?;
        scanned.iter().flat_map(|scanned| &scanned.odd).for_each(|person| odd.add(*person));
        let parts = self.grouped(&rules, &tellings, &scanned, odd)?;
        parts.iter().flat_map(|part| &part.odd).for_each(|person| odd.add(*person));
        if scanned.iter().any(|scanned| scanned.joining) {
            // Whoever somebody was joined to is read whole with them.
            let joined = self.read(odd)?.finish().file;
            let others = joined.events().iter().filter_map(|event| event.joins());
            others.filter_map(|id| self.people.place(id)).for_each(|person| odd.add(person));
        }
        Ok(parts)
    }

    /// Parts all rows by whom they are about, each thread its share of them.
    fn scanned(&self, rules: &Rules<'_>, columns: &Columns, tellings: &[Telling<'_>]) -> Result<Vec<Scanned>, Ended> {
        let days = |date: Date| Day::of(date).days_since_1970();
        let scan = Scan {
            rules,
            columns,
            people: self.people,
            as_at: days(self.as_at).unwrap_or(NONE),
            known_at: self.options.outcomes.known_at.and_then(days),
        };
        let scanned = run_all(shares(self.events, threads_of(self.options.threads)), |share| {
            let (mut scanned, mut room) = (Scanned::nothing(self.people), Room::default());
            let all = share.iter().map(|(_, rows)| rows.len()).fold(0, usize::saturating_add);
            let mut seen = 0_usize;
            for (telling, rows) in share.into_iter().filter_map(|(batch, rows)| Some((tellings.get(batch)?, rows))) {
                let mut batch = scan.of(telling);
                for from in rows.clone().step_by(AT_ONCE) {
                    let rows = from..from.saturating_add(AT_ONCE).min(rows.end);
                    let len = rows.len();
                    batch.rows(rows, &mut room, &mut scanned);
                    if seen == 0 {
                        scanned.expect(len, all);
                    }
                    seen = seen.saturating_add(len);
                    self.watch.step(len)?;
                }
            }
            Ok(scanned)
        });
        scanned.into_iter().collect()
    }

    /// Judges group by group, each thread its share of them.
    fn grouped(
        &self,
        rules: &Rules<'_>,
        tellings: &[Telling<'_>],
        scanned: &[Scanned],
        odd: &Odd,
    ) -> Result<Vec<Enrolments>, Ended> {
        let judging = Judging { catalogue: self.catalogue, rules, as_at: Day::of(self.as_at), tellings };
        let all = groups(self.people.len());
        let each = all.div_ceil(threads_of(self.options.threads)).max(1);
        let work: Vec<_> = (0..all).step_by(each).map(|from| from..from.saturating_add(each).min(all)).collect();
        let parts = run_all(work, |groups| {
            let mut room = judging.room();
            // The first part takes the others in, at the end.
            let own = if groups.start == 0 { 0..all } else { groups.clone() };
            let starts = scanned.iter().filter_map(|scanned| Some(sum(scanned.groups.get(own.clone())?)));
            let starts = starts.map(|[starts, ..]| starts).fold(0, usize::saturating_add);
            let mut out = Enrolments::with_capacity(starts, self.outcomes.len());
            for group in groups {
                let parts = scanned.iter().filter_map(|scanned| scanned.groups.get(group));
                let judged = judging.judge(group, parts, &|person| odd.holds(person), &mut room, &mut out);
                self.watch.step(judged)?;
            }
            Ok(out)
        });
        parts.into_iter().collect()
    }
}

/// The rows of each thread, batch by batch: as many rows for each.
fn shares(batches: &[RecordBatch], threads: usize) -> Vec<Vec<(usize, Range<usize>)>> {
    let rows = batches.iter().map(RecordBatch::num_rows).fold(0, usize::saturating_add);
    let most = rows.div_ceil(threads.max(1)).next_multiple_of(AT_ONCE);
    let (mut shares, mut left) = (vec![Vec::new()], most);
    for (number, batch) in batches.iter().enumerate() {
        let mut from = 0_usize;
        while from < batch.num_rows() {
            if left == 0 {
                shares.push(Vec::new());
                left = most;
            }
            let to = from.saturating_add(left).min(batch.num_rows());
            left = left.saturating_sub(to.saturating_sub(from));
            if let Some(share) = shares.last_mut() {
                share.push((number, from..to));
            }
            from = to;
        }
    }
    shares
}

/// The rows of each batch whose event has no id, or that of an earlier event.
pub(super) fn unclear(events: &[RecordBatch], id: usize) -> Vec<(usize, Vec<usize>)> {
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
