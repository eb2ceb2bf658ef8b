//! Random small packs: whatever a publication hides could be something else, and whatever an audit recovers could not.

use doorstep::{CellState, Release, ReleasedPart};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use super::everything::{Bound, Tables};
use super::packs::{At, Pack, QUARTERS};

const PROGRAMMES: [&str; 2] = ["boost", "steps"];
/// No count here is more.
const MOST: i64 = 60;

#[derive(Clone, Debug)]
struct Case {
    pack: Pack,
    bounds: Vec<Bound>,
}

/// Programmes, periods and groups of two breakdowns, whose sums are those of the first.
fn case(
    dims: (usize, usize, usize),
    counts: &[i64],
    of_sex: &[i64],
    overlap: Option<&[i64]>,
    rule: (i64, i64),
) -> Case {
    let (programmes, periods, groups) = dims;
    let mut pack = Pack::new(rule.0, rule.1);
    pack.indicator("starts", "count", if overlap.is_some() { "overlapping" } else { "exactly" });
    let mut bounds = Vec::new();
    let names = ["social", "private", "other"];
    let mut places = Vec::new();
    let mut next = (counts.iter().cycle(), of_sex.iter().cycle());
    let mut table = vec![vec![vec![0; groups]; periods]; programmes];
    let mut sexes = vec![vec![[0; 2]; periods]; programmes];
    for (table, sexes) in table.iter_mut().zip(&mut sexes) {
        for (groups, sexes) in table.iter_mut().zip(sexes) {
            groups.iter_mut().for_each(|count| *count = *next.0.next().expect("a count"));
            let total: i64 = groups.iter().sum();
            let first = next.1.next().expect("a count") % (total + 1);
            *sexes = [first, total - first];
        }
    }
    let scopes = if programmes > 1 { programmes + 1 } else { 1 };
    let at_most = |parts: Vec<i64>, lowering: i64| {
        let (most, sum) = (parts.iter().copied().max().unwrap_or(0), parts.iter().sum::<i64>());
        if overlap.is_some() { most + lowering % (sum - most + 1) } else { sum }
    };
    for period in 0..periods {
        let mut of_period = Vec::new();
        for scope in 0..scopes {
            let programme = PROGRAMMES.get(scope).copied().filter(|_| scope < programmes);
            let is_total = scope == programmes;
            let lowering = |place: usize| overlap.map_or(0, |overlap| overlap[place % overlap.len()]);
            let own: Vec<i64> = (0..groups)
                .map(|group| match is_total {
                    true => at_most(table.iter().map(|table| table[period][group]).collect(), lowering(group)),
                    false => table[scope][period][group],
                })
                .collect();
            let total: i64 = own.iter().sum();
            let at = At { programme, period: Some(QUARTERS[period]), by: None };
            let first = pack.cells.len();
            pack.count("starts", at, total);
            for (group, count) in own.iter().enumerate() {
                pack.count("starts", At { by: Some(("tenure", names[group])), ..at }, *count);
            }
            bounds.push(Bound::Sum((first + 1..=first + groups).collect(), first));
            // The second breakdown only where its programmes add up to the total too.
            if overlap.is_none() {
                let at_sex = |sex: usize| match is_total {
                    true => sexes.iter().map(|sexes| sexes[period][sex]).sum(),
                    false => sexes[scope][period][sex],
                };
                pack.count("starts", At { by: Some(("sex", "women")), ..at }, at_sex(0));
                pack.count("starts", At { by: Some(("sex", "men")), ..at }, at_sex(1));
                bounds.push(Bound::Sum(vec![first + groups + 1, first + groups + 2], first));
            }
            of_period.push((first, pack.cells.len() - first));
        }
        if scopes > 1 {
            let (total, cells) = of_period[programmes];
            for cell in 0..cells {
                let parts = of_period[..programmes].iter().map(|(first, _)| first + cell).collect();
                let total = total + cell;
                bounds.push(if overlap.is_some() { Bound::Overlap(parts, total) } else { Bound::Sum(parts, total) });
            }
        }
        places.push(of_period);
    }
    // Groups over the whole time: each period's total is part of theirs.
    if periods > 1 {
        for scope in 0..scopes {
            let totals: Vec<usize> = places.iter().map(|of_period| of_period[scope].0).collect();
            let sum: i64 = totals.iter().map(|place| pack.cells[*place]["numerator"].as_i64().expect("a count")).sum();
            let first = of_sex[0] % (sum + 1);
            let programme = PROGRAMMES.get(scope).copied().filter(|_| scope < programmes);
            let own = pack.cells.len();
            pack.count("starts", At { programme, ..At::default() }, sum);
            bounds.push(Bound::Sum(totals, own));
            if scopes == 1 {
                pack.count("starts", At { programme, by: Some(("age", "young")), ..At::default() }, first);
                pack.count("starts", At { programme, by: Some(("age", "old")), ..At::default() }, sum - first);
                bounds.push(Bound::Sum(vec![own + 1, own + 2], own));
            }
        }
        if scopes > 1 && overlap.is_none() {
            let own = pack.cells.len() - scopes;
            bounds.push(Bound::Sum((own..own + programmes).collect(), own + programmes));
        }
        if scopes > 1 && overlap.is_some() {
            let own = pack.cells.len() - scopes;
            bounds.push(Bound::Overlap((own..own + programmes).collect(), own + programmes));
        }
    }
    Case { pack, bounds }
}

