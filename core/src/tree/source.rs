//! A document's text, and places in it.

use std::sync::{Arc, OnceLock};

/// A range of bytes of a document's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Span {
    /// The very beginning.
    pub(crate) const START: Self = Self { start: 0, end: 0 };
}

/// A 1-based line and column, in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) line: u32,
    pub(crate) column: u32,
}

/// A document: its name and its text. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Source(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    name: String,
    text: String,
    lines: OnceLock<Vec<usize>>,
    /// How many code points stand before each block of the text.
    blocks: OnceLock<Vec<usize>>,
}

/// The bytes in a block: what is counted anew for each position.
const BLOCK: usize = 1024;

/// How many code points begin in some bytes.
fn code_points(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

impl Source {
    pub(crate) fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self(Arc::new(Inner { name: name.into(), text: text.into(), lines: OnceLock::new(), blocks: OnceLock::new() }))
    }

    pub(crate) fn name(&self) -> &str {
        &self.0.name
    }

    pub(crate) fn text(&self) -> &str {
        &self.0.text
    }

    /// The line and column of a byte offset; lines are found when first asked.
    pub(crate) fn position(&self, offset: usize) -> Position {
        let text = self.text();
        let lines = self.0.lines.get_or_init(|| {
            let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(breaks.map(|(at, _)| at.saturating_add(1))).collect()
        });
        let offset = offset.min(text.len());
        let line = lines.partition_point(|start| *start <= offset);
        let start = line.checked_sub(1).and_then(|index| lines.get(index)).copied().unwrap_or(0);
        let column = self.code_points_before(offset).saturating_sub(self.code_points_before(start));
        let one_based = |count: usize| u32::try_from(count).unwrap_or(u32::MAX).max(1);
        Position { line: one_based(line), column: one_based(column.saturating_add(1)) }
    }

    fn code_points_before(&self, offset: usize) -> usize {
        let bytes = self.text().as_bytes();
        let blocks = self.0.blocks.get_or_init(|| {
            let counts = bytes.chunks(BLOCK).scan(0_usize, |total, block| {
                let before = *total;
                *total = total.saturating_add(code_points(block));
                Some(before)
            });
            counts.collect()
        });
        let block = (offset / BLOCK).min(blocks.len().saturating_sub(1));
        let rest = bytes.get(block.saturating_mul(BLOCK)..offset).map_or(0, code_points);
        blocks.get(block).copied().unwrap_or(0).saturating_add(rest)
    }

    /// Where a range of a text value stands in the document, given the value's own span.
    ///
    /// The value and its source are walked side by side past quotes, escapes and folded lines; where they cannot be
    /// matched, the whole value is meant.
    pub(crate) fn locate(&self, whole: Span, value: &str, part: Span) -> Span {
        let at = |offset: usize| self.offset_within(whole, value, offset);
        match (at(part.start), at(part.end)) {
            (Some(start), Some(end)) if start <= end => Span { start, end },
            (Some(start), _) => Span { start, end: start.max(whole.end) },
            _ => whole,
        }
    }

    fn offset_within(&self, whole: Span, value: &str, offset: usize) -> Option<usize> {
        let mut source = self.text().get(whole.start..whole.end)?;
        let total = source.len();
        let quote = source.chars().next().filter(|first| matches!(first, '"' | '\''));
        if quote.is_some() {
            source = source.get(1..)?;
        } else if source.starts_with(['|', '>']) {
            source = source.get(source.find('\n')?..)?;
        }
        let done = |rest: &str| whole.start.checked_add(total.checked_sub(rest.len())?);
        for (at, wanted) in value.char_indices() {
            source = skip_folds(skip_continuation(source, quote), wanted);
            if at >= offset {
                return done(source);
            }
            source = skip_char(source, wanted, quote)?;
        }
        done(source)
    }
}

/// Skips a line break and its indentation where the value has no white space of its own to match.
fn skip_folds(source: &str, wanted: char) -> &str {
    if wanted.is_whitespace() { source } else { source.trim_start_matches([' ', '\t', '\r', '\n']) }
}

/// Skips a line break that a backslash takes out of a double-quoted text.
fn skip_continuation(source: &str, quote: Option<char>) -> &str {
    let continued = source.strip_prefix("\\\n").or_else(|| source.strip_prefix("\\\r\n"));
    match continued.filter(|_| quote == Some('"')) {
        Some(rest) => rest.trim_start_matches([' ', '\t']),
        None => source,
    }
}

/// The source after one character of the value.
fn skip_char(source: &str, wanted: char, quote: Option<char>) -> Option<&str> {
    let mut rest = source.chars();
    let first = rest.next()?;
    match (first, quote) {
        ('\'', Some('\'')) => source.get(2..),
        ('\\', Some('"')) => {
            let digits = match rest.next()? {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ => 0,
            };
            source.get(2_usize.checked_add(digits)?..)
        }
        (first, _) if first == wanted => Some(rest.as_str()),
        // A blank line before a block's first line is not part of its span.
        (first, _) if wanted.is_whitespace() && !first.is_whitespace() => Some(source),
        // A folded break stands for one space.
        (first, _) if first.is_whitespace() && wanted.is_whitespace() => {
            Some(source.trim_start_matches([' ', '\t', '\r', '\n']))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn located(text: &str, value: &str, part: (usize, usize)) -> String {
        let source = Source::new("x", text);
        let span = source.locate(Span { start: 0, end: text.len() }, value, Span { start: part.0, end: part.1 });
        text.get(span.start..span.end).unwrap().to_owned()
    }

    #[test]
    fn a_part_of_a_value_is_found_in_its_source() {
        assert_eq!(located("age >= 25", "age >= 25", (7, 9)), "25");
        assert_eq!(located("'a = ''b'' c'", "a = 'b' c", (8, 9)), "c");
        assert_eq!(located(r#""x = \"é\" y""#, "x = \"é\" y", (9, 10)), "y");
        assert_eq!(located("|\n  a and\n  b\n", "a and\nb\n", (6, 7)), "b");
        assert_eq!(located(">\n  a and\n  b\n", "a and b\n", (6, 7)), "b");
    }

    #[test]
    fn columns_count_code_points() {
        let source = Source::new("x", "é: 1\nñañ: 2");
        assert_eq!(source.position(source.text().find('2').unwrap()), Position { line: 2, column: 6 });
    }
}
