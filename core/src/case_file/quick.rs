//! One line of JSON straight to a plain value: files of whole caseloads are read by it.
//!
//! It knows ordinary lines alone. Whatever else there may be is left to [`Plain::from_json`], which alone says what is
//! JSON and what is wrong.

use crate::value::Plain;

/// How deep an ordinary line is nested.
const DEPTH: usize = 16;
/// How many names or items an ordinary line has in one place.
const LENGTH: usize = 64;

/// The value of an ordinary line; `None` is for the other reader to judge.
pub(super) fn read(json: &str) -> Option<Plain> {
    let mut reader = Reader { json, at: 0 };
    let value = reader.value(0)?;
    reader.space();
    (reader.at == json.len()).then_some(value)
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

    fn value(&mut self, depth: usize) -> Option<Plain> {
        if depth > DEPTH {
            return None;
        }
        self.space();
        match self.peek()? {
            b'"' => self.text().map(Plain::Text),
            b'{' => self.map(depth.saturating_add(1)),
            b'[' => self.list(depth.saturating_add(1)),
            b't' => self.word("true", Plain::Boolean(true)),
            b'f' => self.word("false", Plain::Boolean(false)),
            b'n' => self.word("null", Plain::Null),
            _ => self.number(),
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
        self.step();
        let mut entries: Vec<(String, Plain)> = Vec::new();
        if self.takes(b'}') {
            return Some(Plain::Map(entries));
        }
        loop {
            self.space();
            let name = self.text()?;
            if !self.takes(b':') || entries.len() >= LENGTH || entries.iter().any(|(other, _)| *other == name) {
                return None;
            }
            entries.push((name, self.value(depth)?));
            if self.takes(b'}') {
                return Some(Plain::Map(entries));
            }
            if !self.takes(b',') {
                return None;
            }
        }
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

    fn text(&mut self) -> Option<String> {
        if self.peek() != Some(b'"') {
            return None;
        }
        self.step();
        let mut text = String::new();
        loop {
            let rest = self.json.as_bytes().get(self.at..)?;
            let length = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20))?;
            let end = self.at.saturating_add(length);
            text.push_str(self.json.get(self.at..end)?);
            self.at = end;
            if self.peek() == Some(b'"') {
                self.step();
                return Some(text);
            }
            text.push(self.escaped()?);
        }
    }

    fn escaped(&mut self) -> Option<char> {
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

    fn number(&mut self) -> Option<Plain> {
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
        let text = self.json.get(from..self.at).filter(|_| ends)?;
        Some(Plain::Number(text.to_owned()))
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
        read(json).is_none_or(|quick| Plain::from_json(json).is_ok_and(|plain| plain == quick))
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
            value in value(),
            pretty: bool,
            at: prop::sample::Index,
            with in "[\\[\\]{}:,\"\\\\0-9.eE+ -]{0,2}",
        ) {
            let json = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
            prop_assert!(agrees(&json), "{}", json);
            let letters: Vec<char> = json.chars().collect();
            let at = at.index(letters.len());
            let changed: String =
                letters.iter().take(at).copied().chain(with.chars()).chain(letters.iter().skip(at.saturating_add(1)).copied()).collect();
            prop_assert!(agrees(&changed), "{}", changed);
        }
    }

    #[test]
    fn an_ordinary_line_is_read() {
        let line = r#"{"id":"e1","person":"7","on":"2022-05-01","data":{"hours":-1.50,"with":["a\n",null,true]},"x":{},"y":[]}"#;
        assert_eq!(read(line), Plain::from_json(line).ok());
        assert!(read(line).is_some());
        for odd in
            ["", "{", "01", "1.", "-", "1e5", "{\"a\":1,\"a\":2}", "[1,]", "\"\\u0041\"", "tru", "1 2", "+1", ".5"]
        {
            assert!(read(odd).is_none() && agrees(odd), "{odd}");
        }
    }
}
