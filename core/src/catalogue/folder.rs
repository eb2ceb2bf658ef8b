//! Reading a folder of documents: the only I/O there is, behind feature `fs`.

use std::path::{Path, PathBuf};

use super::Catalogue;
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
        let documents = read_folder(folder)?;
        if documents.is_empty() {
            let message = "this folder holds no document";
            let help = "put `.yaml`, `.yml` or `.json` documents in it";
            return Err(unreadable(Code::NoDocuments, folder, message, help));
        }
        Self::parse(documents)
    }
}

/// The documents of a folder: names with forward slashes, and texts.
fn read_folder(folder: &Path) -> Result<Vec<(String, String)>, DocumentError> {
    let mut documents = Vec::new();
    let mut waiting: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        let entries = std::fs::read_dir(&next).map_err(|error| cannot_read(&next, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| cannot_read(&next, &error))?;
            let path = entry.path();
            // The type of the entry itself: a link to a folder is not followed, so there are no circles.
            let kind = entry.file_type().map_err(|error| cannot_read(&path, &error))?;
            if kind.is_dir() {
                waiting.push(path);
            } else if is_document(&path) {
                documents.push((name(folder, &path), read(&path)?));
            }
        }
    }
    Ok(documents)
}

fn is_document(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("yaml" | "yml" | "json"))
}

fn name(folder: &Path, path: &Path) -> String {
    let within = path.strip_prefix(folder).unwrap_or(path);
    within.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn read(path: &Path) -> Result<String, DocumentError> {
    let size = std::fs::metadata(path).map_err(|error| cannot_read(path, &error))?.len();
    if size > DOCUMENT_LIMIT as u64 {
        let help = "split it: a catalogue may hold up to 1,000 documents";
        return Err(unreadable(Code::TooLarge, path, "the document is larger than 1 MiB", help));
    }
    std::fs::read_to_string(path).map_err(|error| cannot_read(path, &error))
}

fn cannot_read(path: &Path, error: &std::io::Error) -> DocumentError {
    unreadable(
        Code::NotFound,
        path,
        &format!("this cannot be read: {error}"),
        "check the path, and that it is UTF-8 text",
    )
}

fn unreadable(code: Code, path: &Path, message: &str, help: &str) -> DocumentError {
    let mut diagnostics = Diagnostics::default();
    let source = Source::new(path.to_string_lossy(), "");
    diagnostics.report(code, &source, Span::START, message, help);
    DocumentError { diagnostics: diagnostics.into_sorted() }
}
