//! Releases written and read back.

use doorstep::{Release, ReleaseError};

use super::packs::{At, Pack, YEAR};

fn pack() -> Pack {
    let mut pack = Pack::new(10, 5);
    pack.indicator("starts", "count", "exactly");
    pack.indicator("hours", "sum", "exactly");
    let at = At { programme: None, period: Some(YEAR), by: None };
    pack.count("starts", at, 63);
    pack.sum("hours", at, 1234.5, 7);
    pack.cells[0]["target"] = "300.5".into();
    pack
}

#[test]
fn what_is_written_is_read_back() {
    for release in [pack().funder(), pack().public(&[])] {
        let text = release.to_json().expect("JSON");
        let again = Release::from_json(&text).expect("a release");
        assert_eq!(again.to_json().expect("JSON"), text);
        assert_eq!(again.cells.len(), 2);
        assert_eq!(again.cells[0].target.map(|target| target.to_string()), Some("300.5".into()));
    }
    // What a claim rests on survives, so that it can be published later.
    let again = Release::from_json(&pack().funder().to_json().expect("JSON")).expect("a release");
    assert_eq!(again.publish(&[]).expect("a release"), pack().public(&[]));
}

#[test]
fn what_is_no_release_says_why() {
    let refused = |text: &str| Release::from_json(text).expect_err("no release");
    assert!(matches!(refused("{"), ReleaseError::Unreadable { .. }));
    assert!(refused("{}").to_string().contains("release"), "{}", refused("{}"));
    assert_eq!(refused(r#"{"release": 2}"#), ReleaseError::NewerFormat { format: 2 });
    let mut json = pack().to_json("public");
    json["disclosure"] = serde_json::Value::Null;
    assert!(refused(&json.to_string()).to_string().contains("disclosure"));
    let mut json = pack().to_json("funder");
    json["cells"][0]["target"] = "many".into();
    assert!(refused(&json.to_string()).to_string().contains("decimal"), "{}", refused(&json.to_string()));
}
