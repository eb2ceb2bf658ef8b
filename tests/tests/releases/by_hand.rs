//! The rules, each on a table small enough to do by hand.

use doorstep::{Audience, CellState, Release, ReleaseError};

use super::packs::{At, Pack, QUARTERS, YEAR, of_group};

const AT: At<'_> = At { programme: None, period: Some(YEAR), by: None };

fn group(name: &str) -> At<'_> {
    At { by: Some(("tenure", name)), ..AT }
}

fn tenures(minimum: i64, round_to: i64, counts: &[(&str, i64)]) -> Pack {
    let mut pack = Pack::new(minimum, round_to);
    pack.indicator("starts", "count", "exactly");
    pack.count("starts", AT, counts.iter().map(|(_, count)| count).sum());
    for (name, count) in counts {
        pack.count("starts", group(name), *count);
    }
    pack
}

fn shown(release: &Release) -> Vec<Option<i64>> {
    release.cells.iter().map(|cell| cell.numerator).collect()
}

#[test]
fn the_next_smallest_of_a_set_joins_the_only_one_hidden_and_totals_stay() {
    let pack = tenures(10, 1, &[("social", 40), ("private", 3), ("other", 25), ("none", 60)]);
    assert_eq!(shown(&pack.public(&[])), [Some(128), Some(40), None, None, Some(60)]);
    let recovered = pack.cell_by_cell().audit(&[]).recovered;
    let found: Vec<_> = recovered.iter().map(|found| (found.key.group.as_deref(), found.value)).collect();
    assert_eq!(found, [(Some("private"), 3.0)]);
}

#[test]
fn each_count_rounds_by_itself_half_up_and_zeros_stay() {
    let pack = tenures(8, 5, &[("social", 12), ("private", 13), ("other", 0), ("none", 18)]);
    assert_eq!(shown(&pack.public(&[])), [Some(45), Some(10), Some(15), Some(0), Some(20)]);
    let even = tenures(4, 10, &[("social", 15), ("private", 14)]);
    assert_eq!(shown(&even.public(&[])), [Some(30), Some(20), Some(10)]);
}

#[test]
fn zeros_are_hidden_as_small_counts_are_where_the_rule_says_so() {
    let mut pack = tenures(10, 1, &[("social", 40), ("private", 0), ("other", 25)]);
    assert_eq!(shown(&pack.public(&[])), [Some(65), Some(40), Some(0), Some(25)]);
    pack.zeros_shown = false;
    assert_eq!(shown(&pack.public(&[])), [Some(65), Some(40), None, None]);
    assert!(pack.public(&[]).audit(&[]).recovered.is_empty());
}

#[test]
fn a_suppressed_row_has_no_numbers() {
    let mut pack = Pack::new(10, 5);
    pack.indicator("into_work", "rate", "exactly");
    pack.rate("into_work", AT, 3, 9, 12);
    pack.indicator("starts", "count", "exactly");
    pack.count("starts", AT, 4);
    let release = pack.public(&[]);
    for cell in &release.cells {
        assert_eq!(cell.state, CellState::Suppressed);
        let numbers = [cell.value, cell.low, cell.high, cell.interval_low, cell.interval_high];
        assert_eq!(numbers, [None; 5]);
        assert_eq!([cell.numerator, cell.denominator, cell.pending], [None; 3]);
    }
    let json = release.to_json().expect("JSON");
    assert!(!json.contains("units"), "{json}");
}

#[test]
fn programmes_and_their_total_are_a_set_and_people_may_be_in_several() {
    let count = |programmes: &str, total: i64| {
        let mut pack = Pack::new(10, 1);
        pack.indicator("starts", "count", programmes);
        for (programme, count) in [(Some("a"), 30), (Some("b"), 4), (Some("c"), 20), (None, total)] {
            pack.count("starts", At { programme, ..AT }, count);
        }
        pack.public(&[])
    };
    assert_eq!(shown(&count("exactly", 54)), [Some(30), None, None, Some(54)]);
    // With 50 in any of them, 4 may be any number up to 50.
    assert_eq!(shown(&count("overlapping", 50)), [Some(30), None, Some(20), Some(50)]);
    // With 54 in any of them nobody is in two, and 4 is the least that b may have: still not the only one.
    assert_eq!(shown(&count("overlapping", 54)), [Some(30), None, Some(20), Some(54)]);
}

