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
    let mut builder = Builder { source, diagnostics, open: Vec::new(), anchors: HashMap::new(), nodes: 0, root: None };
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

struct Builder<'a> {
    source: &'a Source,
    diagnostics: &'a mut Diagnostics,
    open: Vec<Open>,
    /// Each anchored value and how many values it holds.
    anchors: HashMap<usize, (Node, usize)>,
    nodes: usize,
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
                self.add(Node { kind, span }, anchor, 1)
            }
            Event::SequenceStart(_, anchor, _) => self.begin(Children::List(Vec::new()), span, anchor),
            Event::MappingStart(_, anchor, _) => self.begin(Children::Map(Vec::new(), None), span, anchor),
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(anchor) => {
                let (node, size) = self.anchors.get(&anchor)?.clone();
                self.add(Node { kind: node.kind, span }, 0, size)
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
        self.add(Node { kind, span }, open.anchor, 1)
    }

    fn add(&mut self, node: Node, anchor: usize, size: usize) -> Option<()> {
        self.nodes = self.nodes.saturating_add(size);
        if self.nodes > NODE_LIMIT {
            let message = "the document holds more than 100,000 values, counting each use of an alias";
            let help = "split the document, or use fewer aliases";
            self.diagnostics.report(Code::TooLong, self.source, node.span, message, help);
            return None;
        }
        if anchor != 0 {
            let size = count(&node);
            self.anchors.insert(anchor, (node.clone(), size));
        }
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
        let message = format!("this is not YAML: {}", error.kind());
        let help = "mend the YAML at this place; text with `: `, `#` or quotes in it belongs in quotes";
        self.diagnostics.report(Code::NotYaml, self.source, span, message, help);
    }
}

fn is_text_tag(tag: &Tag) -> bool {
    tag.core_suffix() == Some("str")
}

fn count(node: &Node) -> usize {
    let children = match &node.kind {
        Kind::List(items) => items.iter().map(count).fold(0, usize::saturating_add),
        Kind::Map(entries) => entries.iter().map(|entry| count(&entry.value)).fold(0, usize::saturating_add),
        _ => 0,
    };
    children.saturating_add(1)
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
