//! Many enrolments counted at once: what is sure in loops over columns, and the rest one by one.

use std::ops::Range;

use super::Counting;
use super::many::{DayOf, Known, Many};
use crate::catalogue::{Averaged, IndicatorForm, Measure};
use crate::document::{OncePer, Unit, Until};
use crate::outcomes::Day;
use crate::returns::counted::{Counted, Hit};
use crate::returns::sink::Sink;
use crate::returns::tally::{PARTS, Part};
use crate::value::Duration;

/// How rows count for one indicator, part by part.
#[derive(Default)]
struct Sorted {
    hits: [Vec<Hit>; PARTS],
    values: Vec<i64>,
    /// Rows of units that must be looked at one by one.
    others: Vec<Range<usize>>,
}

/// What a share asks, on days alone.
struct SureShare {
    as_at: Day,
    due: Option<Duration>,
    /// The last day of each period, by how far back it is, where whoever achieves must do so in it.
    ends: Option<Vec<Day>>,
}

impl SureShare {
    /// How whoever began on a day counts who achieved on a day or never, and whether that was too late.
    fn part(&self, (began, back): (Day, u16), on: Day) -> (Part, bool) {
        let due = self.due.map(|due| began.later(due)).filter(|due| *due != Day::NEVER);
        if due.is_some_and(|due| self.as_at < due) {
            return (Part::Pending, false);
        }
        let end = self.ends.as_ref().and_then(|ends| ends.get(usize::from(back)));
        let last = end.map_or(self.as_at, |end| self.as_at.min(*end));
        if on <= last && due.is_none_or(|due| on < due) {
            return (Part::Yes, false);
        }
        (Part::No, on != Day::NEVER)
    }
}

