//! From a tree to the model, reporting every problem on the way.

use indexmap::IndexMap;

use crate::diagnostic::{Code, Diagnostics, help_for_name, quoted};
use crate::tree::{Entry, Kind, Node, Source, Span};
use crate::value::{Date, Duration, Money, Number, Plain, parse_date};

/// What decoding needs: the document, and where problems go.
pub(crate) struct Decoder<'a> {
    pub(crate) source: &'a Source,
    pub(crate) diagnostics: &'a mut Diagnostics,
    /// Names whose declarations could not be read; using them is not reported again.
    pub(crate) broken: Vec<String>,
    /// What a vocabulary declares, and where.
    pub(crate) declared: Vec<(String, Span)>,
}

impl Decoder<'_> {
    pub(crate) fn report(&mut self, code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.report(code, self.source, span, message, help);
    }

    /// Remembers the id of what could not be read, so that asking about it is not reported as well.
    pub(crate) fn note_broken(&mut self, node: &Node) {
        let Kind::Map(entries) = &node.kind else { return };
        if let Some(Kind::Text(id)) = entries.iter().find(|entry| entry.key == "id").map(|entry| &entry.value.kind) {
            self.broken.push(id.clone());
        }
    }

    /// Reports that something else belongs here.
    pub(crate) fn expected<T>(&mut self, node: &Node, what: &str, help: &str) -> Option<T> {
        let message = format!("{what} belongs here, and this is {}", node.noun());
        self.report(Code::WrongType, node.span, message, help);
        None
    }
}

/// A part of the model that can be read from a tree.
pub(crate) trait Decode: Sized {
    /// Reads it; `None` if it cannot be read, and then the reason has been reported.
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self>;

    /// What stands where its key is absent; `None` if the key is required.
    fn absent() -> Option<Self> {
        None
    }

    /// What may stand in for a value that is wrong, so that the rest is still checked. The catalogue fails anyway.
    fn stand_in() -> Option<Self> {
        Self::absent()
    }
}

/// The entries of a mapping that is being read, each taken once by its key.
pub(crate) struct Fields<'a> {
    entries: Vec<(&'a Entry, bool)>,
    span: Span,
    /// What is being read, for errors: "a programme".
    what: &'static str,
    /// Its keys.
    known: &'static [&'static str],
}

impl<'a> Fields<'a> {
    /// The entries of a mapping, or nothing, reported, if it is none.
    pub(crate) fn of(
        node: &'a Node,
        what: &'static str,
        known: &'static [&'static str],
        decoder: &mut Decoder<'_>,
    ) -> Option<Self> {
        match &node.kind {
            Kind::Map(entries) => {
                let entries = entries.iter().map(|entry| (entry, false)).collect();
                Some(Self { entries, span: node.span, what, known })
            }
            _ => decoder.expected(node, &format!("{what}, a mapping of keys to values,"), "write `key: value` lines"),
        }
    }

    /// One field by its key. What is absent takes `default`, else its type's own; what is wrong takes a stand-in.
    pub(crate) fn take<T: Decode>(&mut self, key: &str, default: Option<T>, decoder: &mut Decoder<'_>) -> Option<T> {
        let Some(value) = self.find(key, decoder) else {
            return default.or_else(T::absent).or_else(|| {
                self.missing(key, decoder);
                T::stand_in()
            });
        };
        T::decode(value, decoder).or(default).or_else(T::stand_in)
    }

    /// The value of a key, which is now taken. A key that is not there may be misspelt: that is reported, and its value
    /// is read all the same, so that what is wrong in it is told as well.
    fn find(&mut self, key: &str, decoder: &mut Decoder<'_>) -> Option<&'a Node> {
        if let Some((entry, used)) = self.entries.iter_mut().find(|(entry, _)| entry.key == key) {
            *used = true;
            return Some(&entry.value);
        }
        let known = self.known;
        let meant = |entry: &Entry| !known.contains(&entry.key.as_str()) && near(&entry.key, known) == Some(key);
        let (entry, used) = self.entries.iter_mut().find(|(entry, used)| !used && meant(entry))?;
        *used = true;
        let entry: &'a Entry = entry;
        self.unknown(entry, decoder);
        Some(&entry.value)
    }

    fn missing(&self, key: &str, decoder: &mut Decoder<'_>) {
        let start = Span { start: self.span.start, end: self.span.start };
        let message = format!("the key `{key}` is missing here");
        decoder.report(Code::MissingKey, start, message, format!("add `{key}: …`"));
    }

    fn unknown(&self, entry: &Entry, decoder: &mut Decoder<'_>) {
        let message = format!("{} has no key `{}`", self.what, entry.key);
        let inside = super::outcome::IN_LASTING.contains(&entry.key.as_str()) && self.known.contains(&"lasting");
        let help = match inside {
            true => format!("write it inside `lasting`: `lasting: {{{}: …}}`", entry.key),
            false => help_for_name(&entry.key, self.known.iter().copied(), "keys"),
        };
        decoder.report(Code::UnknownKey, entry.key_span, message, help);
    }

    /// Reports the keys that were not taken.
    pub(crate) fn finish(self, decoder: &mut Decoder<'_>) {
        for (entry, _) in self.entries.iter().filter(|(_, used)| !used) {
            self.unknown(entry, decoder);
        }
    }
}

