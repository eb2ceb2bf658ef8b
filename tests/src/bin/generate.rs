//! Makes the generated files: JSON Schemas, the documentation of codes, the project's documents as JSON, and vectors of
//! hundreds of events.
//!
//! `cargo run -p doorstep-tests --bin generate` writes them; CI runs it and refuses a difference.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use doorstep::{Code, schemas, to_json};
use doorstep_tests::{hundreds, repository};
use serde::Deserialize;
use serde_json::{Map, Value};

/// An entry of the register of codes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    text: String,
    #[serde(default)]
    help: Option<String>,
    #[serde(default)]
    severity: Option<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let repository = repository();
    for (kind, schema) in schemas() {
        write_json(&repository.join("docs/schemas").join(format!("{kind}.schema.json")), &schema)?;
    }
    write_documents(&repository)?;
    write(&repository.join("tests/vectors/case_files/hundreds.json"), &hundreds()?)?;
    write_codes(&repository)
}

fn write(path: &Path, text: &str) -> Result<(), Box<dyn Error>> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(path, text)?)
}

fn write_json(path: &Path, value: &Value) -> Result<(), Box<dyn Error>> {
    write(path, &format!("{}\n", serde_json::to_string_pretty(value)?))
}

/// `programmes/` as JSON, which the vectors and the browser read.
fn write_documents(repository: &Path) -> Result<(), Box<dyn Error>> {
    let mut documents = BTreeMap::new();
    for entry in fs::read_dir(repository.join("programmes"))? {
        let path = entry?.path();
        // Beside the documents are case files.
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let (Some(stem), Some(name)) = (path.file_stem(), path.file_name()) else { continue };
        let json = to_json(&name.to_string_lossy(), &fs::read_to_string(&path)?)?;
        documents.insert(format!("{}.json", stem.to_string_lossy()), serde_json::from_str(&json)?);
    }
    let documents: Map<String, Value> = documents.into_iter().collect();
    write_json(&repository.join("tests/documents/programmes.json"), &Value::Object(documents))
}

/// The register as a page. Every code must be in it, and nothing else.
fn write_codes(repository: &Path) -> Result<(), Box<dyn Error>> {
    let register: BTreeMap<String, Entry> = toml::from_str(&fs::read_to_string(repository.join("core/codes.toml"))?)?;
    let mut page = String::from(
        "# Codes\n\nEvery problem has a code that never changes its meaning. This page is made from `core/codes.toml`.\n\
         A code with a link has a section in `docs/checks.md`.\n\n\
         | Code | Name | Severity | What is wrong | What to do |\n|---|---|---|---|---|\n",
    );
    let sections = sections(&fs::read_to_string(repository.join("docs/checks.md"))?);
    for code in Code::ALL {
        let entry = register.get(code.as_str()).ok_or(format!("{code} is not in the register"))?;
        let severity = code.severity().as_str();
        if entry.severity.as_deref().unwrap_or("error") != severity {
            return Err(format!("the register gives {code} another severity").into());
        }
        let help = entry.help.as_deref().unwrap_or("The message's own help says.");
        let linked = sections.get(code.as_str());
        let code = linked.map_or_else(|| code.to_string(), |section| format!("[{code}](checks.md#{section})"));
        writeln!(page, "| {code} | {} | {severity} | {} | {help} |", entry.name, entry.text)?;
    }
    if let Some(unused) = register.keys().find(|key| !Code::ALL.iter().any(|code| code.as_str() == **key)) {
        return Err(format!("the register has {unused}, which the library does not").into());
    }
    write(&repository.join("docs/codes.md"), &page)
}

/// The sections of a page that are about a code, by what a link to them is: a title in small letters with `-` for spaces.
fn sections(page: &str) -> BTreeMap<String, String> {
    let titles = page.lines().filter_map(|line| line.strip_prefix("## "));
    let about = titles.filter_map(|title| Some((title.split_once(':')?.0.to_owned(), title)));
    let link =
        |title: &str| title.to_lowercase().replace(|c: char| !c.is_alphanumeric() && c != ' ', "").replace(' ', "-");
    about.map(|(code, title)| (code, link(title))).collect()
}
