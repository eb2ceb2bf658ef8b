//! What the limits allow fits on the stack of a phone's thread: 512 KiB on iOS, where it is least.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at what it does not expect"
)]

use std::collections::HashMap;
use std::thread;

use doorstep_mobile::{Catalogue, DoorstepError, FactValue, evaluate};

/// Unoptimised code takes several times the stack, and is not what ships.
const STACK: usize = if cfg!(debug_assertions) { 2 * 1024 * 1024 } else { 256 * 1024 };

fn on_a_small_stack(run: impl FnOnce() + Send + 'static) {
    thread::Builder::new().stack_size(STACK).spawn(run).unwrap().join().unwrap();
}

#[test]
fn a_condition_as_deep_as_may_be() {
    for (open, close) in [("(", ")"), ("[", "]"), ("-(", ")"), ("if true then ", " else 1"), ("1 + (", ")")] {
        for depth in [60, 64, 1_000] {
            let condition = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            on_a_small_stack(move || drop(evaluate(condition, HashMap::new(), None)));
        }
    }
}

#[test]
fn json_as_deep_as_may_be() {
    for depth in [60, 64, 65, 512, 100_000] {
        let json = format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        on_a_small_stack(move || {
            let documents = HashMap::from([("a.json".to_owned(), json.clone())]);
            assert!(Catalogue::parse(documents).is_err());
            let documents = HashMap::from([("v.json".to_owned(), r#"{"vocabulary": "v"}"#.to_owned())]);
            let catalogue = Catalogue::parse(documents).unwrap();
            assert!(catalogue.screen_json(json, "2022-06-01".to_owned(), None, None).is_err());
        });
    }
}

#[test]
fn values_nested_too_deep_are_refused() {
    for (depth, fits) in [(63, true), (64, false), (200, false)] {
        on_a_small_stack(move || {
            let mut value = FactValue::Nothing;
            for _ in 0..depth {
                value = FactValue::Items { items: vec![value] };
            }
            match evaluate("x".to_owned(), HashMap::from([("x".to_owned(), value)]), None) {
                Ok(_) => assert!(fits),
                Err(DoorstepError::Condition { diagnostics, .. }) => {
                    assert!(!fits);
                    assert_eq!(diagnostics[0].code, "D005");
                }
                Err(error) => panic!("{error}"),
            }
        });
    }
}
