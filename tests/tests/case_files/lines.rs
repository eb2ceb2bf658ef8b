//! Files that break off, were changed, or hold what cannot be read.

use std::time::{Duration, Instant};

use doorstep::{CaseFile, Plain};
use proptest::prelude::*;

use super::laws::outcome;
use super::{catalogue, counting, file, problems};

/// What must not take its time takes a fraction of this, also on a busy machine; what does takes many times as long.
const SOON: Duration = Duration::from_secs(30);

const CONTACT: &str = r#"{"id": "a", "person": 7, "kind": "contact", "on": "2022-06-01"}"#;

fn three() -> String {
    let more = [CONTACT.to_owned(), CONTACT.replace("\"a\"", "\"b\""), CONTACT.replace("\"a\"", "\"ċ\"")];
    file(&more.each_ref().map(String::as_str)).to_jsonl()
}

#[test]
fn a_line_is_json_with_the_checksum_of_zip_files() {
    let written = file(&[r#"{"on": "2022-06-01", "person": 7, "id": 1, "kind": "grant", "data": {"amount": 20.50}}"#]);
    let line = r#"{"id":"1","person":"7","kind":"grant","on":"2022-06-01","data":{"amount":20.5},"crc32":"CRC"}"#;
    let text = written.to_jsonl();
    let (before, after) = text.split_once(",\"crc32\":\"").unwrap();
    assert_eq!(before, line.split_once(",\"crc32\"").unwrap().0);
    assert_eq!(after.len(), "00000000\"}\n".len());
    assert!(serde_json::from_str::<serde_json::Value>(text.trim()).is_ok());
}

#[test]
fn the_page_about_case_files_shows_lines_as_they_are_written() {
    let page = include_str!("../../../docs/case_files.md");
    let line = page.lines().find(|line| line.starts_with("{\"id\"")).unwrap();
    assert_eq!(file(&[line]).to_jsonl().trim(), line);
    for fate in
        ["counts", "voids", "waiting", "circle", "conflict", "bad_data", "impossible", "other_person", "not_known"]
    {
        assert!(page.contains(&format!("| `{fate}` |")), "{fate}");
    }
}

#[test]
fn more_events_than_a_person_may_have_are_listed_and_refused() {
    let event = |id: usize| format!(r#"{{"id": {id}, "person": 7, "kind": "contact", "on": "2022-06-01"}}"#);
    let all: Vec<String> = (0..10_000).map(event).collect();
    let full = file(&all.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(full.problems().is_empty());
    let more = event(10_000);
    assert_eq!(full.propose(&super::plain(&more), None).unwrap_err().problems[0].code.as_str(), "D662");
    let merged = full.merge(&file(&[&more]));
    assert_eq!((problems(&merged), merged.events().len()), (vec![("D662", "")], 10_001));
    let listed = doorstep::Plain::List(all.iter().chain([&more]).map(|event| super::plain(event)).collect());
    assert_eq!(CaseFile::new(&catalogue(), &listed).unwrap_err().problems[0].code.as_str(), "D608");
}

#[test]
fn everything_that_an_event_can_hold_is_written_and_read() {
    let full = r#"{"id": "a", "person": "p", "kind": "employment", "start": "2022-06-01", "end": "2022-06-30",
        "programme": "q", "data": {"hours_per_week": 16.25}, "evidence": {"type": "payslip", "on": "2022-07-01", "by": "w"},
        "recorded_at": "2022-07-01T09:30:00+01:00", "recorded_by": "w", "subject": "acme", "amends": "z",
        "override": {"reason": "\"so\"\n", "by": "m", "authority": "board"}}"#;
    let loose = r#"{"id": "b", "person": "p", "kind": "visited", "on": "2022-06-01", "data": {"z": [1e2, null, {"y": true,
        "x": null}], "big": 1e400, "long": 0.12345678901234567890123456789012345, "text": "é\u0001\\ \ud83d\ude00"}}"#;
    let read = file(&[&full.replace('\n', " "), &loose.replace('\n', " ")]);
    assert!(read.rejected().is_empty(), "{:?}", read.rejected());
    let again = CaseFile::from_jsonl(&catalogue(), read.to_jsonl());
    assert_eq!(outcome(&again), outcome(&read));
    assert!(read.to_jsonl().contains(r#""z":[100,null,{"y":true}]"#), "{}", read.to_jsonl());
    assert!(read.to_jsonl().contains(r#""big":1e400,"#));
}

#[test]
fn what_was_recorded_before_a_torn_tail_counts() {
    let whole = three();
    for length in 0..whole.len() {
        let torn = &whole.as_bytes()[..length];
        let read = CaseFile::from_jsonl(&catalogue(), torn);
        let lines = torn.iter().filter(|byte| **byte == b'\n').count();
        let last = torn.rsplit(|byte| *byte == b'\n').next().unwrap();
        // A line that lacks only its end is whole.
        let is_whole = last.ends_with(b"\"}");
        assert_eq!(read.events().len(), lines + usize::from(is_whole), "{}", String::from_utf8_lossy(torn));
        assert_eq!(read.rejected().len(), usize::from(!last.is_empty() && !is_whole));
        for rejected in read.rejected() {
            assert_eq!((rejected.problem().code.as_str(), rejected.line()), ("D672", lines + 1));
        }
        // What is appended then is not drawn into the torn line, and the torn line stays to be seen.
        let office = CaseFile::from_jsonl(&catalogue(), &whole);
        let appended = [torn, office.to_append(&read).as_bytes()].concat();
        let mended = CaseFile::from_jsonl(&catalogue(), appended);
        assert_eq!(mended.events().len(), 3);
        assert_eq!(mended.rejected().len(), read.rejected().len());
    }
}

#[test]
fn a_whole_line_behind_a_torn_one_is_found() {
    let whole = three();
    let (first, second) = whole.split_once('\n').unwrap();
    for length in 1..first.len() {
        let Some(torn) = first.get(..length) else { continue };
        let read = CaseFile::from_jsonl(&catalogue(), format!("{torn}{second}"));
        assert_eq!(read.events().len(), 2, "{torn}");
        assert_eq!(read.rejected()[0].text(), torn);
        assert_eq!(read.rejected()[0].problem().code.as_str(), "D672");
    }
}

proptest! {
    #[test]
    fn a_changed_line_never_counts_and_never_disturbs_another(at in any::<prop::sample::Index>(), bit in 0..8_u32) {
        let mut bytes = three().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        let read = CaseFile::from_jsonl(&catalogue(), &bytes);
        let whole = CaseFile::from_jsonl(&catalogue(), three());
        prop_assert!(!read.events().is_empty());
        prop_assert!(read.events().iter().all(|event| whole.events().iter().any(|other| other.id == event.id)));
        prop_assert!(read.events().len() == 3 || !read.rejected().is_empty());
        let again = CaseFile::from_jsonl(&catalogue(), read.to_jsonl());
        prop_assert_eq!(outcome(&again), outcome(&read));
    }

    #[test]
    fn no_text_stops_the_reading(bytes in prop::collection::vec(any::<u8>(), 0..400), text in "[\\[{\"}\\]:, a-z0-9\n]{0,200}") {
        for bytes in [&bytes[..], text.as_bytes()] {
            let read = CaseFile::from_jsonl(&catalogue(), bytes);
            let again = CaseFile::from_jsonl(&catalogue(), read.to_jsonl());
            prop_assert_eq!(outcome(&again), outcome(&read));
        }
    }
}

#[test]
fn a_changed_line_is_reported_with_its_place_and_kept() {
    let changed = three().replace("\"b\"", "\"d\"");
    let read = CaseFile::from_jsonl(&catalogue(), &changed);
    assert_eq!(counting(&read), ["a", "ċ"]);
    assert_eq!(problems(&read), [("D673", "")]);
    assert_eq!(read.rejected()[0].line(), 2);
    assert_eq!(read.rejected()[0].text(), changed.lines().nth(1).unwrap());
    // A line that another tool wrote anew cannot be checked.
    let spaced = three().replace(",\"crc32\":", ", \"crc32\": ");
    assert!(
        CaseFile::from_jsonl(&catalogue(), spaced).rejected().iter().all(|line| line.problem().code.as_str() == "D673")
    );
}

#[test]
fn what_is_no_event_is_kept_as_it_came() {
    let lines = [
        CONTACT,
        "nonsense",
        "[1, 2]",
        r#"{"id": "x", "person": 7, "kind": "contact", "on": "2022-02-30"}"#,
        r#"{"person": 7, "kind": "contact", "on": "2022-06-01"}"#,
        r#"{"id": "y", "person": 7, "kind": "contact", "on": "2022-06-01", "colour": "red"}"#,
        r#"{"id": "z", "person": 7, "kind": "contact", "on": "2022-06-01", "amends": "a", "voids": "a"}"#,
        r#"{"id": "o", "person": 7, "kind": "contact", "on": "2022-06-01", "override": {"by": "me"}}"#,
        r#"{"id": "a", "id": "b", "person": 7, "kind": "contact", "on": "2022-06-01"}"#,
    ];
    let read = file(&lines);
    assert_eq!(counting(&read), ["a"]);
    let mut kept: Vec<&str> = read.rejected().iter().map(|rejected| rejected.text()).collect();
    let mut expected = lines[1..].to_vec();
    kept.sort_unstable();
    expected.sort_unstable();
    assert_eq!(kept, expected);
    assert_eq!(
        problems(&read),
        [
            ("D601", ""),
            ("D601", ""),
            ("D671", ""),
            ("D671", ""),
            ("D601", "o"),
            ("D605", "x"),
            ("D602", "y"),
            ("D601", "z")
        ]
    );
    // Nothing that was told is in what is said of it.
    let said = format!("{:?} {:?}", read.problems(), read);
    assert!(!said.contains("red") && !said.contains("nonsense"), "{said}");
}

#[test]
fn ten_megabytes_in_one_event_are_refused_at_once_and_kept() {
    let event = |length: usize| {
        let note = "x".repeat(length);
        format!(r#"{{"id": "big", "person": 7, "kind": "contact", "on": "2022-06-01", "data": {{"note": "{note}"}}}}"#)
    };
    for (length, events) in [(60_000, 2), (70_000, 1), (10 * 1024 * 1024, 1)] {
        let begun = Instant::now();
        let big = event(length);
        let read = file(&[CONTACT, &big]);
        assert_eq!(read.events().len(), events);
        assert!(read.rejected().iter().all(|line| line.problem().code.as_str() == "D608" && line.text() == big));
        assert_eq!(read.events().len() + read.rejected().len(), 2);
        assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
    }
    // Lines of nothing but beginnings are not summed again and again.
    let begun = Instant::now();
    let read = file(&[&r#"{"id":"#.repeat(1_000_000)]);
    assert_eq!(problems(&read), [("D608", "")]);
    let read = file(&[&format!("{}\"}}", r#"{"id":"#.repeat(60_000))]);
    assert_eq!(read.rejected().len(), 1);
    assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
}

#[test]
fn an_event_of_very_many_keys_is_refused_soon() {
    let event: Plain = (0..200_000).map(|key| (key.to_string(), 1_i64)).collect();
    let begun = Instant::now();
    let refused = CaseFile::new(&catalogue(), &Plain::List(vec![event])).unwrap_err();
    assert!(refused.problems.iter().any(|problem| problem.code.as_str() == "D608"));
    assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
}

#[test]
fn deep_nesting_is_refused() {
    for depth in [70, 100_000] {
        let deep = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let event = CONTACT.replace('}', &format!(r#", "data": {{"deep": {deep}}}}}"#));
        let read = file(&[CONTACT, &event]);
        assert_eq!((read.events().len(), read.rejected().len()), (1, 1));
    }
}
