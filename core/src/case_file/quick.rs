//! One line of JSON straight to the fields of an event: files of whole caseloads are read by it.
//!
//! It knows ordinary lines alone. Whatever else there may be is left to [`Plain::from_json`], which alone says what is
//! JSON and what is wrong.

use std::borrow::Cow;

use crate::events::{Fields, Given};
use crate::value::Plain;

/// How deep an ordinary line is nested.
const DEPTH: usize = 16;
/// How many names or items an ordinary line has in one place.
const LENGTH: usize = 64;

/// The fields of an ordinary line; `None` is for the other reader to judge.
pub(super) fn read(json: &str) -> Option<Fields<'_>> {
    let mut reader = Reader { json, at: 0 };
    let fields = reader.fields()?;
    reader.space();
    (reader.at == json.len()).then_some(fields)
}

struct Reader<'j> {
    json: &'j str,
    at: usize,
}

impl<'j> Reader<'j> {
    fn peek(&self) -> Option<u8> {
        self.json.as_bytes().get(self.at).copied()
    }

    fn step(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.peek() {
            self.step();
        }
    }

    /// The next byte that is no space, which is taken if it is the one that is looked for.
    fn takes(&mut self, wanted: u8) -> bool {
        self.space();
        let is_there = self.peek() == Some(wanted);
        if is_there {
            self.step();
        }
        is_there
    }

