//! Publications that are no more than they need be: much is shown where little is small, and one number is one wherever
//! it stands.

use doorstep::{CellState, Release};
use serde_json::json;

use super::packs::{At, Pack, QUARTERS, YEAR, of_group};

const PROGRAMMES: [&str; 4] = ["boost", "gsb", "motiv8", "steps"];

/// How many started of each programme and area over the whole time, and the same by sex, beside their quarters: no cell
/// shows the total over the whole time.
fn beside_quarters(round_to: i64, of_area: impl Fn(usize, usize) -> i64) -> Pack {
    let areas: Vec<String> = (0..20).map(|area| format!("area {area}")).collect();
    let mut pack = Pack::new(10, round_to);
    pack.indicator("starts", "count", "exactly");
    let rows = (0..PROGRAMMES.len()).map(|row| (0..areas.len()).map(|area| of_area(row, area)).collect::<Vec<_>>());
    let mut rows: Vec<Vec<i64>> = rows.collect();
    rows.push((0..areas.len()).map(|area| rows.iter().map(|row| row[area]).sum()).collect());
    let total: i64 = rows[PROGRAMMES.len()].iter().sum();
    let mut parts: Vec<Vec<i64>> = rows[..PROGRAMMES.len()]
        .iter()
        .map(|row| {
            let own: i64 = row.iter().sum();
            let (third, women) = (own / 3, own / 2 + 7);
            vec![third, own / 4, own / 5, own - third - own / 4 - own / 5, women, own - women]
        })
        .collect();
    parts.push((0..6).map(|part| parts.iter().map(|parts| parts[part]).sum()).collect());
    assert_eq!(parts[PROGRAMMES.len()][..4].iter().sum::<i64>(), total);
    for (row, (counts, parts)) in rows.iter().zip(&parts).enumerate() {
        let at = At { programme: PROGRAMMES.get(row).copied(), ..At::default() };
        for (quarter, count) in QUARTERS.into_iter().zip(parts) {
            pack.count("starts", At { period: Some(quarter), ..at }, *count);
        }
        for (name, count) in ["women", "men"].into_iter().zip(&parts[4..]) {
            pack.count("starts", At { by: Some(("sex", name)), ..at }, *count);
        }
        for (area, count) in areas.iter().zip(counts) {
            pack.count("starts", At { by: Some(("tenure", area)), ..at }, *count);
        }
    }
    pack
}

fn suppressed(release: &Release) -> usize {
    release.cells.iter().filter(|cell| cell.state == CellState::Suppressed).count()
}

#[test]
fn a_total_that_no_cell_shows_is_nothing_to_protect() {
    for round_to in [1, 5] {
        let release = beside_quarters(round_to, |row, area| 40 + (7 * row + 3 * area) as i64 % 29).public(&[]);
        assert_eq!(suppressed(&release), 0);
    }
}

#[test]
fn few_small_numbers_of_many_hide_few_more() {
    // Three of eighty are small, and the audit has them all if nothing else is hidden.
    let of_area = |row: usize, area: usize| match (row, area) {
        (0, 3) => 7,
        (2, 11) => 4,
        (3, 17) => 2,
        _ => 40 + (7 * row + 3 * area) as i64 % 29,
    };
    for round_to in [1, 5] {
        let pack = beside_quarters(round_to, of_area);
        if round_to == 1 {
            assert_eq!(pack.cell_by_cell().audit(&[]).recovered.len(), 3);
        }
        let release = pack.public(&[]);
        let audit = release.audit(&[]);
        assert!(audit.recovered.is_empty() && !audit.contradictory, "{audit:?}");
        assert!((6..=15).contains(&suppressed(&release)), "{} are suppressed", suppressed(&release));
    }
}

#[test]
fn a_cohort_that_is_counted_by_itself_too_is_one_number() {
    let mut pack = Pack::new(10, 1);
    pack.indicator("starts", "count", "exactly");
    pack.indicator("into_work", "rate", "exactly");
    // Who of them is in work may change yet; how many they are does not.
    pack.indicators[1]["of"] = json!("starts");
    pack.indicators[1]["settles"] = json!(false);
    let at = At { programme: None, period: Some(YEAR), by: None };
    let groups = [("social", 60, 30), ("private", 3, 1), ("other", 25, 12)];
    pack.count("starts", at, 88);
    for (name, of, _) in groups {
        pack.count("starts", At { by: Some(("tenure", name)), ..at }, of);
    }
    pack.rate("into_work", at, 43, 88, 0);
    for (name, of, numerator) in groups {
        pack.rate("into_work", At { by: Some(("tenure", name)), ..at }, numerator, of, 0);
    }
    let mut release = pack.public(&[]);
    assert_eq!(of_group(&release, "starts", Some("other")).numerator, None);
    assert_eq!(of_group(&release, "into_work", Some("other")).denominator, None);
    assert!(release.audit(&[]).recovered.is_empty());
    // Were it shown of how many the rate is, the few in private housing would follow.
    let cells = &mut release.cells.iter_mut().filter(|cell| cell.key.indicator == "into_work");
    let other = cells.find(|cell| cell.key.group.as_deref() == Some("other")).expect("a cell");
    (other.state, other.denominator, other.pending) = (CellState::Bounded, Some(25), Some(0));
    (other.low, other.high) = (Some(0.36), Some(0.64));
    let recovered = release.audit(&[]).recovered;
    let private = recovered.iter().find(|found| found.key.group.as_deref() == Some("private"));
    assert_eq!(private.map(|found| found.value), Some(3.0), "{recovered:?}");
}