#[test]
fn linked_breakdowns_and_periods_protect_each_other() {
    // The total of each quarter is that of two breakdowns, and the quarters' that of groups over the whole time.
    let mut pack = Pack::new(10, 1);
    pack.indicator("starts", "count", "exactly");
    for (quarter, (social, private, women)) in
        QUARTERS.into_iter().zip([(20, 4, 12), (30, 15, 20), (18, 12, 15), (40, 2, 30)])
    {
        let at = At { programme: None, period: Some(quarter), by: None };
        pack.count("starts", at, social + private);
        for (name, count) in [("social", social), ("private", private)] {
            pack.count("starts", At { by: Some(("tenure", name)), ..at }, count);
        }
        for (name, count) in [("women", women), ("men", social + private - women)] {
            pack.count("starts", At { by: Some(("sex", name)), ..at }, count);
        }
    }
    let release = pack.public(&[]);
    let audit = release.audit(&[]);
    assert!(audit.recovered.is_empty() && audit.hidden >= 4 && audit.bounds >= 8, "{audit:?}");
    let by_cell = pack.cell_by_cell().audit(&[]).recovered;
    assert_eq!(by_cell.len(), 2, "{by_cell:?}");
}

#[test]
fn what_is_bounded_stays_so_and_its_ends_are_wide() {
    let mut pack = Pack::new(10, 5);
    pack.indicator("starts", "count", "exactly");
    pack.between("starts", AT, 23, 27);
    let cell = pack.public(&[]).cells.remove(0);
    assert_eq!(cell.state, CellState::Bounded);
    assert_eq!((cell.low, cell.high, cell.value), (Some(20.0), Some(30.0), None));
}

#[test]
fn sums_and_means_rest_on_enough() {
    let mut pack = Pack::new(10, 5);
    pack.indicator("hours", "sum", "exactly");
    pack.sum("hours", AT, 1234.5, 40);
    pack.sum("hours", group("social"), 1000.25, 25);
    pack.sum("hours", group("private"), 34.25, 3);
    pack.sum("hours", group("other"), 200.0, 12);
    pack.indicator("wellbeing", "average", "exactly");
    pack.average("wellbeing", AT, 2.3456, 40);
    pack.average("wellbeing", group("social"), 2.5, 25);
    pack.average("wellbeing", group("private"), 9.0, 3);
    pack.average("wellbeing", group("other"), 1.1, 12);
    let release = pack.public(&[]);
    let values: Vec<_> = release.cells.iter().map(|cell| cell.value).collect();
    assert_eq!(values, [Some(1230.0), Some(1000.0), None, None, Some(2.35), Some(2.5), None, None]);
    assert!(release.audit(&[]).recovered.is_empty());
}

#[test]
fn what_does_not_add_up_is_an_error() {
    let mut pack = tenures(10, 1, &[("social", 40), ("private", 30)]);
    pack.count("starts", group("other"), 5);
    let error = pack.funder().publish(&[]).expect_err("5 too many");
    assert!(matches!(&error, ReleaseError::DoesNotAddUp { .. }), "{error}");
    assert!(error.to_string().contains("`starts`"), "{error}");
}

#[test]
fn there_is_no_publication_without_a_rule_nor_of_a_publication() {
    let mut json = tenures(10, 1, &[("social", 40)]).to_json("funder");
    json["disclosure"] = serde_json::Value::Null;
    let error = Release::from_json(&json.to_string()).expect("a release").publish(&[]).expect_err("no rule");
    assert_eq!(error, ReleaseError::NoRule { return_id: "r".into() });
    assert!(error.to_string().contains("minimum: 10"), "{error}");
    let public = tenures(10, 1, &[("social", 40)]).public(&[]);
    assert_eq!(public.publish(&[]), Err(ReleaseError::AlreadyPublic { return_id: "r".into() }));
    assert_eq!("public".parse(), Ok(Audience::Public));
    assert!("press".parse::<Audience>().is_err());
}

#[test]
fn claims_are_exact_and_tell_an_audit_nothing_hidden() {
    let pack = tenures(10, 5, &[("social", 40), ("private", 3)]);
    let funder = pack.funder();
    assert_eq!(of_group(&funder, "starts", Some("private")).numerator, Some(3));
    assert_eq!(funder.audit(&[]).hidden, 0);
}
