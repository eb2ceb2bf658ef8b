//! The example of one life judged by many definitions of being into work: `examples/into_work`.

use std::fs;
use std::path::Path;

use doorstep::{CaseFile, Catalogue, Grade, OutcomeOptions, OutcomeResult, OutcomeState, Plain, Value, parse_date};

use crate::repository;

/// The definitions by which the life is judged, in the order of the table.
pub const DEFINITIONS: [&str; 12] = [
    "ilo",
    "working_win",
    "ips_grow",
    "ips_primary_care",
    "work_and_health_programme",
    "restart",
    "jets_scotland",
    "ilr",
    "dfe_fe_outcomes",
    "esf_employability_pipelines",
    "esfa_esf",
    "wioa",
];

/// The day judged.
const AS_AT: &str = "2023-06-30";

const HEAD: &str = "\
# One life, judged by all of them

As at 30 June 2023, by the definitions named in the first column. `README.md` tells the life and works the days out by hand.

| definition | outcome | state | day | rests on | why |
|---|---|---|---|---|---|
";

/// The programmes together with the example's definitions. A document of the example stands in the place of the
/// programmes' document of that name: so it is with the wage floors, of which no source gives figures.
///
/// # Errors
/// Files that cannot be read, and documents that cannot be used.
pub fn catalogue() -> Result<Catalogue, String> {
    let mut documents = read(&repository().join("examples/into_work/definitions"))?;
    for (name, text) in read(&repository().join("programmes"))? {
        if !documents.iter().any(|(own, _)| *own == name) {
            documents.push((name, text));
        }
    }
    Catalogue::parse(documents).map_err(|error| error.to_string())
}

fn read(folder: &Path) -> Result<Vec<(String, String)>, String> {
    let mut documents = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| error.to_string())? {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            let text = fs::read_to_string(&path).map_err(|error| error.to_string())?;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            documents.push((name, text));
        }
    }
    documents.sort();
    Ok(documents)
}

/// The life.
///
/// # Errors
/// A file that cannot be read.
pub fn history(catalogue: &Catalogue) -> Result<CaseFile, String> {
    let path = repository().join("examples/into_work/history.jsonl");
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    Ok(CaseFile::from_jsonl(catalogue, text))
}

/// What every definition says of the life, as a table.
///
/// # Errors
/// As [`catalogue`] and [`history`].
pub fn table() -> Result<String, String> {
    let catalogue = catalogue()?;
    let life = history(&catalogue)?;
    let as_at = parse_date(AS_AT).ok_or("there is no such day")?;
    let mut table = HEAD.to_owned();
    for definition in DEFINITIONS {
        let outcomes = catalogue.outcomes(definition, &Plain::Map(Vec::new()), &life, as_at, OutcomeOptions::default());
        let outcomes = outcomes.map_err(|error| error.to_string())?;
        let outcomes = outcomes.ok_or_else(|| format!("there is no definition `{definition}`"))?;
        table.extend(outcomes.outcomes.iter().map(|result| row(definition, result)));
    }
    Ok(table)
}

fn row(definition: &str, result: &OutcomeResult) -> String {
    let state = match result.state {
        OutcomeState::Achieved => "achieved",
        OutcomeState::NotAchieved => "not achieved",
        OutcomeState::NotYetDue => "not yet due",
        OutcomeState::Unknown => "unknown",
        OutcomeState::Excluded => "left out",
    };
    let outcome = result.text.as_deref().unwrap_or(&result.id);
    let on = result.on.map(|on| on.to_string()).unwrap_or_default();
    format!("| `{definition}` | {outcome} | {state} | {on} | {} | {} |\n", result.records.join(", "), why(result))
}

fn why(result: &OutcomeResult) -> String {
    match result.state {
        OutcomeState::Achieved => match result.evidence {
            Some(Grade::Official) => "Shown by an official record.".to_owned(),
            Some(Grade::Document) => "Shown by a document.".to_owned(),
            Some(Grade::AdviserSeen) => "A worker saw it.".to_owned(),
            Some(Grade::AdviserVouched) => "A worker's word.".to_owned(),
            _ => "The person's word.".to_owned(),
        },
        OutcomeState::NotAchieved => "Nothing told by 30 June 2023 comes to it.".to_owned(),
        OutcomeState::NotYetDue => match result.due_on {
            Some(due) => format!("It can be known from {due}."),
            None => "What it waits for has not come.".to_owned(),
        },
        OutcomeState::Unknown => format!("What would tell: {}.", names(&result.missing)),
        OutcomeState::Excluded => {
            let facts = result.because.iter().map(|(name, value)| match value {
                Value::Boolean(value) => format!("`{name}` is {value}"),
                value => format!("`{name}` is {value:?}"),
            });
            format!("The facts at the start leave the person out: {}.", facts.collect::<Vec<_>>().join(", "))
        }
    }
}

fn names(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
