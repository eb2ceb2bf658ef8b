//! Writes the Kotlin and Swift sources: `uniffi-bindgen LIBRARY FOLDER`, where the library is this crate's cdylib.
//!
//! `UniFFI` alone makes them, but for one thing. A Kotlin exception's `message` would be a list of its fields, and a
//! field of that name would not compile; here the field that the error has becomes the message.

use std::error::Error;
use std::fs;
use std::path::Path;

use uniffi::{GenerateOptions, TargetLanguage};

const USAGE: &str = "give the library and the folder to write to: uniffi-bindgen LIBRARY FOLDER";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [library, folder] = arguments.as_slice() else { return Err(USAGE.into()) };
    for (language, name) in [(TargetLanguage::Kotlin, "kotlin"), (TargetLanguage::Swift, "swift")] {
        uniffi::generate(GenerateOptions {
            languages: vec![language],
            source: library.into(),
            out_dir: Path::new(folder).join(name).to_string_lossy().into_owned().into(),
            config_override: None,
            format: false,
            crate_filter: None,
            metadata_no_deps: false,
        })?;
    }
    let kotlin = Path::new(folder).join("kotlin/org/doorstep/doorstep.kt");
    let source = messages_from_fields(&fs::read_to_string(&kotlin)?)?;
    fs::write(kotlin, source)?;
    for generated in ["kotlin/org/doorstep/doorstep.kt", "swift/Doorstep.swift", "swift/DoorstepFFI.h"] {
        let path = Path::new(folder).join(generated);
        fs::write(&path, without_trailing_spaces(&fs::read_to_string(&path)?))?;
    }
    Ok(())
}

/// Makes the field `message` of each variant of the exception the message itself.
fn messages_from_fields(source: &str) -> Result<String, Box<dyn Error>> {
    const FIELD: &str = "        val `message`: kotlin.String";
    const GETTER: &str = "        override val message\n            get() = \"";
    let begin = source.find("sealed class DoorstepException").ok_or("the exception is not where it was")?;
    let (before, exception) = source.split_at(begin);
    let end = exception.find("\n}\n").ok_or("the exception does not end where it did")?;
    let (exception, after) = exception.split_at(end);
    let fields = exception.matches(FIELD).count();
    let mut changed = exception.replace(FIELD, "        override val `message`: kotlin.String");
    let mut getters = 0_usize;
    while let Some(start) = changed.find(GETTER) {
        let (head, tail) = changed.split_at(start);
        let rest = tail.get(GETTER.len()..).and_then(|tail| tail.split_once("\"\n")).ok_or("a message does not end")?.1;
        changed = format!("{head}{rest}");
        getters = getters.saturating_add(1);
    }
    if fields == 0 || fields != getters {
        return Err(format!("the exception has {fields} fields `message` and {getters} messages").into());
    }
    Ok(format!("{before}{changed}{after}"))
}

fn without_trailing_spaces(source: &str) -> String {
    let lines: Vec<&str> = source.lines().map(str::trim_end).collect();
    format!("{}\n", lines.join("\n").trim_end())
}
