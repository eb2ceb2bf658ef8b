//! Releases beside earlier ones.

use doorstep::{CellState, Release};

use super::packs::{At, Pack, QUARTERS, YEAR};

fn year(minimum: i64, round_to: i64, social: i64, private: i64, other: i64) -> Pack {
    let mut pack = Pack::new(minimum, round_to);
    pack.indicator("starts", "count", "exactly");
    let at = At { programme: None, period: Some(YEAR), by: None };
    pack.count("starts", at, social + private + other);
    for (name, count) in [("social", social), ("private", private), ("other", other)] {
        pack.count("starts", At { by: Some(("tenure", name)), ..at }, count);
    }
    pack
}

fn quarters(minimum: i64, round_to: i64, tables: [[i64; 3]; 4]) -> Pack {
    let mut pack = Pack::new(minimum, round_to);
    pack.indicator("starts", "count", "exactly");
    for (quarter, counts) in QUARTERS.into_iter().zip(tables) {
        let at = At { programme: None, period: Some(quarter), by: None };
        pack.count("starts", at, counts.iter().sum());
        for (name, count) in ["social", "private", "other"].into_iter().zip(counts) {
            pack.count("starts", At { by: Some(("tenure", name)), ..at }, count);
        }
    }
    pack
}

fn hidden(release: &Release) -> Vec<&str> {
    let hidden = release.cells.iter().filter(|cell| cell.state == CellState::Suppressed);
    hidden.map(|cell| cell.key.group.as_deref().unwrap_or("all")).collect()
}

/// Every quarter hides two groups, and the year shows all three. Three quarters of `private` are shown.
const TABLES: [[i64; 3]; 4] = [[40, 12, 30], [40, 15, 30], [50, 3, 30], [45, 14, 28]];

#[test]
fn quarters_beside_a_year_that_was_published_hide_what_the_year_would_give_away() {
    let year = year(10, 1, 175, 44, 118).public(&[]);
    assert!(hidden(&year).is_empty());
    let alone = quarters(10, 1, TABLES).public(&[]);
    assert_eq!(hidden(&alone), ["private", "other"]);
    // By themselves the quarters hide it, and beside the year they do not: 44 less 12, 15 and 14.
    assert!(alone.audit(&[]).recovered.is_empty());
    let found = alone.audit(&[&year]).recovered;
    assert_eq!(found.iter().map(|found| found.value).collect::<Vec<_>>(), [3.0, 30.0]);
    let beside = quarters(10, 1, TABLES).public(&[&year]);
    assert!(beside.audit(&[&year]).recovered.is_empty());
    assert_eq!(hidden(&beside).len(), 4, "{:?}", hidden(&beside));
}

#[test]
fn a_year_beside_quarters_hides_what_they_hid() {
    let quarters = quarters(10, 1, TABLES).public(&[]);
    let year = year(10, 1, 175, 44, 118).public(&[&quarters]);
    assert!(year.audit(&[&quarters]).recovered.is_empty());
    assert_eq!(hidden(&year), ["private", "other"]);
}

#[test]
fn what_an_earlier_release_shows_cannot_be_hidden_again_and_another_joins() {
    // The earlier release says less of the breakdown, and what it showed is known.
    let earlier = {
        let mut pack = year(10, 1, 40, 12, 30);
        pack.cells.truncate(2);
        pack.indicators[0]["by"] = serde_json::json!([]);
        pack.indicators[0]["adds_up"]["groups"] = "not".into();
        pack.public(&[])
    };
    let release = year(10, 1, 70, 3, 9).public(&[&earlier]);
    assert!(release.audit(&[&earlier]).recovered.is_empty());
}

#[test]
fn a_restated_figure_is_told_from_the_one_before() {
    let before = year(10, 1, 40, 12, 30).public(&[]);
    // More came to light: nothing of the old total holds.
    let release = year(10, 1, 55, 24, 43).public(&[&before]);
    assert!(hidden(&release).is_empty());
    let few = year(10, 1, 55, 3, 43).public(&[&before]);
    assert_eq!(hidden(&few), ["private", "other"]);
    assert!(few.audit(&[&before]).recovered.is_empty());
}

#[test]
fn few_who_joined_since_the_last_release_are_not_to_be_had_by_subtraction() {
    let running = |as_at: &'static str, count: i64, round_to: i64| {
        let mut pack = Pack::new(10, round_to);
        pack.as_at = as_at;
        pack.indicator("starts", "count", "exactly");
        pack.count("starts", At { programme: None, period: Some(YEAR), by: None }, count);
        pack
    };
    let before = running("2021-09-30", 50, 1).public(&[]);
    // Three more, who would be known; twelve more are as many as may be shown.
    assert_eq!(hidden(&running("2021-12-31", 53, 1).public(&[&before])), ["all"]);
    assert!(hidden(&running("2021-12-31", 62, 1).public(&[&before])).is_empty());
    let naive = running("2021-12-31", 53, 1).public(&[]);
    let found = naive.audit(&[&before]).recovered;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].value, found[0].since.map(|day| day.to_string())), (3.0, Some("2021-09-30".into())));
    // Rounded, the difference may be any of nine numbers.
    let before = running("2021-09-30", 50, 5).public(&[]);
    let rounded = running("2021-12-31", 53, 5).public(&[&before]);
    assert!(hidden(&rounded).is_empty() && rounded.audit(&[&before]).recovered.is_empty());
}
