//! YAML 1.2, core schema.

use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle, Tag};

use super::{Entry, Kind, NESTING_LIMIT, NODE_LIMIT, Node, Source, Span, too_deep, too_long, without_duplicates};
use crate::diagnostic::{Code, Diagnostics};

/// Reads the one YAML document of a text.
pub(super) fn read(source: &Source, diagnostics: &mut Diagnostics) -> Option<Node> {
    let options = granit_parser::options! {
        emit_comments: false,
        flow_nesting_limit: NESTING_LIMIT,
        block_nesting_limit: NESTING_LIMIT,
    };
    let mut builder =
        Builder { source, diagnostics, open: Vec::new(), anchors: HashMap::new(), nodes: 0, bytes: 0, root: None };
    for event in Parser::new_from_str_with_options(source.text(), options) {
        match event {
            Ok((event, at)) => {
                let span = span(at, source);
                builder.take(event, span)?;
            }
            Err(error) => {
                builder.syntax_error(&error);
                return None;
            }
        }
    }
    if builder.root.is_none() {
        let help = "a document is a mapping such as `programme: example`";
        builder.diagnostics.report(Code::NotOneDocument, source, Span::START, "the document is empty", help);
    }
    builder.root
}

fn span(at: granit_parser::Span, source: &Source) -> Span {
    let offset = |marker: granit_parser::Marker| marker.byte_offset().unwrap_or(source.text().len());
    Span { start: offset(at.start), end: offset(at.end) }
}

/// A list or mapping that is not closed yet.
struct Open {
    span: Span,
    anchor: usize,
    children: Children,
}

enum Children {
    List(Vec<Node>),
    /// Entries, and the key that waits for its value; `None` for a key that could not be used.
    Map(Vec<Entry>, Option<Option<(String, Span)>>),
}

/// The most text that anchors and aliases may copy.
const ALIAS_BYTES_LIMIT: usize = 8 * 1024 * 1024;

/// How much a value holds, so that what aliases multiply is counted before it is copied.
#[derive(Clone, Copy, Default)]
struct Size {
    nodes: usize,
    bytes: usize,
    height: usize,
}

impl Size {
    fn of(node: &Node) -> Self {
        let parts = match &node.kind {
            Kind::Text(text) | Kind::Number(text) => {
                return Self { nodes: 1, bytes: text.len(), height: 0 };
            }
            Kind::List(items) => items.iter().map(Self::of).fold(Self::default(), Self::with),
            Kind::Map(entries) => entries.iter().map(|entry| Self::of(&entry.value)).fold(Self::default(), Self::with),
            Kind::Null | Kind::Boolean(_) => return Self { nodes: 1, bytes: 0, height: 0 },
        };
        Self { nodes: parts.nodes.saturating_add(1), height: parts.height.saturating_add(1), ..parts }
    }

    fn with(self, other: Self) -> Self {
        Self {
            nodes: self.nodes.saturating_add(other.nodes),
            bytes: self.bytes.saturating_add(other.bytes),
            height: self.height.max(other.height),
        }
    }
}

struct Builder<'a> {
    source: &'a Source,
    diagnostics: &'a mut Diagnostics,
    open: Vec<Open>,
    /// Each anchored value and its size.
    anchors: HashMap<usize, (Node, Size)>,
    nodes: usize,
    bytes: usize,
    root: Option<Node>,
}