/// What an indicator asks of every row.
#[derive(Clone, Copy)]
enum Ask<'m> {
    /// A day.
    Day,
    /// A day on which it achieved.
    Share(&'m SureShare, DayOf),
    /// A value.
    Value(&'m [Option<i64>]),
}

impl Counting<'_> {
    /// Counts everybody in every cell: rows of which all is sure together, and else person by person. Where the days that
    /// are asked for stand, `days` says.
    pub(crate) fn many(&self, many: &Many, days: &[DayOf], counted: &mut Counted<'_>, sink: &mut impl Sink) {
        if let Some(first) = many.began.iter().min().and_then(|day| day.date()) {
            sink.seen(self.layout.period(first));
        }
        let mut sorted = Sorted::default();
        let of = (many.programmes.as_slice(), many.groups.as_slice());
        for (place, own) in self.rule.indicators.iter().enumerate() {
            sorted.hits.iter_mut().for_each(Vec::clear);
            sorted.values.clear();
            sorted.others.clear();
            self.sort(place, many, days, &mut sorted);
            for (part, hits) in Part::ALL.into_iter().zip(&sorted.hits).filter(|(_, hits)| !hits.is_empty()) {
                counted.mark((place, part), hits, of);
                if part == Part::Yes && matches!(own.form, IndicatorForm::Average { .. }) {
                    counted.measure(place, hits, &sorted.values, of);
                }
            }
            for rows in &sorted.others {
                self.indicator(place, &many.life(rows.clone(), days), sink);
            }
        }
    }

    /// Sorts rows by how they count for an indicator.
    fn sort(&self, place: usize, many: &Many, days: &[DayOf], sorted: &mut Sorted) {
        let indicators = &self.rule.document.indicators;
        let Some((indicator, own)) = indicators.get(place).zip(self.rule.indicators.get(place)) else { return };
        let day = |asked: usize| days.get(asked).copied();
        let cohort = match &own.form {
            IndicatorForm::Rate { cohort, .. } => day(*cohort).map_or(&[][..], |cohort| many.column(cohort).0),
            _ => &[],
        };
        let share = SureShare {
            as_at: Day::of(self.layout.as_at),
            due: indicator.due,
            ends: (indicator.until == Some(Until::PeriodEnd)).then(|| self.ends(cohort)),
        };
        let (first, ask) = match &own.form {
            IndicatorForm::Count(asked) if indicator.once_per != Some(OncePer::Period) => (day(*asked), Ask::Day),
            IndicatorForm::Rate { cohort, achieved } if own.except.is_none() => match day(*achieved) {
                Some(achieved) => (day(*cohort), Ask::Share(&share, achieved)),
                None => return,
            },
            IndicatorForm::Average { of: Averaged::Enrolments { cohort, measure }, .. }
                if !matches!(self.rule.measures.get(*measure), Some(Measure::DaysTo(_))) =>
            {
                (day(*cohort), Ask::Value(many.measures.get(*measure).map_or(&[], Vec::as_slice)))
            }
            IndicatorForm::Ratio { .. } | IndicatorForm::Broken => return,
            _ => return sorted.others.extend(many.each().map(|(_, rows)| rows)),
        };
        let Some(first) = first else { return };
        let by_itself = indicator.unit == Unit::Enrolment;
        if by_itself || many.people.len() == many.rows() {
            self.sort_rows(place, many, first, ask, 0..many.rows(), sorted);
        } else {
            // Of who has several, the enrolments count together.
            for (_, rows) in many.each() {
                if rows.len() == 1 {
                    self.sort_rows(place, many, first, ask, rows, sorted);
                } else {
                    sorted.others.push(rows);
                }
            }
        }
    }

    fn sort_rows(
        &self,
        place: usize,
        many: &Many,
        first: DayOf,
        ask: Ask<'_>,
        rows: Range<usize>,
        Sorted { hits, values, others }: &mut Sorted,
    ) {
        let (days, known) = many.column(first);
        let excluded = many.excluded.get(place).filter(|column| !column.is_empty());
        let funded = many.funded.get(place).filter(|column| !column.is_empty());
        let one = |row: usize| row..row.saturating_add(1);
        let mut put = |part: Part, hit: Hit| {
            hits.get_mut(part as usize).into_iter().for_each(|hits| hits.push(hit));
        };
        let achieved = match ask {
            Ask::Share(_, achieved) => many.column(achieved),
            _ => (&[][..], None),
        };
        for row in rows {
            let Some(day) = days.get(row).copied() else { break };
            if funded.is_some_and(|funded| funded.get(row) == Some(&false)) {
                continue;
            }
            if known.is_some_and(|known| known.get(row) == Some(&Known::Aside)) {
                others.push(one(row));
                continue;
            }
            if day == Day::NEVER {
                continue;
            }
            let Some(back) = self.layout.back_of(day) else {
                others.push(one(row));
                continue;
            };
            let hit = Hit { row: u32::try_from(row).unwrap_or(u32::MAX), back };
            let is_out = excluded.map_or(Some(false), |excluded| excluded.get(row).copied().unwrap_or(Some(false)));
            match (is_out, ask) {
                (None, _) => others.push(one(row)),
                (Some(true), _) => put(Part::Excluded, hit),
                (_, Ask::Day) => put(Part::Yes, hit),
                (_, Ask::Share(share, _)) => match achieved.1.and_then(|known| known.get(row)) {
                    Some(Known::Aside | Known::MayBeOut) => others.push(one(row)),
                    Some(Known::Out) => put(Part::Excluded, hit),
                    _ => {
                        let on = achieved.0.get(row).copied().unwrap_or(Day::NEVER);
                        let (part, is_late) = share.part((day, back), on);
                        put(part, hit);
                        if is_late {
                            put(Part::Late, hit);
                        }
                    }
                },
                (_, Ask::Value(measured)) => {
                    if let Some(value) = measured.get(row).copied().flatten() {
                        put(Part::Yes, hit);
                        values.push(value);
                    }
                }
            }
        }
    }

    /// The last day of each period that holds one of some days.
    fn ends(&self, days: &[Day]) -> Vec<Day> {
        let most = days.iter().filter_map(|day| self.layout.back_of(*day)).max().unwrap_or(0);
        let number = |back: u16| self.layout.last.saturating_sub(i32::from(back));
        let end = |back: u16| self.layout.periods.period(number(back)).end.map_or(Day::NEVER, Day::of);
        (0..=most).map(end).collect()
    }
}
