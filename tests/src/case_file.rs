//! Running a case of case files against the library.

use doorstep::{CaseFile, Catalogue, Date, Override, Plain, parse_date};
use serde_json::{Map, Value, json};

use crate::outcomes;
use crate::vector::{Case, CaseloadAsked, Proposal};

/// What comes out of a case's files, and what does not hold of any files: every order of merging comes to the same.
///
/// # Errors
/// A case that is not well made.
pub(crate) fn outcome(
    catalogue: &Catalogue,
    case: &Case,
    files_given: &[Vec<Value>],
    facts: &Plain,
) -> Result<Map<String, Value>, String> {
    let files: Vec<CaseFile> = files_given.iter().map(|lines| CaseFile::from_jsonl(catalogue, text(lines))).collect();
    let mut file = merged(files.iter()).ok_or("there are no `case_files`")?;
    let mut laws = Vec::new();
    let mut holds = |what: &str, other: &CaseFile, file: &CaseFile| {
        if told(catalogue, case, other, facts)? != told(catalogue, case, file, facts)? {
            laws.push(what.to_owned());
        }
        Ok::<(), String>(())
    };
    holds(
        "merged in the reverse order it is another file",
        &merged(files.iter().rev()).unwrap_or(file.clone()),
        &file,
    )?;
    let twice = files.iter().map(|file| file.merge(file));
    holds(
        "with each merged with itself it is another file",
        &merged(&twice.collect::<Vec<_>>()).unwrap_or(file.clone()),
        &file,
    )?;
    for (pieces, file_again) in dealt_out(catalogue, files_given) {
        holds(&format!("dealt out in {pieces} pieces it is another file"), &file_again, &file)?;
    }
    holds("written and read again it is another file", &CaseFile::from_jsonl(catalogue, file.to_jsonl()), &file)?;
    if let Some(erasure) = &case.erase {
        file = file.erase(&erasure.person, day(&erasure.on)?);
        for given in &files {
            holds("what was erased comes back with one of the files", &file.merge(given), &file)?;
            holds("what was erased comes back with one of the files", &given.merge(&file), &file)?;
        }
    }
    let mut outcome = Map::new();
    if let Some(Proposal { event, r#override }) = &case.propose {
        match file.propose(&plain(event)?, r#override.as_ref().map(overriding).transpose()?.as_ref()) {
            Ok(after) => file = after,
            Err(error) => _ = outcome.insert("event_errors".into(), json!(error.problems)),
        }
    }
    outcome.insert("problems".into(), json!(file.problems()));
    outcome.insert("rejected".into(), json!(file.rejected()));
    outcome.insert("tombstones".into(), json!(file.tombstones()));
    let ids: Vec<&str> = file.events().iter().map(|event| event.id.as_str()).collect();
    outcome.insert("events".into(), json!(ids));
    outcome.insert("lines".into(), json!(file.to_jsonl().lines().collect::<Vec<_>>()));
    if let Some(asked) = &case.caseload {
        let list = caseload(catalogue, asked, &[&file])?;
        // Taken apart by person, and as they came, they are the same people.
        let apart = caseload(catalogue, asked, &file.by_person().iter().rev().collect::<Vec<_>>())?;
        let given = caseload(catalogue, asked, &files.iter().chain([&file]).collect::<Vec<_>>())?;
        if list != apart || list != given {
            laws.push("the caseload of its parts is another".to_owned());
        }
        outcome.insert("caseload".into(), list);
    }
    outcome.insert("laws".into(), json!(laws));
    if case.programme.is_some() {
        outcome.insert("state".into(), state(case, &file)?);
    }
    outcome.extend(outcomes::of(catalogue, case, &file, facts)?);
    Ok(outcome)
}

fn merged<'f>(files: impl IntoIterator<Item = &'f CaseFile>) -> Option<CaseFile> {
    files.into_iter().cloned().reduce(|one, other| one.merge(&other))
}

/// All lines dealt out in so many pieces, which are merged from each of them on: one after the other, and two by two. What
/// is no JSON stays in its file, where it may be torn.
fn dealt_out<'c>(catalogue: &'c Catalogue, files: &[Vec<Value>]) -> impl Iterator<Item = (usize, CaseFile)> + use<'c> {
    let lines: Vec<Value> = files.concat();
    let dealt = [2, 3, 7, 20].into_iter().filter(|pieces| *pieces <= lines.len() && lines.iter().all(Value::is_object));
    let dealt: Vec<(usize, Vec<CaseFile>)> = dealt
        .map(|pieces| {
            let piece = |first| lines.iter().skip(first).step_by(pieces).rev().cloned().collect::<Vec<_>>();
            (pieces, (0..pieces).map(|first| CaseFile::from_jsonl(catalogue, text(&piece(first)))).collect())
        })
        .collect();
    dealt.into_iter().flat_map(|(pieces, files)| {
        (0..pieces.min(7)).flat_map(move |turn| {
            let mut files = files.clone();
            files.rotate_left(turn);
            let one_by_one = merged(&files);
            while files.len() > 1 {
                files = files.chunks(2).rev().filter_map(merged).collect();
            }
            [one_by_one, files.pop()].into_iter().flatten().map(move |file| (pieces, file))
        })
    })
}

/// All that a file says, as text.
fn told(catalogue: &Catalogue, case: &Case, file: &CaseFile, facts: &Plain) -> Result<String, String> {
    let outcomes = outcomes::of(catalogue, case, file, facts)?;
    Ok(json!([file.to_jsonl(), file.problems(), state(case, file)?, outcomes]).to_string())
}

fn caseload(catalogue: &Catalogue, asked: &CaseloadAsked, files: &[&CaseFile]) -> Result<Value, String> {
    let known_at = asked.known_at.as_deref().map(day).transpose()?;
    Ok(json!(catalogue.caseload(files.iter().copied(), day(&asked.as_at)?, asked.worker.as_deref(), known_at)))
}

fn state(case: &Case, file: &CaseFile) -> Result<Value, String> {
    let Some(programme) = &case.programme else { return Ok(Value::Null) };
    let as_at = day(case.as_at.as_deref().ok_or("a state has no `as_at`")?)?;
    let known_at = case.known_at.as_deref().map(day).transpose()?;
    Ok(json!(file.state(programme, as_at, known_at)))
}

/// The lines as they would be read: text stays as it is. What comes last may be torn.
fn text(lines: &[Value]) -> String {
    let line = |line: &Value| line.as_str().map_or_else(|| line.to_string(), str::to_owned);
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn plain(value: &Value) -> Result<Plain, String> {
    Plain::from_json(&value.to_string()).map_err(|error| error.to_string())
}

/// A reason alone, or with who decided it and on whose authority.
fn overriding(given: &Value) -> Result<Override, String> {
    let part = |key: &str| given.get(key).and_then(Value::as_str);
    let reason = given.as_str().or(part("reason")).ok_or("an `override` has no reason")?;
    let mut overriding = Override::new(reason);
    if let Some(by) = part("by") {
        overriding = overriding.by(by);
    }
    if let Some(authority) = part("authority") {
        overriding = overriding.on_authority_of(authority);
    }
    Ok(overriding)
}

pub(crate) fn day(text: &str) -> Result<Date, String> {
    parse_date(text).ok_or(format!("no such day: {text}"))
}
