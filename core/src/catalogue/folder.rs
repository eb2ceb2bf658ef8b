//! Reading a folder of documents: the only I/O there is, behind feature `fs`.

use std::path::{Path, PathBuf};

use super::{CATALOGUE_LIMIT, Catalogue, report_names};
use crate::condition::Names;
use crate::diagnostic::{Code, Diagnostics};
use crate::problems::DocumentError;
use crate::tree::{DOCUMENT_LIMIT, Source, Span};

impl Catalogue {
    /// Loads every `.yaml`, `.yml` and `.json` document of a folder and of the folders in it; other files are left
    /// alone. Documents are named by their path from the folder.
    ///
    /// # Errors
    /// [`DocumentError`] with every problem of every document, or with the file or folder that cannot be read.
    pub fn load(folder: impl AsRef<Path>) -> Result<Self, DocumentError> {
        let folder = folder.as_ref();
        let mut diagnostics = Diagnostics::default();
        let mut sources = Vec::new();
        let mut names = Names::default();
        let paths = documents(folder).map_err(|(path, error)| cannot_read_folder(&path, &error))?;
        for path in paths {
            let name = name(folder, &path);
            match read(&path) {
                Ok(text) => sources.push(Source::new(name, text)),
                Err((code, message, help)) => {
                    diagnostics.report(code, &Source::new(name, ""), Span::START, message, help);
                    (names.facts_incomplete, names.programmes_incomplete) = (true, true);
                    names.parameters_incomplete = true;
                }
            }
        }
        if sources.is_empty() && !diagnostics.has_errors() {
            let source = Source::new(folder.to_string_lossy(), "");
            let help = "put `.yaml`, `.yml` or `.json` documents in it";
            diagnostics.report(Code::NoDocuments, &source, Span::START, "this folder holds no document", help);
            return Err(DocumentError { diagnostics: diagnostics.into_sorted() });
        }
        sources.sort_by(|a, b| a.name().cmp(b.name()));
        if sources.len() > CATALOGUE_LIMIT {
            report_names(&sources, &mut diagnostics);
            return Err(DocumentError { diagnostics: diagnostics.into_sorted() });
        }
        Self::read(sources, names, diagnostics)
    }
}

/// The documents' paths in a folder and the folders in it; the path that cannot be read, if one cannot.
fn documents(folder: &Path) -> Result<Vec<PathBuf>, (PathBuf, std::io::Error)> {
    let mut found = Vec::new();
    let mut waiting: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        let entries = std::fs::read_dir(&next).map_err(|error| (next.clone(), error))?;
        for entry in entries {
            let entry = entry.map_err(|error| (next.clone(), error))?;
            let path = entry.path();
            // The type of the entry itself: a link to a folder is not followed, so there are no circles.
            let kind = entry.file_type().map_err(|error| (path.clone(), error))?;
            if kind.is_dir() {
                waiting.push(path);
            } else if is_document(&path) {
                found.push(path);
            }
        }
    }
    Ok(found)
}

fn is_document(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).map(str::to_lowercase);
    matches!(extension.as_deref(), Some("yaml" | "yml" | "json"))
}

fn name(folder: &Path, path: &Path) -> String {
    let within = path.strip_prefix(folder).unwrap_or(path);
    within.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The text of a document, or why it cannot be had: a code, a message and help.
fn read(path: &Path) -> Result<String, (Code, String, &'static str)> {
    let failed = |error: std::io::Error| {
        (Code::NotFound, format!("this cannot be read: {error}"), "check that it is there, and that it is UTF-8 text")
    };
    if std::fs::metadata(path).map_err(failed)?.len() > DOCUMENT_LIMIT as u64 {
        let help = "split it: a catalogue may hold up to 1,000 documents";
        return Err((Code::TooLarge, "the document is larger than 1 MiB".to_owned(), help));
    }
    std::fs::read_to_string(path).map_err(failed)
}

fn cannot_read_folder(path: &Path, error: &std::io::Error) -> DocumentError {
    let mut diagnostics = Diagnostics::default();
    let source = Source::new(path.to_string_lossy(), "");
    let message = format!("this folder cannot be read: {error}");
    diagnostics.report(Code::NotFound, &source, Span::START, message, "give a folder that holds documents");
    DocumentError { diagnostics: diagnostics.into_sorted() }
}