    fn fields(&mut self) -> Option<Fields<'j>> {
        let mut fields = Fields::default();
        self.entries(|reader| {
            // A key with anything escaped is none of an event's.
            let Cow::Borrowed(key) = reader.text()? else { return None };
            reader.colon()?;
            let given = match reader.peek()? {
                b'"' => match reader.text()? {
                    Cow::Borrowed(text) => Given::Text(text),
                    Cow::Owned(text) => Given::Own(Plain::Text(text)),
                },
                b'-' | b'0'..=b'9' => Given::Number(reader.number()?),
                _ => Given::Own(reader.value(1)?),
            };
            let is_new = fields.other(key).is_none() && fields.put(key, given);
            is_new.then_some(())
        })?;
        Some(fields)
    }

    /// The entries of a mapping, each of which is for `read`.
    fn entries(&mut self, mut read: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        if !self.takes(b'{') {
            return None;
        }
        if self.takes(b'}') {
            return Some(());
        }
        for _ in 0..LENGTH {
            self.space();
            read(self)?;
            if self.takes(b'}') {
                return Some(());
            }
            if !self.takes(b',') {
                return None;
            }
        }
        None
    }

    fn colon(&mut self) -> Option<()> {
        let is_there = self.takes(b':');
        self.space();
        is_there.then_some(())
    }

    fn value(&mut self, depth: usize) -> Option<Plain> {
        if depth > DEPTH {
            return None;
        }
        self.space();
        match self.peek()? {
            b'"' => self.text().map(|text| Plain::Text(text.into_owned())),
            b'{' => self.map(depth.saturating_add(1)),
            b'[' => self.list(depth.saturating_add(1)),
            b't' => self.word("true", Plain::Boolean(true)),
            b'f' => self.word("false", Plain::Boolean(false)),
            b'n' => self.word("null", Plain::Null),
            _ => self.number().map(|number| Plain::Number(number.to_owned())),
        }
    }

    fn word(&mut self, word: &str, value: Plain) -> Option<Plain> {
        let end = self.at.saturating_add(word.len());
        (self.json.get(self.at..end)? == word).then(|| {
            self.at = end;
            value
        })
    }

    fn map(&mut self, depth: usize) -> Option<Plain> {
        let mut entries: Vec<(String, Plain)> = Vec::new();
        self.entries(|reader| {
            let name = reader.text()?.into_owned();
            reader.colon()?;
            let is_new = entries.iter().all(|(other, _)| *other != name);
            entries.push((name, reader.value(depth)?));
            is_new.then_some(())
        })?;
        Some(Plain::Map(entries))
    }

    fn list(&mut self, depth: usize) -> Option<Plain> {
        self.step();
        let mut items = Vec::new();
        if self.takes(b']') {
            return Some(Plain::List(items));
        }
        loop {
            if items.len() >= LENGTH {
                return None;
            }
            items.push(self.value(depth)?);
            if self.takes(b']') {
                return Some(Plain::List(items));
            }
            if !self.takes(b',') {
                return None;
            }
        }
    }

    fn text(&mut self) -> Option<Cow<'j, str>> {
        if self.peek() != Some(b'"') {
            return None;
        }
        self.step();
        let mut text = Cow::Borrowed(self.unescaped()?);
        while self.peek() != Some(b'"') {
            let letter = self.escaped()?;
            let more = self.unescaped()?;
            let text = text.to_mut();
            text.push(letter);
            text.push_str(more);
        }
        self.step();
        Some(text)
    }

    /// Text up to where it ends or something is escaped.
    fn unescaped(&mut self) -> Option<&'j str> {
        let rest = self.json.as_bytes().get(self.at..)?;
        let length = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20))?;
        let end = self.at.saturating_add(length);
        let text = self.json.get(self.at..end)?;
        self.at = end;
        Some(text)
    }

    fn escaped(&mut self) -> Option<char> {
        if self.peek() != Some(b'\\') {
            return None;
        }
        self.step();
        let letter = match self.peek()? {
            letter @ (b'"' | b'\\' | b'/') => char::from(letter),
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            _ => return None,
        };
        self.step();
        Some(letter)
    }

    fn number(&mut self) -> Option<&'j str> {
        let from = self.at;
        if self.peek() == Some(b'-') {
            self.step();
        }
        if self.peek() == Some(b'0') {
            self.step();
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.step();
            self.digits()?;
        }
        // What is written with an exponent is not ordinary.
        let ends = matches!(self.peek(), None | Some(b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n'));
        self.json.get(from..self.at).filter(|_| ends)
    }

    /// One digit or more.
    fn digits(&mut self) -> Option<()> {
        let from = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.step();
        }
        (self.at > from).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn agrees(json: &str) -> bool {
        let Some(fields) = read(json) else { return true };
        let Ok(Plain::Map(entries)) = Plain::from_json(json) else { return false };
        let given = Fields::of(&entries);
        let (quick, slow): (Vec<_>, Vec<_>) = (fields.all().collect(), given.all().collect());
        quick.len() == entries.len() && format!("{quick:?}") == format!("{slow:?}")
    }

    fn value() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i64>().prop_map(Into::into),
            any::<f64>().prop_map(Into::into),
            "[ -~é\n\t\u{1}]{0,8}".prop_map(Into::into),
        ];
        leaf.prop_recursive(4, 24, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
                prop::collection::vec(("[a-c\"\\\\]{0,2}", inner), 0..6)
                    .prop_map(|entries| serde_json::Value::Object(entries.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]
        #[test]
        fn what_it_reads_is_what_the_other_reader_reads(
            value in prop::collection::vec(("(id|data|on|x|y\\\\|\\PC)", value()), 0..5),
            pretty: bool,
            at: prop::sample::Index,
            with in "[\\[\\]{}:,\"\\\\0-9.eE+ -]{0,2}",
        ) {
            let value = serde_json::Value::Object(value.into_iter().collect());
            let json = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
            prop_assert!(agrees(&json), "{}", json);
            let letters: Vec<char> = json.chars().collect();
            let at = at.index(letters.len());
            let (before, after) = letters.split_at(at);
            let changed: String = before.iter().copied().chain(with.chars()).chain(after.iter().skip(1).copied()).collect();
            prop_assert!(agrees(&changed), "{}", changed);
        }
    }

    #[test]
    fn an_ordinary_line_is_read() {
        let line = r#"{"id":"e1","person":"7","on":"2022-05-01","data":{"hours":-1.50,"with":["a\n",null,true]},"x":{},"y":[]}"#;
        assert!(read(line).is_some() && agrees(line));
        for odd in [
            "",
            "{",
            "01",
            "1.",
            "-",
            "1e5",
            "{\"a\":1,\"a\":2}",
            "[1,]",
            "\"\\u0041\"",
            "tru",
            "1 2",
            "+1",
            ".5",
            "\"\u{1}n\"",
        ] {
            let field = format!("{{\"id\": {odd}}}");
            assert!(read(odd).is_none() && agrees(odd) && read(&field).is_none() && agrees(&field), "{odd}");
        }
        for twice in [r#"{"id":1,"id":2}"#, r#"{"id":null,"id":2}"#, r#"{"x":1,"x":2}"#] {
            assert!(read(twice).is_none() && agrees(twice), "{twice}");
        }
    }
}
