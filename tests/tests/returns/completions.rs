//! Cells against every completion of what is not told.

use std::collections::{BTreeMap, BTreeSet};

use doorstep::{Cell as Told, CellState};
use doorstep_tests::oracle::each;

use crate::caseload::{Caseload, PROGRAMMES, Person, catalogue};
use crate::naive::{Cell, Counts, counted, year};

/// Every way in which what is not told of a person may be.
fn completions(person: &Person) -> Vec<Person> {
    let mut all = vec![person.clone()];
    if person.moved.is_none() {
        all = all
            .into_iter()
            .flat_map(|own| [true, false].map(|moved| Person { moved: Some(moved), ..own.clone() }))
            .collect();
    }
    for at in 0..person.work.len() {
        if person.work[at].hours.is_none() {
            let with = |own: &Person, hours: u8| {
                let mut own = own.clone();
                own.work[at].hours = Some(hours);
                own
            };
            all = all.iter().flat_map(|own| [with(own, 3), with(own, 16)]).collect();
        }
    }
    all
}

fn name(cell: &Told) -> Option<Cell> {
    const INDICATORS: [&str; 8] = ["ups", "stints", "jobs", "jobs_yearly", "rate", "due", "work", "helped"];
    let key = &cell.key;
    let indicator = INDICATORS.into_iter().find(|id| *id == key.indicator)?;
    let programme = key.programme.as_ref().and_then(|id| PROGRAMMES.iter().position(|own| own == id));
    let group = || ["social", "other"].into_iter().find(|own| key.group.as_deref() == Some(own));
    Some((indicator, programme, year(cell.period_start?), key.by.as_ref().map(|_| group())))
}

#[test]
fn cells_hold_every_completion_and_their_ends_are_reached() {
    let catalogue = catalogue();
    each(400, |choices| {
        let caseload = Caseload::random(choices);
        let report = caseload.report(&catalogue);
        let of = |person: &Person| -> Vec<BTreeMap<Cell, Counts>> {
            completions(person).iter().map(|own| counted(own, caseload.policy, caseload.as_at)).collect()
        };
        let people: Vec<Vec<BTreeMap<Cell, Counts>>> = caseload.people.iter().map(of).collect();
        // What is not told of somebody may hang together in ways that cells do not follow: whom one answer leaves out of
        // all their enrolments, or two of which each may count.
        let is_plain = caseload.people.iter().all(Person::is_plain);
        let mut seen = BTreeSet::new();
        for cell in report.cells() {
            let key = name(cell).ok_or("a cell without a period")?;
            seen.insert(key);
            let mut sums: BTreeSet<Counts> = BTreeSet::from([(0, 0, 0)]);
            for person in &people {
                let own: BTreeSet<Counts> =
                    person.iter().map(|own| own.get(&key).copied().unwrap_or_default()).collect();
                let add =
                    |(a, b, c): &Counts| own.iter().map(|own| (a + own.0, b + own.1, c + own.2)).collect::<Vec<_>>();
                sums = sums.iter().flat_map(add).collect();
            }
            let is_rate = ["rate", "due"].contains(&key.0);
            let value = |(part, of, _): &Counts| match is_rate {
                true => (*of > 0).then(|| *part as f64 / *of as f64),
                false => Some(*part as f64),
            };
            let values: Vec<f64> = sums.iter().filter_map(value).collect();
            let wrong = |why: &str| Err(format!("{why}: {cell:?}\nof {sums:?}\nin {caseload:#?}"));
            if values.is_empty() {
                let is_pending = sums.iter().all(|(.., pending)| *pending > 0);
                let wanted = if is_pending { CellState::NotYetDue } else { CellState::Undefined };
                if cell.state != wanted && is_plain {
                    return wrong("it is of nobody");
                }
                continue;
            }
            let (Some(low), Some(high)) = (cell.low, cell.high) else { return wrong("it has no ends") };
            let (least, most) = values.iter().fold((f64::MAX, f64::MIN), |(a, b), own| (a.min(*own), b.max(*own)));
            if least < low || high < most {
                return wrong("a completion lies outside");
            }
            // What may have come on one of several days may, as far as cells know, have come on any between them, and of
            // records of one day any may be the first.
            let works_then = |person: &Person| person.work.iter().any(|work| year(work.on) == key.2);
            let of_one_day = |person: &Person| {
                let days: BTreeSet<_> = person.work.iter().map(|work| work.on).collect();
                days.len() < person.work.len()
            };
            let is_untold = |person: &&Person| person.work.iter().any(|work| work.hours.is_none());
            let mut untold = caseload.people.iter().filter(is_untold);
            let is_between = match key.0 {
                "jobs" | "jobs_yearly" => untold.any(|person| !works_then(person)),
                "helped" => untold.any(of_one_day),
                _ => false,
            };
            if is_plain && !is_between && (least > low || high > most) {
                return wrong("no completion comes to an end");
            }
            if (low == high) != (cell.state == CellState::Exact) || (low == high && cell.value != Some(low)) {
                return wrong("its state is not that of its ends");
            }
        }
        let missing = people.iter().flatten().flat_map(BTreeMap::keys).find(|key| !seen.contains(key));
        missing.map_or(Ok(()), |key| Err(format!("there is no cell for {key:?} of {caseload:#?}")))
    });
}