/// The key that a field is read from: `where` for `r#where`.
pub(crate) const fn key_of(field: &'static str) -> &'static str {
    match field.as_bytes() {
        [b'r', b'#', key @ ..] => match std::str::from_utf8(key) {
            Ok(key) => key,
            Err(_) => field,
        },
        _ => field,
    }
}

fn near<'k>(key: &str, known: &[&'k str]) -> Option<&'k str> {
    crate::diagnostic::nearest(key, known.iter().copied())
}

/// Declares a part of the model: a struct whose fields are the keys of a mapping.
///
/// A field whose type is an `Option` may be absent; one with `= default` takes it; any other is required. The same
/// declaration makes the decoder, the canonical JSON and the JSON Schema.
///
/// `at span` keeps where the mapping stands, in a field of that name.
macro_rules! shape {
    ($(#[$meta:meta])* $what:literal $name:ident $(at $span:ident)? {
        $($(#[$field_meta:meta])* $field:ident: $type:ty $(= $default:expr)?,)*
    } $(check $check:path)? $(, stand_in $stand_in:expr)?) => {
        $(#[$meta])*
        #[derive(Clone, Debug, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        #[non_exhaustive]
        pub struct $name {
            $(
                $(#[$field_meta])*
                $(#[cfg_attr(feature = "schema", schemars(extend("x-default" = stringify!($default))))])?
                pub $field: $type,
            )*
            $(
                /// Where it stands in its document.
                #[serde(skip)]
                pub(crate) $span: $crate::tree::Span,
            )?
        }

        impl $crate::document::decode::Decode for $name {
            fn decode(
                node: &$crate::tree::Node,
                decoder: &mut $crate::document::decode::Decoder<'_>,
            ) -> Option<Self> {
                const KNOWN: &[&str] = &[$($crate::document::decode::key_of(stringify!($field)),)*];
                let mut fields = $crate::document::decode::Fields::of(node, $what, KNOWN, decoder)?;
                $(let $field: Option<$type> = {
                    #[allow(unused_mut, unused_assignments, reason = "only fields with a default assign it")]
                    let mut default: Option<$type> = None;
                    $(default = Some($default);)?
                    fields.take($crate::document::decode::key_of(stringify!($field)), default, decoder)
                };)*
                fields.finish(decoder);
                // One match over all of them: a `?` for each would have to drop all the others, each time.
                let ($(Some($field),)*) = ($($field,)*) else {
                    decoder.note_broken(node);
                    return None;
                };
                let shape = Self { $($field,)* $($span: node.span,)? };
                $($check(&shape, node, decoder);)?
                Some(shape)
            }
            $(
                fn stand_in() -> Option<Self> {
                    Some($stand_in)
                }
            )?
        }
    };
}
pub(crate) use shape;

/// Declares an enum that documents write as one word.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $name {
            $($(#[$variant_meta])* #[serde(rename = $word)] $variant,)*
        }

        impl $name {
            /// The word documents use.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }

        impl $crate::document::decode::Decode for $name {
            fn decode(
                node: &$crate::tree::Node,
                decoder: &mut $crate::document::decode::Decoder<'_>,
            ) -> Option<Self> {
                match $crate::document::decode::word(node, &[$($word),*], decoder)? {
                    $($word => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}
pub(crate) use words;

/// The word a node holds, if it is one of these.
pub(crate) fn word<'n>(node: &'n Node, known: &[&str], decoder: &mut Decoder<'_>) -> Option<&'n str> {
    match &node.kind {
        Kind::Text(text) if known.contains(&text.as_str()) => Some(text),
        Kind::Text(text) => {
            let message = format!("`{text}` is not one of those allowed here");
            let near = crate::diagnostic::nearest(text, known.iter().copied());
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write one of {}", quoted(known.iter().copied())),
            };
            decoder.report(Code::NotOneOf, node.span, message, help);
            None
        }
        _ => decoder.expected(node, &format!("one of {}", quoted(known.iter().copied())), "write one of these words"),
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        T::decode(node, decoder).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn stand_in() -> Option<Self> {
        Some(T::stand_in())
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Kind::List(items) = &node.kind else {
            return decoder.expected(
                node,
                "a list",
                "write it in brackets, `[a, b]`, or as lines that begin with `- `",
            );
        };
        // What could be read is kept, so that it can still be checked.
        Some(items.iter().filter_map(|item| T::decode(item, decoder)).collect())
    }

    fn stand_in() -> Option<Self> {
        Some(Self::new())
    }
}

/// Names to values, in the order they are written.
impl<T: Decode> Decode for IndexMap<String, T> {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Kind::Map(entries) = &node.kind else {
            return decoder.expected(node, "a mapping of names to values", "write `name: value` lines");
        };
        let mut read = Self::with_capacity(entries.len());
        for entry in entries {
            match T::decode(&entry.value, decoder).or_else(T::stand_in) {
                Some(value) => {
                    read.insert(entry.key.clone(), value);
                }
                None => decoder.broken.push(entry.key.clone()),
            }
        }
        Some(read)
    }
}

impl Decode for bool {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        match node.kind {
            Kind::Boolean(value) => Some(value),
            _ => decoder.expected(node, "true or false", "write `true` or `false`, without quotes"),
        }
    }
}

impl Decode for String {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        match &node.kind {
            Kind::Text(text) if text.trim().is_empty() => {
                decoder.report(Code::EmptyText, node.span, "this text is empty", "write the text, or remove the key");
                None
            }
            Kind::Text(text) => Some(text.clone()),
            _ => decoder.expected(node, "text", "put it in quotes"),
        }
    }
}

impl Decode for Number {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Kind::Number(text) = &node.kind else {
            return decoder.expected(node, "a number", "write digits, without quotes");
        };
        match text.parse() {
            Ok(number) => Some(number),
            Err(error) => {
                let message = format!("this number {error}");
                decoder.report(Code::BadNumber, node.span, message, "write a decimal number such as 12 or 0.5");
                None
            }
        }
    }
}

impl Decode for Money {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        Number::decode(node, decoder).map(Self)
    }
}

impl Decode for u32 {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let number = Number::decode(node, decoder)?;
        let whole = number.to_i64().and_then(|whole| Self::try_from(whole).ok());
        if whole.is_none() {
            let message = "a whole number, 0 or more, belongs here";
            decoder.report(Code::BadNumber, node.span, message, "write a whole number such as 12");
        }
        whole
    }
}

impl Decode for Date {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let help = "write the day as YYYY-MM-DD, such as 2022-04-01";
        let Kind::Text(text) = &node.kind else {
            return decoder.expected(node, "a date", help);
        };
        let day = parse_date(text);
        if day.is_none() {
            let message = format!("`{text}` is not a day in the calendar");
            decoder.report(Code::BadDate, node.span, message, help);
        }
        day
    }
}

impl Decode for Duration {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let help = "write days or weeks (P7D, P13W), or months or years (P6M, P1Y)";
        let Kind::Text(text) = &node.kind else {
            return decoder.expected(node, "a duration", help);
        };
        match text.parse() {
            Ok(duration) => Some(duration),
            Err(error) => {
                decoder.report(Code::BadDuration, node.span, format!("`{text}` {error}"), help);
                None
            }
        }
    }
}

impl Decode for Plain {
    fn decode(node: &Node, _decoder: &mut Decoder<'_>) -> Option<Self> {
        Some(Self::from(node))
    }
}

impl From<&Node> for Plain {
    fn from(node: &Node) -> Self {
        match &node.kind {
            Kind::Null => Self::Null,
            Kind::Boolean(value) => Self::Boolean(*value),
            Kind::Number(text) => Self::Number(text.clone()),
            Kind::Text(text) => Self::Text(text.clone()),
            Kind::List(items) => Self::List(items.iter().map(Self::from).collect()),
            Kind::Map(entries) => {
                Self::Map(entries.iter().map(|entry| (entry.key.clone(), Self::from(&entry.value))).collect())
            }
        }
    }
}
