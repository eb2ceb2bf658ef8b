//! Running a case of a return against the library.

use std::collections::{BTreeMap, BTreeSet};

use doorstep::{
    CaseFile, Catalogue, Cell, CellKey, CellPart, CellState, OutcomeOptions, Partial, Plain, Report, ReturnError, Unit,
};
use serde_json::{Map, Value, json};

use crate::case_file::day;
use crate::matching::matches;
use crate::vector::Case;

/// What is computed: everything that a report is made from.
struct Given<'c> {
    catalogue: &'c Catalogue,
    id: &'c str,
    people: Vec<Value>,
    events: Vec<Value>,
    as_at: doorstep::Date,
    options: OutcomeOptions,
    erase: Option<(&'c str, doorstep::Date)>,
}

/// Every difference from what a case of a return expects; none if it holds.
///
/// # Errors
/// A case that is not well made.
pub(crate) fn differences(
    catalogue: &Catalogue,
    earlier: Option<&Catalogue>,
    case: &Case,
) -> Result<Vec<String>, String> {
    let given = Given::of(catalogue, case, &Value::Null)?;
    let report = match given.compute(given.people.clone(), given.events.clone()) {
        Ok(report) => report,
        Err(error) => {
            let expected = case.expected.return_error.clone().unwrap_or(Value::Null);
            return Ok(told("return_error", &expected, &json!(error.to_string())));
        }
    };
    let mut found = Vec::new();
    let own = &case.expected;
    let asked = [&own.cells, &own.keys, &own.people, &own.why, &own.accounts, &own.rejected, &own.assumptions];
    let more = [&own.compared, &own.diagnostics, &own.return_error];
    if own.flow.is_none() && asked.iter().chain(&more).all(|asked| asked.is_none()) {
        return Err("the case expects nothing of a return".to_owned());
    }
    if case.expected.return_error.is_some() {
        found.push("the return is not refused".to_owned());
    }
    found.extend(laws(&given, &report)?);
    let expected = &case.expected;
    for wanted in list(expected.cells.as_ref()) {
        found.extend(of_cell(&report, wanted)?);
    }
    for wanted in list(expected.people.as_ref()) {
        let key = key(&report, &wanted["cell"])?;
        let part = part(&wanted["part"])?;
        let people = report.people(&key, part).map_err(|error| error.to_string())?;
        found.extend(told(&format!("people of {wanted}"), &wanted["ids"], &json!(people)));
    }
    for wanted in list(expected.why.as_ref()) {
        let person = wanted["person"].as_str().ok_or("`why` asks of nobody")?;
        let why = report.why(person, &key(&report, &wanted["cell"])?).map_err(|error| error.to_string())?;
        found.extend(told(&format!("why of {wanted}"), &wanted["is"], &json!(why)));
    }
    for (indicator, wanted) in expected.flow.iter().flatten() {
        let flow = report.flow(indicator).map_err(|error| error.to_string())?;
        found.extend(told(&format!("flow.{indicator}"), wanted, &json!(flow)));
    }
    if let Some(wanted) = &expected.keys {
        found.extend(of_keys(&report, wanted));
    }
    let parts = [
        ("accounts", &expected.accounts, json!(report.accounts())),
        ("rejected", &expected.rejected, json!(report.rejected())),
        ("assumptions", &expected.assumptions, json!(report.assumptions())),
        ("diagnostics", &expected.diagnostics, json!(catalogue.check())),
    ];
    for (name, wanted, actual) in parts {
        if let Some(wanted) = wanted {
            found.extend(told(name, wanted, &actual));
        }
    }
    if let Some(wanted) = &expected.compared {
        let changes = case.earlier.as_ref().ok_or("a case compares its report and has no `earlier`")?;
        let given = Given::of(earlier.unwrap_or(catalogue), case, changes)?;
        let earlier = given.compute(given.people.clone(), given.events.clone()).map_err(|error| error.to_string())?;
        let comparison = report.compare(&earlier).map_err(|error| error.to_string())?;
        found.extend(told("compared", wanted, &json!(comparison)));
    }
    Ok(found)
}

