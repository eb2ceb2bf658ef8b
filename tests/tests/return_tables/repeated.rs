//! What is given twice over is one event, and is counted: nothing that is given is lost.

use arrow_array::RecordBatch;
use doorstep::{
    Accounts, CaseFile, Catalogue, Date, OutcomeOptions, Partial, Plain, Report, ReturnTableOptions, parse_date,
};
use serde_json::json;

fn catalogue() -> Catalogue {
    let documents = [
        ("v.json", json!({"vocabulary": "v", "records": {"support": {"attributes": {"hours": "number"}}}})),
        ("p.json", json!({"programme": "p", "name": "P", "in_force": {}})),
        (
            "r.json",
            json!({"return": "r", "funder": "f", "programmes": ["p"], "calendar": "calendar_year",
                   "indicators": [{"id": "ups", "unit": "person", "count": "started"}]}),
        ),
    ];
    let documents = documents.map(|(name, json)| (name, json.to_string()));
    Catalogue::parse(documents.iter().map(|(name, text)| (*name, text.as_str()))).unwrap()
}

fn as_at() -> Date {
    parse_date("2022-12-31").unwrap()
}

fn start(id: &str, person: u32, on: &str) -> String {
    json!({"id": id, "person": person, "kind": "started", "programme": "p", "on": on}).to_string()
}

fn read(catalogue: &Catalogue, lines: &[String]) -> CaseFile {
    CaseFile::from_jsonl(catalogue, lines.join("\n"))
}

/// A row for each line, those told again too.
fn rows(catalogue: &Catalogue, lines: &[String]) -> Vec<RecordBatch> {
    lines.iter().flat_map(|line| read(catalogue, std::slice::from_ref(line)).to_table()).collect()
}

fn by_tables(catalogue: &Catalogue, events: &[RecordBatch]) -> Report {
    catalogue.compute_table("r", &[], events, as_at(), ReturnTableOptions::default()).unwrap().report
}

fn by_file(catalogue: &Catalogue, file: &CaseFile) -> Accounts {
    catalogue.compute("r", &Plain::Null, file, as_at(), OutcomeOptions::default()).unwrap().accounts()
}

/// Given, used, later, rejected, repeated: and they add up.
fn counts(accounts: Accounts) -> [u64; 5] {
    let Accounts { events, used, later, rejected, repeated, .. } = accounts;
    assert_eq!(used + later + rejected + repeated, events, "{accounts:?}");
    [events, used, later, rejected, repeated]
}

#[test]
fn a_row_given_twice_is_used_once_and_repeated_once() {
    let catalogue = catalogue();
    let lines = [
        start("a", 1, "2022-05-01"),
        start("b", 2, "2022-05-01"),
        start("c", 3, "2023-05-01"),
        start("b", 2, "2022-05-01"),
    ];
    let events = rows(&catalogue, &lines);
    let report = by_tables(&catalogue, &events);
    assert_eq!(counts(report.accounts()), [4, 2, 1, 0, 1]);
    assert_eq!((report.cells()[0].value, report.rejected().len()), (Some(2.0), 0));
    assert_eq!(by_file(&catalogue, &read(&catalogue, &lines)), report.accounts());
    // In parts, each with its own people, it is as much.
    let part = |rows: &[&RecordBatch]| {
        let rows: Vec<RecordBatch> = rows.iter().map(|row| (*row).clone()).collect();
        let options = ReturnTableOptions::default();
        catalogue.partial_table("r", &[], &rows, as_at(), options).unwrap().state.to_bytes()
    };
    let [one, two] = [part(&[&events[0], &events[2]]), part(&[&events[1], &events[3]])];
    let [one, two] = [one, two].map(|bytes| Partial::from_bytes(&bytes).unwrap());
    for merged in [one.merge(&two), two.merge(&one)] {
        assert_eq!(merged.unwrap().report(&catalogue).unwrap().accounts(), report.accounts());
    }
}

#[test]
fn an_id_of_two_contents_is_rejected_twice_and_what_is_told_again_repeated() {
    let catalogue = catalogue();
    let mut lines = vec![start("a", 1, "2022-05-01"), start("b", 2, "2022-05-01"), start("b", 2, "2022-06-01")];
    let report = by_tables(&catalogue, &rows(&catalogue, &lines));
    assert_eq!(counts(report.accounts()), [3, 1, 0, 2, 0]);
    lines.push(start("b", 2, "2022-05-01"));
    let report = by_tables(&catalogue, &rows(&catalogue, &lines));
    assert_eq!(counts(report.accounts()), [4, 1, 0, 2, 1]);
    assert_eq!(report.cells()[0].value, Some(1.0));
    assert!(report.rejected().iter().all(|rejection| rejection.event == "b"));
    assert_eq!(by_file(&catalogue, &read(&catalogue, &lines)), report.accounts());
}

#[test]
fn case_files_are_sets_and_what_two_of_them_hold_is_not_given_twice() {
    let catalogue = catalogue();
    let (a, b, c) = (start("a", 1, "2022-05-01"), start("b", 2, "2022-05-01"), start("c", 3, "2022-05-01"));
    let torn = r#"{"id": "d", "pers"#.to_owned();
    let phone = read(&catalogue, &[a.clone(), a.clone(), b.clone(), torn.clone(), torn]);
    let office = read(&catalogue, &[b.clone(), a.clone(), a.clone(), a, c.clone()]);
    assert_eq!(counts(by_file(&catalogue, &phone)), [5, 2, 0, 1, 2]);
    assert_eq!(counts(by_file(&catalogue, &office)), [5, 3, 0, 0, 2]);
    // The office's second and third telling of `a`, of which the second is the phone's too, and the torn line's second.
    let both = [7, 3, 0, 1, 3];
    assert_eq!(counts(by_file(&catalogue, &phone.merge(&office))), both);
    assert_eq!(counts(by_file(&catalogue, &office.merge(&phone))), both);
    assert_eq!(counts(by_file(&catalogue, &CaseFile::union(&catalogue, [&phone, &office, &phone]))), both);
    assert_eq!(counts(by_file(&catalogue, &phone.merge(&office).merge(&office))), both);
    // What is written is the set, and says everything once.
    assert_eq!(counts(by_file(&catalogue, &read(&catalogue, &[office.to_jsonl()]))), [3, 3, 0, 0, 0]);
    // Who is erased is given no more, and neither is a torn line that may be theirs.
    let erased = phone.merge(&office).erase("1", as_at());
    assert_eq!(counts(by_file(&catalogue, &erased)), [2, 2, 0, 0, 0]);
    // Against another catalogue the same was told again.
    let other = Catalogue::parse([
        ("p.json", r#"{"programme": "p", "name": "Other", "in_force": {}}"#),
        (
            "r.json",
            r#"{"return": "r", "funder": "f", "programmes": ["p"], "calendar": "month",
            "indicators": [{"id": "ups", "unit": "person", "count": "started"}]}"#,
        ),
    ]);
    assert_eq!(counts(by_file(&other.unwrap(), &office)), [5, 3, 0, 0, 2]);
}