impl Builder<'_> {
    /// `None` stops the reading; what is wrong has been reported.
    fn take(&mut self, event: Event<'_>, span: Span) -> Option<()> {
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                let help = "put each document in a file of its own";
                self.diagnostics.report(Code::NotOneDocument, self.source, span, "a second document begins here", help);
                None
            }
            Event::Scalar(text, style, anchor, tag) => {
                if let Some(tag) = tag.as_deref().filter(|tag| !is_text_tag(tag)) {
                    let message = format!("the YAML tag `{}{}` is not read", tag.original_handle(), tag.suffix());
                    let help = "remove the tag; documents need none";
                    self.diagnostics.report(Code::UnsupportedTag, self.source, span, message, help);
                }
                let plain = style == ScalarStyle::Plain && tag.is_none();
                let kind = if plain { resolve(&text) } else { Kind::Text(text.into_owned()) };
                self.add(Node { kind, span }, anchor)
            }
            Event::SequenceStart(_, anchor, _) => self.begin(Children::List(Vec::new()), span, anchor),
            Event::MappingStart(_, anchor, _) => self.begin(Children::Map(Vec::new(), None), span, anchor),
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(anchor) => {
                let Some(size) = self.anchors.get(&anchor).map(|(_, size)| *size) else {
                    let message = "this alias stands inside what it names";
                    let help = "write the value out, or name something that ends before it";
                    self.diagnostics.report(Code::CircularAlias, self.source, span, message, help);
                    return None;
                };
                if self.open.len().saturating_add(size.height) > NESTING_LIMIT {
                    too_deep(span, self.source, self.diagnostics);
                    return None;
                }
                self.charge(size, span)?;
                let node = self.anchors.get(&anchor).map(|(node, _)| node.clone())?;
                self.place(Node { kind: node.kind, span })
            }
            _ => Some(()),
        }
    }

    fn begin(&mut self, children: Children, span: Span, anchor: usize) -> Option<()> {
        if self.open.len() >= NESTING_LIMIT {
            too_deep(span, self.source, self.diagnostics);
            return None;
        }
        self.open.push(Open { span, anchor, children });
        Some(())
    }

    fn end(&mut self, span: Span) -> Option<()> {
        let open = self.open.pop()?;
        let span = Span { start: open.span.start, end: span.end.max(open.span.end) };
        let (length, kind) = match open.children {
            Children::List(items) => (items.len(), Kind::List(items)),
            Children::Map(entries, _) => {
                (entries.len(), Kind::Map(without_duplicates(entries, self.source, self.diagnostics)))
            }
        };
        if too_long(length, open.span, self.source, self.diagnostics) {
            return None;
        }
        self.add(Node { kind, span }, open.anchor)
    }

    /// Adds a value that the document writes here.
    fn add(&mut self, node: Node, anchor: usize) -> Option<()> {
        self.charge(Size { nodes: 1, bytes: 0, height: 0 }, node.span)?;
        if anchor != 0 {
            let size = Size::of(&node);
            self.charge(Size { bytes: size.bytes, ..Size::default() }, node.span)?;
            self.anchors.insert(anchor, (node.clone(), size));
        }
        self.place(node)
    }

    /// Counts what is about to be held; `None`, reported, if it is too much.
    fn charge(&mut self, size: Size, span: Span) -> Option<()> {
        self.nodes = self.nodes.saturating_add(size.nodes);
        self.bytes = self.bytes.saturating_add(size.bytes);
        if self.nodes <= NODE_LIMIT && self.bytes <= ALIAS_BYTES_LIMIT {
            return Some(());
        }
        let message = "aliases make the document hold more than 100,000 values, or 8 MiB of text";
        let help = "split the document, or use fewer aliases";
        self.diagnostics.report(Code::TooLong, self.source, span, message, help);
        None
    }

    fn place(&mut self, node: Node) -> Option<()> {
        // The key that waits is taken first, so that a key's own problem can be reported.
        let waits = match self.open.last_mut() {
            None => {
                self.root = Some(node);
                return Some(());
            }
            Some(Open { children: Children::List(items), .. }) => {
                items.push(node);
                return Some(());
            }
            Some(Open { children: Children::Map(_, waiting), .. }) => waiting.take(),
        };
        let key = if waits.is_none() { Some(self.key(&node)) } else { None };
        if let Some(Open { children: Children::Map(entries, waiting), .. }) = self.open.last_mut() {
            match waits {
                Some(Some((key, key_span))) => entries.push(Entry { key, key_span, value: node }),
                Some(None) => {}
                None => *waiting = key,
            }
        }
        Some(())
    }

    /// The node as a key; `None`, reported, if it cannot be one.
    fn key(&mut self, node: &Node) -> Option<(String, Span)> {
        match &node.kind {
            Kind::Text(text) | Kind::Number(text) => Some((text.clone(), node.span)),
            Kind::Boolean(value) => Some((value.to_string(), node.span)),
            Kind::Null | Kind::List(_) | Kind::Map(_) => {
                let message = format!("a key is text, and this is {}", node.noun());
                self.diagnostics.report(Code::KeyNotText, self.source, node.span, message, "write the key as text");
                None
            }
        }
    }

    fn syntax_error(&mut self, error: &granit_parser::ScanError) {
        let start = error.marker().byte_offset().unwrap_or(self.source.text().len());
        let span = Span { start, end: start };
        if matches!(error.kind(), granit_parser::ErrorKind::RecursionLimitExceeded) {
            too_deep(span, self.source, self.diagnostics);
            return;
        }
        let why = error.kind().to_string();
        let help = syntax_help(&why);
        self.diagnostics.report(Code::NotYaml, self.source, span, format!("this is not YAML: {why}"), help);
    }
}

/// What to do about the parser's complaint, by what it speaks of.
fn syntax_help(why: &str) -> &'static str {
    let why = why.to_lowercase();
    let speaks_of = |words: &[&str]| words.iter().any(|word| why.contains(word));
    if speaks_of(&["tab"]) {
        "indent with spaces, not tabs"
    } else if speaks_of(&["quoted", "end of stream", "eof"]) {
        "close the quotes, or the bracket, that was opened on this line or above it"
    } else if speaks_of(&["flow", "']'", "'}'", "bracket"]) {
        "close the bracket, and put a comma between entries"
    } else if speaks_of(&["simple key", "mapping values", "':'"]) {
        "put a space after each `:` between a key and its value; text that has `: ` in it belongs in quotes"
    } else if speaks_of(&["indent", "'-'", "block", "mapping", "sequence"]) {
        "line it up: keys of one mapping, and the `-` of one list, begin in the same column"
    } else {
        "mend the YAML at this place or just above it; text with `: `, `#` or quotes in it belongs in quotes"
    }
}

fn is_text_tag(tag: &Tag) -> bool {
    tag.core_suffix() == Some("str")
}

/// What a plain scalar means in YAML 1.2's core schema (<https://yaml.org/spec/1.2.2/#103-core-schema>).
fn resolve(text: &str) -> Kind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Kind::Null,
        "true" | "True" | "TRUE" => return Kind::Boolean(true),
        "false" | "False" | "FALSE" => return Kind::Boolean(false),
        _ => {}
    }
    let radix =
        |prefix: &str, radix| text.strip_prefix(prefix).and_then(|digits| u64::from_str_radix(digits, radix).ok());
    if let Some(whole) = radix("0x", 16).or_else(|| radix("0o", 8)) {
        return Kind::Number(whole.to_string());
    }
    if is_number(text) { Kind::Number(text.to_owned()) } else { Kind::Text(text.to_owned()) }
}

/// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`, an infinity, or not a number.
fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['-', '+']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let mantissa_fits = match mantissa.split_once('.') {
        None => digits(mantissa),
        Some(("", fraction)) => digits(fraction),
        Some((whole, fraction)) => digits(whole) && (fraction.is_empty() || digits(fraction)),
    };
    mantissa_fits && exponent.is_none_or(digits)
}