fn list(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

fn told(name: &str, wanted: &Value, actual: &Value) -> Vec<String> {
    let wrong = matches(wanted, actual).into_iter();
    wrong.map(|wrong| format!("{name}.{}: expected {}, got {}", wrong.path, wrong.expected, wrong.actual)).collect()
}

impl<'c> Given<'c> {
    /// What a case gives, or what it changes for an earlier report.
    fn of(catalogue: &'c Catalogue, case: &'c Case, changes: &Value) -> Result<Self, String> {
        let whole = |key: &str, own: &Option<Value>| {
            let given = changes.get(key).or(own.as_ref()).cloned().unwrap_or_else(|| json!([]));
            given.as_array().cloned().ok_or(format!("`{key}` is no list"))
        };
        let on = |key: &str, own: &Option<String>| match changes.get(key) {
            Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => day(text).map(Some),
            _ => own.as_deref().map(day).transpose(),
        };
        let erase = case.erase.as_ref().filter(|_| changes.is_null());
        Ok(Self {
            catalogue,
            id: case.r#return.as_deref().ok_or("a case has no `return`")?,
            people: whole("people", &case.people)?,
            events: whole("events", &case.events)?,
            as_at: on("as_at", &case.as_at)?.ok_or("a return has no `as_at`")?,
            options: OutcomeOptions::default()
                .known_at(on("known_at", &case.known_at)?)
                .facts_on(on("facts_on", &case.facts_on)?),
            erase: erase.map(|erase| Ok::<_, String>((erase.person.as_str(), day(&erase.on)?))).transpose()?,
        })
    }

    fn file(&self, events: &[Value]) -> CaseFile {
        let line = |line: &Value| line.as_str().map_or_else(|| line.to_string(), str::to_owned);
        let text = events.iter().map(line).collect::<Vec<_>>().join("\n");
        let file = CaseFile::from_jsonl(self.catalogue, text);
        self.erase.map_or(file.clone(), |(person, on)| file.erase(person, on))
    }

    fn compute(&self, people: Vec<Value>, events: Vec<Value>) -> Result<Report, ReturnError> {
        let people = plain(&Value::Array(people));
        self.catalogue.compute(self.id, &people, &self.file(&events), self.as_at, self.options)
    }

    fn partial(&self, people: Vec<Value>, events: &[Value]) -> Result<Partial, ReturnError> {
        let people = plain(&Value::Array(people));
        self.catalogue.partial(self.id, &people, &self.file(events), self.as_at, self.options)
    }

    /// The people in the order in which they first come, with which part of so many each is dealt to; `None` where a part
    /// alone could not tell what all parts do.
    fn dealt(&self, parts: usize) -> Option<Vec<(Vec<Value>, Vec<Value>)>> {
        let is_apart = self.erase.is_none()
            && self
                .events
                .iter()
                .all(|event| event.is_object() && event["kind"] != "same_person" && person(event).is_some());
        let mut owners: BTreeMap<String, String> = BTreeMap::new();
        let is_told_once = self.events.iter().all(|event| {
            let (id, own) = (event["id"].to_string(), event["person"].to_string());
            *owners.entry(id).or_insert(own.clone()) == own
        });
        let mut order: Vec<String> = Vec::new();
        let ids =
            self.events.iter().filter_map(person).chain(self.people.iter().filter_map(|row| text(&row["person_id"])));
        for id in ids {
            if !order.contains(&id) {
                order.push(id);
            }
        }
        if !is_apart || !is_told_once {
            return None;
        }
        let part_of =
            |id: Option<String>| id.and_then(|id| order.iter().position(|own| *own == id)).unwrap_or(0) % parts;
        let dealt = |part: usize| {
            let people = self.people.iter().filter(|row| part_of(text(&row["person_id"])) == part);
            let events = self.events.iter().filter(|event| part_of(person(event)) == part);
            (people.cloned().collect(), events.cloned().collect())
        };
        Some((0..parts).map(dealt).collect())
    }
}

fn person(event: &Value) -> Option<String> {
    text(&event["person"])
}

fn text(id: &Value) -> Option<String> {
    match id {
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

fn plain(value: &Value) -> Plain {
    Plain::from_json(&value.to_string()).unwrap_or(Plain::Null)
}

/// What does not hold that holds of any report.
fn laws(given: &Given<'_>, report: &Report) -> Result<Vec<String>, String> {
    let mut broken = Vec::new();
    let accounts = report.accounts();
    if accounts.used + accounts.later + accounts.rejected + accounts.repeated != accounts.events {
        broken.push(format!("events do not add up: {accounts:?}"));
    }
    let cells = report.cells();
    let backwards = |values: &[Value]| values.iter().rev().cloned().collect::<Vec<_>>();
    if given.events.iter().all(Value::is_object) {
        let again = given.compute(backwards(&given.people), backwards(&given.events));
        let again = again.map_err(|error| error.to_string())?;
        if again.cells() != cells {
            broken.push("in the reverse order the cells are others".to_owned());
        }
    }
    for parts in [2, 3] {
        let Some(dealt) = given.dealt(parts) else { break };
        let states = dealt.into_iter().map(|(people, events)| given.partial(people, &events));
        let states = states.collect::<Result<Vec<Partial>, _>>().map_err(|error| error.to_string())?;
        let merged = |states: &mut dyn Iterator<Item = &Partial>| {
            let read = |state: &Partial| Partial::from_bytes(&state.to_bytes());
            let first = read(states.next().expect("there are parts"));
            states.fold(first, |merged, state| Partial::from_bytes(&merged?.merge(&read(state)?)?.to_bytes()))
        };
        for merged in [merged(&mut states.iter()), merged(&mut states.iter().rev())] {
            let whole = merged.and_then(|merged| merged.report(given.catalogue)).map_err(|error| error.to_string())?;
            if whole.cells() != cells {
                broken.push(format!("of {parts} parts that are merged the cells are others"));
            }
        }
    }
    let document = report.document().ok_or("a report has no document")?;
    let of_people = document.indicators.iter().filter(|own| own.unit == Unit::Person && own.ratio.is_none());
    let of_people: BTreeSet<&str> = of_people.filter(|own| own.weight.is_none()).map(|own| own.id.as_str()).collect();
    for cell in report.cells().iter().filter(|cell| of_people.contains(cell.key.indicator.as_str())) {
        let Some(numerator) = cell.numerator.filter(|_| cell.state == CellState::Exact) else { continue };
        let people = report.people(&cell.key, CellPart::Numerator).map_err(|error| error.to_string())?;
        if i64::try_from(people.len()) != Ok(numerator) {
            broken.push(format!("{:?} has the numerator {numerator} and opens to {people:?}", cell.key));
        }
    }
    Ok(broken)
}

fn column<'k>(key: &'k CellKey, column: &str) -> Option<&'k str> {
    match column {
        "indicator" => Some(&key.indicator),
        "programme" => key.programme.as_deref(),
        "period" => key.period.as_deref(),
        "by" => key.by.as_deref(),
        _ => key.group.as_deref(),
    }
}

const COLUMNS: [&str; 5] = ["indicator", "programme", "period", "by", "group"];

/// The one cell that is named.
fn cell<'r>(report: &'r Report, named: &Value) -> Result<&'r Cell, String> {
    let is_one = report.document().is_some_and(|document| document.programmes.len() == 1);
    let is_named = |cell: &&Cell| {
        COLUMNS.into_iter().all(|name| {
            let is_any = name == "programme" && is_one && named.get(name).is_none();
            is_any || column(&cell.key, name) == named.get(name).and_then(Value::as_str)
        })
    };
    let found: Vec<&Cell> = report.cells().iter().filter(is_named).collect();
    match found.as_slice() {
        [one] => Ok(one),
        several => Err(format!("{named} names {} cells", several.len())),
    }
}

