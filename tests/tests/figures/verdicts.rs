//! Verdicts held against another hand: every whole number, tried one by one in whole arithmetic.

use doorstep::{Catalogue, Consistency, Fit};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Whether some of all print as a percentage with so many places, worked out in whole numbers: `percent` is in units of
/// the last place.
fn prints_as(some: u64, all: u64, percent: u64, places: u32) -> bool {
    let unit = 10_u64.pow(places);
    // some / all × 100 × unit, rounded half up, by doubling.
    (some * 200 * unit + all) / (2 * all) == percent
}

fn printed(percent: u64, places: u32) -> String {
    match places {
        0 => percent.to_string(),
        _ => format!(
            "{}.{:0width$}",
            percent / 10_u64.pow(places),
            percent % 10_u64.pow(places),
            width = places as usize
        ),
    }
}

fn judged(item: Value) -> doorstep::FigureVerdict {
    let document = json!({"figures": "f", "source": "s", "items": [item]}).to_string();
    let [verdict] = Catalogue::parse([("f.json", document)]).unwrap().check_figures("en").try_into().unwrap();
    verdict
}

/// A percentage as an item of a document.
fn percentage(percent: u64, places: u32) -> Value {
    let text = printed(percent, places);
    let value: Value = serde_json::from_str(&text).unwrap();
    json!({"id": "p", "text": "p", "value": value, "unit": "percent", "quote": format!("{text}% of them")})
}

fn percents() -> impl Strategy<Value = (u64, u32)> {
    (0_u32..3).prop_flat_map(|places| (0..=100 * 10_u64.pow(places), Just(places)))
}

proptest! {
    #[test]
    fn a_share_fits_as_in_whole_numbers(
        (percent, places) in percents(), all in 1_u64..3000, part in 0.0_f64..1.0, near in any::<bool>(),
    ) {
        let unit = 10_u64.pow(places);
        // Near the printed value half of the time, so that both verdicts come up.
        let some = if near { percent * all / (100 * unit) } else { (part * all as f64) as u64 };
        let mut item = percentage(percent, places);
        item["numerator"] = json!({"value": some, "text": "some"});
        item["denominator"] = json!({"value": all, "text": "all"});
        let verdict = judged(item);
        let fits = prints_as(some, all, percent, places);
        prop_assert_eq!(verdict.tried[0].fit == Fit::Fits, fits, "{}", verdict);
        let wanted = if fits { Consistency::Consistent } else { Consistency::Inconsistent };
        prop_assert_eq!(verdict.verdict, wanted);
        // What is shown does not look as if it were otherwise.
        let gives: f64 = verdict.tried[0].gives.unwrap().to_string().parse().unwrap();
        let shown = (gives * unit as f64 + 0.5 + 1e-9).floor() as u64;
        prop_assert_eq!(shown == percent, fits, "{}", verdict);
    }

    #[test]
    fn numerators_are_those_that_print_so((percent, places) in percents(), all in 1_u64..400) {
        let mut item = percentage(percent, places);
        item["denominator"] = json!({"value": all, "text": "all"});
        let verdict = judged(item);
        let fitting: Vec<u64> = (0..=all).filter(|some| prints_as(*some, all, percent, places)).collect();
        let wanted = match fitting.len() {
            0 => (Fit::DoesNotFit, Consistency::Inconsistent),
            1 => (Fit::Fits, Consistency::Consistent),
            _ => (Fit::MayFit, Consistency::UnderSpecified),
        };
        prop_assert_eq!((verdict.tried[0].fit, verdict.verdict), wanted, "{}", verdict);
        let ends = match fitting.as_slice() {
            [] => "no whole number".to_owned(),
            [one] => one.to_string(),
            [a, b] => format!("{a} or {b}"),
            [a, .., b] => format!("{a} to {b}"),
        };
        let begins = format!("{ends} of {all} prints as");
        prop_assert!(verdict.tried[0].because.starts_with(&begins), "{}", verdict);
    }

    #[test]
    fn denominators_are_those_that_print_so(percent in 1_u64..=100, some in 1_u64..200) {
        let mut item = percentage(percent, 0);
        item["numerator"] = json!({"value": some, "text": "some"});
        let verdict = judged(item);
        let fitting: Vec<u64> = (some..=some * 210).filter(|all| prints_as(some, *all, percent, 0)).collect();
        let said = verdict.because.iter().find(|why| why.contains("% of ")).cloned();
        let group = |number: &u64| if *number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) };
        let wanted = match fitting.as_slice() {
            [] => None,
            [one] => Some(format!("{some} is {percent}% of {}", group(one))),
            [a, .., b] => Some(format!("{some} is {percent}% of {} to {}", group(a), group(b))),
        };
        prop_assert_eq!(said, wanted, "{}", verdict);
    }
}

#[test]
fn as_text_it_says_why_and_what_was_tried() {
    let verdict = judged(json!({
        "id": "p", "text": "p", "value": 28, "unit": "percent", "quote": "28% (190)",
        "numerator": {"value": 190, "text": "residents"}, "candidates": [{"value": 663, "text": "sign-ups"}],
    }));
    assert_eq!(
        verdict.to_string(),
        "f.p: under_specified: 28%\n  it is not told of what, and nothing that was tried gives 28%\n  \
         190 is 28% of 667 to 690\n  tried sign-ups: 190 of 663 is 28.7%, not 28%"
    );
}

#[test]
fn what_is_as_long_as_can_be_is_still_exact() {
    // 12 digits each: a share that lies on the edge, and one just below it.
    let share = |some: u64| {
        judged(json!({
            "id": "p", "text": "p", "value": 50.5, "unit": "percent", "quote": "50.5%",
            "numerator": {"value": some, "text": "some"}, "denominator": {"value": 800_000_000_000_u64, "text": "all"},
        }))
        .verdict
    };
    assert_eq!(share(403_600_000_000), Consistency::Consistent);
    assert_eq!(share(403_599_999_999), Consistency::Inconsistent);
}
