//! Random returns of random tables against the same caseload.

use std::cell::Cell;
use std::collections::BTreeSet;

use arrow_array::RecordBatch;
use doorstep::{
    CaseFile, Catalogue, CellPart, Date, OutcomeOptions, Partial, Plain, Rejection, Report, ReturnTableOptions,
};
use doorstep_tests::oracle::{Choices, each_of};
use serde_json::{Value, json};

use super::asked::Asked;
use super::caseload::{events, shuffled, some_day};
use super::documents::Documents;
use super::people::People;

/// The code of what several rows tell of a person that differs.
const TOLD_TWICE: &str = "D670";

/// A return of a caseload and of the same as tables.
pub struct Both<'c> {
    pub catalogue: &'c Catalogue,
    pub id: &'c str,
    pub as_at: Date,
    pub options: OutcomeOptions,
    pub threads: Option<usize>,
}

impl Both<'_> {
    pub fn by_tables(&self, people: &[RecordBatch], events: &[RecordBatch]) -> Result<Report, String> {
        let options = ReturnTableOptions::default().outcomes(self.options).threads(self.threads);
        let made = self.catalogue.compute_table(self.id, people, events, self.as_at, options);
        made.map(|made| made.report).map_err(|error| format!("tables: {error}"))
    }

    pub fn by_caseload(&self, people: &Value, file: &CaseFile) -> Result<Report, String> {
        let people = Plain::from_json(&people.to_string()).unwrap();
        let made = self.catalogue.compute(self.id, &people, file, self.as_at, self.options);
        made.map_err(|error| format!("caseload: {error}"))
    }

    /// The cells that parts of the people come to, merged in both orders.
    pub fn merged(&self, parts: &[(Vec<RecordBatch>, Vec<RecordBatch>)]) -> Result<Vec<Report>, String> {
        let options = ReturnTableOptions::default().outcomes(self.options).threads(self.threads);
        let state = |(people, events): &(Vec<RecordBatch>, Vec<RecordBatch>)| {
            let part = self.catalogue.partial_table(self.id, people, events, self.as_at, options);
            part.map(|part| part.state.to_bytes()).map_err(|error| format!("a part: {error}"))
        };
        let states = parts.iter().map(state).collect::<Result<Vec<_>, _>>()?;
        let read = |bytes: &Vec<u8>| Partial::from_bytes(bytes).map_err(|error| error.to_string());
        let merge = |order: Vec<&Vec<u8>>| {
            let mut all = read(order[0])?;
            for other in &order[1..] {
                all = all.merge(&read(other)?).map_err(|error| error.to_string())?;
            }
            all.report(self.catalogue).map_err(|error| error.to_string())
        };
        Ok(vec![merge(states.iter().collect())?, merge(states.iter().rev().collect())?])
    }
}

/// How the cells of two reports differ.
pub fn cells(one: &Report, other: &Report) -> Vec<String> {
    let (one, other) = (one.cells(), other.cells());
    if one.len() != other.len() {
        return vec![format!("{} cells, {} by caseload", one.len(), other.len())];
    }
    let differ = one.iter().zip(other).filter(|(one, other)| json!(one) != json!(other));
    differ.map(|(one, other)| format!("  tables:   {}\n  caseload: {}", json!(one), json!(other))).collect()
}

/// What is told of the same person, each about its own rows.
fn rejected(report: &Report, is_twice: bool) -> BTreeSet<Rejection> {
    let own = report.rejected().iter().filter(|own| (own.code == TOLD_TWICE) == is_twice);
    own.cloned().collect()
}

/// The ids of people in a part of a cell of two reports, where they differ.
fn opened(one: &Report, other: &Report, choices: &mut Choices) -> Vec<String> {
    let cell = choices.below(one.cells().len().max(1));
    let Some(key) = other.cells().get(cell).map(|cell| cell.key.clone()) else { return Vec::new() };
    let mut found = Vec::new();
    for part in CellPart::ALL {
        let (own, wanted) = (one.people(&key, part).unwrap(), other.people(&key, part).unwrap());
        if own != wanted {
            found.push(format!("people of {} ({}): {own:?}, {wanted:?} by caseload", json!(key), part.as_str()));
        }
        let Some(person) = wanted.first().filter(|_| choices.chance(30)) else { continue };
        let (own, wanted) = (json!(one.why(person, &key).unwrap()), json!(other.why(person, &key).unwrap()));
        if own != wanted {
            found.push(format!("why of {person} in {}: {own}, {wanted} by caseload", json!(key)));
        }
    }
    found
}

/// Whether events are about a person.
fn happened_to(events: &[Value], person: &str) -> bool {
    events.iter().any(|event| *person == *event["person"].to_string())
}

/// Rows of each part of the people.
fn parted(batches: &[RecordBatch], parts: usize) -> Vec<Vec<RecordBatch>> {
    let mut all = vec![Vec::new(); parts];
    for batch in batches {
        for row in 0..batch.num_rows() {
            let id = id_of(batch, row);
            all[usize::try_from(id).unwrap() % parts].push(batch.slice(row, 1));
        }
    }
    all
}

