//! From a condition's text to its tokens.

use super::problem::Problem;
use crate::diagnostic::Code;
use crate::tree::Span;
use crate::value::Number;

/// A token and where it stands in the condition.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    Number(Number),
    Text(String),
    /// A name or a keyword.
    Word(String),
    Symbol(&'static str),
    End,
}

impl TokenKind {
    /// The token in an author's words.
    pub(super) fn describe(&self) -> String {
        match self {
            Self::Number(number) => format!("the number {number}"),
            Self::Text(_) => "a quoted text".to_owned(),
            Self::Word(word) => format!("`{word}`"),
            Self::Symbol(symbol) => format!("`{symbol}`"),
            Self::End => "the end of the condition".to_owned(),
        }
    }
}

/// Longest first, so that `<=` is not read as `<`.
const SYMBOLS: [&str; 19] =
    ["!=", "<=", ">=", "..", "(", ")", "[", "]", ",", ".", "+", "-", "*", "/", "=", "<", ">", "{", "}"];

/// The tokens of a condition, ending in [`TokenKind::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Problem> {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let start = text.len().saturating_sub(rest.len());
        let Some(first) = rest.chars().next() else {
            // The end is where the last word ends, not after the line break of a block.
            let end = text.trim_end().len();
            found.push(Token { kind: TokenKind::End, span: Span { start: end, end } });
            return Ok(found);
        };
        let (kind, length) = if first == '"' {
            quoted(rest, start)?
        } else if first.is_ascii_digit() || (first == '.' && rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit())) {
            number(rest, start)?
        } else if first.is_alphabetic() || first == '_' {
            let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            (TokenKind::Word(rest.get(..length).unwrap_or_default().to_owned()), length)
        } else if let Some(symbol) = SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol)) {
            (TokenKind::Symbol(symbol), symbol.len())
        } else {
            return Err(unexpected(first, start));
        };
        found.push(Token { kind, span: Span { start, end: start.saturating_add(length) } });
        rest = rest.get(length..).unwrap_or_default();
    }
}

fn unexpected(found: char, start: usize) -> Problem {
    let help = match found {
        '\'' | '‘' | '’' | '“' | '”' => "texts and codes stand in straight double quotes: \"social\"",
        '&' => "write `and`",
        '|' => "write `or`",
        '!' => "write `not(…)`, or `!=` for \"is not\"",
        '≥' => "write `>=`",
        '≤' => "write `<=`",
        '≠' => "write `!=`",
        '£' => "money is in pounds: write the number alone",
        _ => "remove it",
    };
    let span = Span { start, end: start.saturating_add(found.len_utf8()) };
    Problem::new(Code::UnexpectedCharacter, span, format!("`{found}` does not belong in a condition"), help)
}

/// A text in double quotes, and its length in the source.
fn quoted(rest: &str, start: usize) -> Result<(TokenKind, usize), Problem> {
    let mut text = String::new();
    let mut chars = rest.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Ok((TokenKind::Text(text), at.saturating_add(1))),
            '\\' => match chars.next() {
                Some((_, 'n')) => text.push('\n'),
                Some((_, 't')) => text.push('\t'),
                Some((_, 'r')) => text.push('\r'),
                Some((_, 'u')) => {
                    let digits: String = chars.by_ref().take(4).map(|(_, digit)| digit).collect();
                    match u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32) {
                        Some(escaped) => text.push(escaped),
                        None => {
                            let span = Span {
                                start: start.saturating_add(at),
                                end: start.saturating_add(at).saturating_add(6),
                            };
                            let help = "write four hexadecimal digits after `\\u`, or the character itself";
                            return Err(Problem::new(Code::BadLiteral, span, "this escape is no character", help));
                        }
                    }
                }
                Some((_, escaped)) => text.push(escaped),
                None => break,
            },
            c => text.push(c),
        }
    }
    let span = Span { start, end: start.saturating_add(rest.len()) };
    Err(Problem::new(Code::UnterminatedString, span, "this text is not closed", "close it with `\"`"))
}

/// A number, and its length. `1..5` is a range: its first number is `1`.
fn number(rest: &str, start: usize) -> Result<(TokenKind, usize), Problem> {
    let digits_from = |at: usize| {
        let tail = rest.get(at..).unwrap_or_default();
        at.saturating_add(tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len()))
    };
    let mut end = digits_from(0);
    let fraction = end.saturating_add(1);
    if rest.get(end..).is_some_and(|tail| tail.starts_with('.')) && digits_from(fraction) > fraction {
        end = digits_from(fraction);
    }
    if rest.get(end..).is_some_and(|tail| tail.starts_with(['e', 'E'])) {
        let sign = end.saturating_add(1);
        let signed = rest.get(sign..).is_some_and(|tail| tail.starts_with(['+', '-']));
        let digits = sign.saturating_add(usize::from(signed));
        if digits_from(digits) > digits {
            end = digits_from(digits);
        }
    }
    match rest.get(..end).unwrap_or_default().parse() {
        Ok(number) => Ok((TokenKind::Number(number), end)),
        Err(error) => {
            let span = Span { start, end: start.saturating_add(end) };
            Err(Problem::new(Code::BadLiteral, span, format!("this number {error}"), "write fewer digits"))
        }
    }
}
