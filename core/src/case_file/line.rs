//! The lines of a case file: JSON, with a checksum as the last key.

use crc::{CRC_32_ISO_HDLC, Crc, Table};

/// In a browser a table of 16 KB would be downloaded for a speed that nobody would notice.
#[cfg(target_family = "wasm")]
type Lanes = Table<1>;
#[cfg(not(target_family = "wasm"))]
type Lanes = Table<16>;

/// The checksum of zip files: every language's standard library has it.
const CHECKSUM: Crc<u32, Lanes> = Crc::<u32, Lanes>::new(&CRC_32_ISO_HDLC);

/// How the line of an event begins.
const EVENT: &str = r#"{"id":"#;
/// How the line of an erasure begins.
pub(super) const ERASURE: &str = r#"{"erased":"#;
/// What stands before a line's checksum.
const BEFORE: &str = r#","crc32":""#;
/// What stands after it.
const AFTER: &str = "\"}";
/// How many digits a checksum has.
const DIGITS: usize = 8;

/// A line as it is found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line<'t> {
    /// A JSON object but for its closing brace, with a checksum that matches.
    Whole(&'t str),
    /// With a checksum that does not match.
    Changed,
    /// Without a checksum.
    Plain(&'t str),
}

/// A checksum as eight hexadecimal digits.
pub(super) fn checksum(bytes: &[u8]) -> String {
    format!("{:08x}", CHECKSUM.checksum(bytes))
}

/// Closes a JSON object, of which the closing brace is still to come, with its checksum.
pub(super) fn close(line: &mut String) {
    let checksum = checksum(line.as_bytes());
    line.push_str(BEFORE);
    line.push_str(&checksum);
    line.push_str(AFTER);
}

/// Looks for a line's checksum and checks it.
pub(super) fn open(line: &str) -> Line<'_> {
    let parts = line.strip_suffix(AFTER).and_then(|line| line.split_at_checked(line.len().checked_sub(DIGITS)?));
    let parts = parts.and_then(|(line, digits)| Some((line.strip_suffix(BEFORE)?, digits)));
    match parts {
        Some((line, digits)) if checksum(line.as_bytes()) == digits => Line::Whole(line),
        Some(_) => Line::Changed,
        None => Line::Plain(line),
    }
}

/// Where a line holds a whole one behind one that broke off: what was recorded first after a torn line, by something
/// that did not begin a new one.
pub(super) fn whole_tail(line: &str) -> Option<usize> {
    /// What is told may hold such beginnings too; a line of nothing else must not be summed again and again.
    const TRIES: usize = 8;
    let is_whole = |at: &usize| line.get(*at..).is_some_and(|tail| matches!(open(tail), Line::Whole(_)));
    // From the end. The standard library's way of looking for a text there is large, and needed nowhere else.
    let places = |begin: &'static str| {
        let windows = line.as_bytes().windows(begin.len()).enumerate().rev();
        let begins = windows.filter(move |(_, window)| *window == begin.as_bytes());
        begins.map(|(at, _)| at).take(TRIES).filter(|at| *at > 0)
    };
    places(EVENT).chain(places(ERASURE)).find(is_whole)
}

/// Whether JSON breaks off: a text, list or mapping is not closed.
pub(super) fn breaks_off(line: &str) -> bool {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for byte in line.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'[' | b'{' => depth = depth.saturating_add(1),
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    in_text || depth > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_those_of_zip_files() {
        assert_eq!(checksum(b"123456789"), "cbf43926");
        assert_eq!(checksum(b""), "00000000");
    }

    #[test]
    fn what_was_written_is_found_and_what_was_changed_is_seen() {
        let mut line = r#"{"id":"a""#.to_owned();
        close(&mut line);
        assert_eq!(open(&line), Line::Whole(r#"{"id":"a""#));
        assert_eq!(open(&line.replace("\"a\"", "\"b\"")), Line::Changed);
        assert_eq!(open(r#"{"id":"a"}"#), Line::Plain(r#"{"id":"a"}"#));
        for short in ["", "\"}", "é\"}", "00000000\"}"] {
            assert_eq!(open(short), Line::Plain(short));
        }
        let torn = format!(r#"{{"id":"z","pers{line}"#);
        assert_eq!(whole_tail(&torn), Some(15));
        assert_eq!(whole_tail(&line), None);
    }

    #[test]
    fn what_breaks_off_is_told_from_what_is_wrong() {
        assert!(breaks_off(r#"{"id":"a","data":{"b":1}"#) && breaks_off(r#"{"id":"a"#) && breaks_off(r#"{"a":"\""#));
        assert!(!breaks_off(r#"{"id":a}"#) && !breaks_off("nonsense"));
    }
}