/// What each cell may be by what it shows itself.
fn may_be(pack: &Pack, release: &Release) -> Vec<Vec<i64>> {
    let half_up = |count: i64| (count + pack.round_to / 2) / pack.round_to * pack.round_to;
    let is_hidden_small = |count: i64| if count == 0 { !pack.zeros_shown } else { count < pack.minimum };
    let may_be = |cell: &doorstep::Cell| match (cell.state, cell.numerator) {
        (CellState::Suppressed, None) => (i64::from(pack.zeros_shown)..=MOST * 8).collect(),
        (CellState::Exact, Some(shown)) => {
            (0..=MOST * 8).filter(|count| !is_hidden_small(*count) && half_up(*count) == shown).collect()
        }
        other => panic!("{other:?}"),
    };
    release.cells.iter().map(may_be).collect()
}

fn cases() -> impl Strategy<Value = Case> {
    let counts = || prop::collection::vec(prop_oneof![4 => 0..6_i64, 2 => 6..20_i64, 1 => 0..1_i64], 12);
    let dims = (1..=2_usize, 1..=2_usize, 2..=3_usize);
    let rules =
        prop_oneof![Just((3_i64, 1_i64)), Just((5, 1)), Just((4, 2)), Just((5, 5)), Just((10, 5)), Just((3, 10))];
    (dims, counts(), prop::collection::vec(0..60_i64, 6), any::<bool>(), any::<bool>(), rules).prop_map(
        |(dims, counts, others, is_overlapping, zeros_shown, rule)| {
            let overlap = Some(others.as_slice()).filter(|_| is_overlapping && dims.0 > 1);
            let mut case = case(dims, &counts, &others, overlap, rule);
            case.pack.zeros_shown = zeros_shown;
            case
        },
    )
}

fn tables(case: &Case, release: &Release) -> Tables {
    Tables { may_be: may_be(&case.pack, release), bounds: case.bounds.clone() }
}

fn truth(case: &Case, place: usize) -> i64 {
    case.pack.cells[place]["numerator"].as_i64().expect("a count")
}

/// Each recovered cell's place and value.
fn recovered(release: &Release, earlier: &[&Release]) -> Vec<(usize, i64)> {
    let audit = release.audit(earlier);
    assert!(!audit.contradictory);
    let place = |key: &doorstep::CellKey| release.cells.iter().position(|cell| cell.key == *key).expect("a cell");
    audit
        .recovered
        .iter()
        .map(|found| {
            assert_eq!(found.part, ReleasedPart::Numerator);
            (place(&found.key), found.value as i64)
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_published_hides_what_it_hides(case in cases()) {
        let release = case.pack.public(&[]);
        prop_assert_eq!(recovered(&release, &[]), vec![]);
        let tables = tables(&case, &release);
        for (place, cell) in release.cells.iter().enumerate() {
            let own = truth(&case, place);
            let is_small = if own == 0 { !case.pack.zeros_shown } else { own < case.pack.minimum };
            if is_small {
                prop_assert_eq!(cell.state, CellState::Suppressed);
            }
            if cell.state == CellState::Suppressed {
                prop_assert!(tables.any_with(place, |value| value == own));
                prop_assert!(tables.any_with(place, |value| value != own), "{:?} is {}: {:#?}", cell.key, own, release);
            }
        }
    }

    #[test]
    fn what_is_recovered_is_certain(case in cases()) {
        let release = case.pack.cell_by_cell();
        let tables = tables(&case, &release);
        for (place, value) in recovered(&release, &[]) {
            prop_assert_eq!(value, truth(&case, place));
            prop_assert!(!tables.any_with(place, |other| other != value));
        }
    }
}

/// Small packs of which an audit finds what cell by cell suppression gives away, and how much of all that can be found.
#[test]
fn cell_by_cell_is_not_enough_and_the_audit_sees_it() {
    let (mut possible, mut found) = (0, 0);
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for _ in 0..300 {
        let case = cases().new_tree(&mut runner).expect("a case").current();
        let release = case.pack.cell_by_cell();
        let tables = tables(&case, &release);
        let recovered = recovered(&release, &[]);
        for (place, cell) in release.cells.iter().enumerate() {
            let own = truth(&case, place);
            let is_hidden = cell.state == CellState::Suppressed && (own != 0 || !case.pack.zeros_shown);
            if is_hidden && !tables.any_with(place, |value| value != own) {
                possible += 1;
                found += usize::from(recovered.contains(&(place, own)));
            }
        }
    }
    println!("{found} of {possible} numbers that cell by cell suppression gives away are recovered");
    assert!(possible > 100, "{possible}");
    assert!(found * 100 >= possible * 95, "{found} of {possible}");
}