fn key(report: &Report, named: &Value) -> Result<CellKey, String> {
    cell(report, named).map(|cell| cell.key.clone())
}

fn part(word: &Value) -> Result<CellPart, String> {
    let part = CellPart::ALL.into_iter().find(|part| word.as_str() == Some(part.as_str()));
    part.ok_or(format!("{word} is no part of a cell"))
}

/// How a cell differs from a part of it.
fn of_cell(report: &Report, wanted: &Value) -> Result<Vec<String>, String> {
    let actual = json!(cell(report, wanted)?);
    let mut found = Vec::new();
    for (name, wanted_value) in wanted.as_object().into_iter().flatten() {
        if COLUMNS.contains(&name.as_str()) {
            continue;
        }
        let own = actual.get(name).cloned().unwrap_or(Value::Null);
        let is_same = match (number(wanted_value), own.as_f64()) {
            (Some(wanted), Some(own)) if name.starts_with("interval") => (wanted - own).abs() < 1e-6,
            (Some(wanted), Some(own)) => wanted.to_bits() == own.to_bits() || (wanted == 0.0 && own == 0.0),
            _ => *wanted_value == own,
        };
        if !is_same {
            found.push(format!("{wanted}: {name}: expected {wanted_value}, got {own}; the cell is {actual}"));
        }
    }
    Ok(found)
}

/// A number, or a fraction as it is written.
fn number(value: &Value) -> Option<f64> {
    let Value::String(text) = value else { return value.as_f64() };
    let (part, of) = text.split_once('/')?;
    Some(part.parse::<f64>().ok()? / of.parse::<f64>().ok()?)
}

fn of_keys(report: &Report, wanted: &Value) -> Vec<String> {
    let columns = |cell: &Cell, from: usize| -> Value {
        COLUMNS.into_iter().skip(from).map(|name| column(&cell.key, name)).collect::<Vec<_>>().into()
    };
    let Some(by_indicator) = wanted.as_object() else {
        let keys: Vec<Value> = report.cells().iter().map(|cell| columns(cell, 0)).collect();
        return told("keys", wanted, &json!(keys));
    };
    let of = |(indicator, wanted): (&String, &Value)| {
        let own = report.cells().iter().filter(|cell| cell.key.indicator == *indicator);
        told(&format!("keys.{indicator}"), wanted, &json!(own.map(|cell| columns(cell, 1)).collect::<Vec<_>>()))
    };
    by_indicator.iter().flat_map(of).collect()
}

/// The documents of a file with a case's own beside them, or in their place.
pub(crate) fn also(given: &mut BTreeMap<String, String>, also: Option<&Map<String, Value>>) {
    for (name, document) in also.into_iter().flatten() {
        let text = document.as_str().map_or_else(|| document.to_string(), str::to_owned);
        given.insert(name.clone(), text);
    }
}