fn id_of(batch: &RecordBatch, row: usize) -> i64 {
    let column = batch.column_by_name("person_id").unwrap().as_any();
    match column.downcast_ref::<arrow_array::Int64Array>() {
        Some(ids) => ids.value(row),
        None => column.downcast_ref::<arrow_array::StringArray>().unwrap().value(row).parse().unwrap(),
    }
}

#[test]
fn a_return_of_tables_is_that_of_the_caseload() {
    let counts = Cell::new([0_usize; 6]);
    each_of(CASES, NUMBERS, |choices| {
        let documents = Documents::new(choices);
        let catalogue = documents.catalogue();
        let calendar = documents.calendar;
        let events = events(choices, calendar);
        let lines: Vec<String> = events.iter().map(ToString::to_string).collect();
        let file = CaseFile::from_jsonl(&catalogue, lines.join("\n"));
        let people = People::new(choices, calendar);
        let asked = Asked::of(&documents);
        let tables = shuffled(file.to_table(), choices);
        let rows = tables.iter().map(|batch| batch.num_rows() as u64).sum::<u64>();
        for _ in 0..2 {
            let known_at = choices.chance(25).then(|| some_day(calendar, choices));
            let facts_on = choices.chance(12).then(|| some_day(calendar, choices));
            let both = Both {
                catalogue: &catalogue,
                id: "all",
                as_at: some_day(calendar, choices),
                options: OutcomeOptions::default().known_at(known_at).facts_on(facts_on),
                threads: Some(1 + choices.below(2)),
            };
            let wanted = both.by_caseload(&people.told, &file)?;
            let own = both.by_tables(&people.batches, &tables)?;
            let mut wrong = cells(&own, &wanted);
            wrong.extend(opened(&own, &wanted, choices));
            // Of tables each row is given, and those that came twice are repeated.
            let mut accounts = wanted.accounts();
            accounts.events = rows;
            accounts.repeated = rows - file.events().len() as u64;
            if own.accounts() != accounts {
                wrong.push(format!("accounts: {:?}, not {accounts:?}", own.accounts()));
            }
            let (listed, all) = (rejected(&own, false), rejected(&wanted, false));
            if !listed.is_subset(&all) {
                wrong.push(format!("listed of tables alone: {:#?}", listed.difference(&all).collect::<Vec<_>>()));
            }
            let missing: Vec<_> = all
                .difference(&listed)
                .filter(|own| {
                    let event = events.iter().find(|event| event["id"] == json!(own.event));
                    // Nobody asks anything of who has no events.
                    happened_to(&events, &own.person) && asked.must_list(own, event, both.as_at, both.options)
                })
                .collect();
            if !missing.is_empty() {
                wrong.push(format!("listed of the caseload alone: {missing:#?}"));
            }
            // Of whom rows tell different things, everybody with events is listed, each fact once.
            let twice = rejected(&own, true);
            let said: BTreeSet<(String, String)> = twice
                .iter()
                .filter_map(|own| Some((own.person.clone(), own.message.split('`').nth(1)?.to_owned())))
                .collect();
            let must: BTreeSet<_> =
                people.differing.iter().filter(|(person, _)| happened_to(&events, person)).collect();
            if !said.is_subset(&people.differing) || must.iter().any(|own| !said.contains(*own)) {
                wrong.push(format!("told twice: {said:?}, not {:?}", people.differing));
            }
            let mut total = counts.get();
            let cells_of = wanted.cells();
            total[0] += cells_of.len();
            total[1] += cells_of.iter().filter(|cell| cell.state.as_str() == "bounded").count();
            total[2] += cells_of.iter().filter(|cell| cell.numerator.is_some_and(|count| count > 0)).count();
            total[3] += all.len();
            total[4] += twice.len();
            total[5] += usize::try_from(accounts.repeated).unwrap();
            counts.set(total);
            let has_joins = events.iter().any(|event| event["kind"] == "same_person");
            if choices.chance(40) && !has_joins {
                let parts = 2 + choices.below(2);
                let (told, happened) = (parted(&people.batches, parts), parted(&tables, parts));
                let parts: Vec<_> = told.into_iter().zip(happened).collect();
                for merged in both.merged(&parts)? {
                    if merged.accounts() != accounts {
                        wrong.push(format!("merged accounts: {:?}, not {accounts:?}", merged.accounts()));
                    }
                    wrong.extend(cells(&merged, &wanted).into_iter().map(|wrong| format!("merged:\n{wrong}")));
                }
            }
            if !wrong.is_empty() {
                return Err(format!(
                    "as at {}, known at {known_at:?}, facts of {facts_on:?}\n{}\n{}\npeople: {}\n{:?}\n{}",
                    both.as_at,
                    wrong.join("\n"),
                    documents.show(),
                    people.told,
                    people.differing,
                    lines.join("\n")
                ));
            }
        }
        Ok(())
    });
    let [all, bounded, counted, listed, twice, again] = counts.get();
    println!(
        "{all} cells, {bounded} bounded, {counted} count somebody; {listed} rejections, {twice} told twice, {again} rows again"
    );
    assert!(bounded > 500 && counted > 1_000 && listed > 100 && twice > 0 && again > 100, "{:?}", counts.get());
}

const CASES: u32 = 300;
const NUMBERS: usize = 3_000;
