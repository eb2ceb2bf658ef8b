//! From tokens to a tree.

mod brackets;
mod words;

use crate::condition::lexer::{Token, TokenKind, tokens};
use crate::condition::problem::Problem;
use crate::condition::syntax::{Comparison, Form, Operator, Syntax};
use crate::diagnostic::Code;
use crate::tree::Span;

/// The longest condition, in bytes.
pub(crate) const LENGTH_LIMIT: usize = 8 * 1024;
/// The deepest nesting.
pub(crate) const DEPTH_LIMIT: usize = 64;

/// The most comparisons, or filters and attributes, in a row: each nests the one before it.
const CHAIN_LIMIT: usize = 8;

/// Words that are part of the language and no names.
pub(crate) const KEYWORDS: [&str; 15] = [
    "and",
    "or",
    "not",
    "in",
    "between",
    "if",
    "then",
    "else",
    "some",
    "every",
    "satisfies",
    "true",
    "false",
    "null",
    "as_at",
];

/// Reads a condition.
pub(crate) fn parse(text: &str) -> Result<Syntax, Problem> {
    if text.len() > LENGTH_LIMIT {
        let message = format!("this condition is {} bytes long", text.len());
        let help = "a condition may have 8,192 bytes: split it into criteria, or derive facts";
        return Err(Problem::new(Code::ConditionTooLong, Span { start: 0, end: 0 }, message, help));
    }
    let mut parser = Parser { tokens: tokens(text)?, at: 0, depth: 0, high_end: false };
    let syntax = parser.expression()?;
    match parser.kind() {
        TokenKind::End => Ok(syntax),
        other => Err(parser.unexpected("an operator such as `and`, or the end", stray_help(other))),
    }
}

/// Help for what authors of other languages write.
fn stray_help(found: &TokenKind) -> &'static str {
    match found {
        TokenKind::Symbol("=") => "one `=` is enough",
        TokenKind::Word(word) if matches!(word.as_str(), "is" | "equals") => "write `=` for \"is\"",
        TokenKind::Word(word) if word == "not" => "write `not(…)` around what should not hold",
        TokenKind::Word(word) if matches!(word.as_str(), "AND" | "OR" | "NOT" | "IN") => "write it in small letters",
        _ => "join two conditions with `and` or `or`",
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    /// The high end of a range is being read, where `[` may be FEEL's other way to close it.
    high_end: bool,
}

const END: TokenKind = TokenKind::End;

impl Parser {
    fn kind(&self) -> &TokenKind {
        self.tokens.get(self.at).map_or(&END, |token| &token.kind)
    }

    fn kind_after(&self, ahead: usize) -> &TokenKind {
        self.tokens.get(self.at.saturating_add(ahead)).map_or(&END, |token| &token.kind)
    }

    fn span(&self) -> Span {
        self.tokens.get(self.at).map_or(Span::START, |token| token.span)
    }

    fn advance(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.kind(), TokenKind::Word(found) if found == word)
    }

    fn is_symbol(&self, symbol: &str) -> bool {
        matches!(self.kind(), TokenKind::Symbol(found) if *found == symbol)
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        if found {
            self.advance();
        }
        found
    }

    fn eat_symbol(&mut self, symbol: &str) -> bool {
        let found = self.is_symbol(symbol);
        if found {
            self.advance();
        }
        found
    }

    fn unexpected(&self, wanted: &str, help: &str) -> Problem {
        let message = format!("{wanted} belongs here, and this is {}", self.kind().describe());
        Problem::new(Code::Unexpected, self.span(), message, help)
    }

    fn expect_symbol(&mut self, symbol: &str, help: &str) -> Result<Span, Problem> {
        let span = self.span();
        if self.eat_symbol(symbol) { Ok(span) } else { Err(self.unexpected(&format!("`{symbol}`"), help)) }
    }

    fn expect_word(&mut self, word: &str, help: &str) -> Result<(), Problem> {
        if self.eat_word(word) { Ok(()) } else { Err(self.unexpected(&format!("`{word}`"), help)) }
    }

    /// One level of nesting.
    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Problem>) -> Result<T, Problem> {
        if self.depth >= DEPTH_LIMIT {
            let help = "split the condition into criteria, or derive facts";
            let message = "this condition is nested more than 64 deep";
            return Err(Problem::new(Code::ConditionTooDeep, self.span(), message, help));
        }
        self.depth = self.depth.saturating_add(1);
        let result = read(self);
        self.depth = self.depth.saturating_sub(1);
        result
    }

    fn expression(&mut self) -> Result<Syntax, Problem> {
        self.nested(|parser| {
            if parser.is_word("if") {
                parser.conditional()
            } else if parser.is_word("some") || parser.is_word("every") {
                parser.quantified()
            } else {
                parser.disjunction()
            }
        })
    }

    fn disjunction(&mut self) -> Result<Syntax, Problem> {
        self.chain("or", Self::conjunction, Form::Or)
    }

    fn conjunction(&mut self) -> Result<Syntax, Problem> {
        self.chain("and", Self::comparison, Form::And)
    }

    fn chain(
        &mut self,
        word: &str,
        operand: fn(&mut Self) -> Result<Syntax, Problem>,
        form: fn(Vec<Syntax>) -> Form,
    ) -> Result<Syntax, Problem> {
        let first = operand(self)?;
        if !self.is_word(word) {
            return Ok(first);
        }
        let mut span = first.span;
        let mut operands = vec![first];
        while self.eat_word(word) {
            let next = operand(self)?;
            span = join(span, next.span);
            operands.push(next);
        }
        Ok(Syntax { form: form(operands), span })
    }

    fn comparison(&mut self) -> Result<Syntax, Problem> {
        let mut left = self.sum()?;
        for _ in 0..CHAIN_LIMIT {
            let comparison = match self.kind() {
                TokenKind::Symbol(symbol) => Comparison::from_symbol(symbol),
                _ => None,
            };
            if let Some(comparison) = comparison {
                self.advance();
                let right = self.sum()?;
                let span = join(left.span, right.span);
                left = Syntax { form: Form::Compare(comparison, Box::new(left), Box::new(right)), span };
            } else if self.eat_word("between") {
                let low = self.sum()?;
                self.expect_word("and", "write `x between 1 and 5`")?;
                let high = self.sum()?;
                let span = join(left.span, high.span);
                left = Syntax { form: Form::Between(Box::new([left, low, high])), span };
            } else if self.eat_word("in") {
                let (tests, end) = self.tests()?;
                let span = join(left.span, end);
                left = Syntax { form: Form::In(Box::new(left), tests), span };
            } else {
                return Ok(left);
            }
        }
        Err(self.unexpected("`and` or `or`", "compare two things at a time, and join with `and`"))
    }

    fn sum(&mut self) -> Result<Syntax, Problem> {
        self.arithmetic(Self::product, |symbol| match symbol {
            "+" => Some(Operator::Add),
            "-" => Some(Operator::Subtract),
            _ => None,
        })
    }

    fn product(&mut self) -> Result<Syntax, Problem> {
        self.arithmetic(Self::unary, |symbol| match symbol {
            "*" => Some(Operator::Multiply),
            "/" => Some(Operator::Divide),
            _ => None,
        })
    }

    fn arithmetic(
        &mut self,
        operand: fn(&mut Self) -> Result<Syntax, Problem>,
        operator: fn(&str) -> Option<Operator>,
    ) -> Result<Syntax, Problem> {
        let first = operand(self)?;
        let mut span = first.span;
        let mut rest = Vec::new();
        while let TokenKind::Symbol(symbol) = self.kind() {
            let Some(operator) = operator(symbol) else { break };
            self.advance();
            let next = operand(self)?;
            span = join(span, next.span);
            rest.push((operator, next));
        }
        Ok(if rest.is_empty() { first } else { Syntax { form: Form::Chain(Box::new(first), rest), span } })
    }

    fn unary(&mut self) -> Result<Syntax, Problem> {
        let start = self.span();
        if !self.eat_symbol("-") {
            return self.postfix();
        }
        let operand = self.nested(Self::unary)?;
        let span = join(start, operand.span);
        let form = match operand.form {
            Form::Number(number) => Form::Number(number.negated()),
            _ => Form::Negate(Box::new(operand)),
        };
        Ok(Syntax { form, span })
    }

    fn postfix(&mut self) -> Result<Syntax, Problem> {
        let mut of = self.primary()?;
        for _ in 0..CHAIN_LIMIT {
            if self.eat_symbol(".") {
                let span = self.span();
                let TokenKind::Word(name) = self.kind().clone() else {
                    return Err(self.unexpected("a name", "write `record.attribute`"));
                };
                self.advance();
                let span = join(of.span, span);
                of = Syntax { form: Form::Path(Box::new(of), name), span };
            } else if !self.high_end && self.eat_symbol("[") {
                let filter = self.expression()?;
                let end = self.expect_symbol("]", "close the filter with `]`")?;
                let span = join(of.span, end);
                of = Syntax { form: Form::Filter(Box::new(of), Box::new(filter)), span };
            } else {
                return Ok(of);
            }
        }
        Err(self.unexpected("an operator", "there are too many filters or attributes in a row here"))
    }

    fn primary(&mut self) -> Result<Syntax, Problem> {
        let span = self.span();
        match self.kind().clone() {
            TokenKind::Number(number) => {
                self.advance();
                Ok(Syntax { form: Form::Number(number), span })
            }
            TokenKind::Text(text) => {
                self.advance();
                Ok(Syntax { form: Form::Text(text), span })
            }
            TokenKind::Symbol("(") => self.parenthesised(),
            TokenKind::Symbol("[") => self.bracketed(),
            TokenKind::Symbol("]") => self.open_range(),
            // These reach as far as they can: `a and some x in list satisfies x > 1 or b`.
            TokenKind::Word(word) if matches!(word.as_str(), "if" | "some" | "every") => self.expression(),
            TokenKind::Word(_) => self.word(),
            _ => Err(self.unexpected("a value or a name", self.operator_help())),
        }
    }

    /// Help for operators as other languages write them.
    fn operator_help(&self) -> &'static str {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map(|token| &token.kind);
        match (before, self.kind()) {
            (Some(TokenKind::Symbol("=")), TokenKind::Symbol("=")) => "one `=` is enough",
            (Some(TokenKind::Symbol("<")), TokenKind::Symbol(">")) => "write `!=` for \"is not\"",
            (Some(TokenKind::Symbol("=")), TokenKind::Symbol(">")) => "write `>=`",
            (Some(TokenKind::Symbol("=")), TokenKind::Symbol("<")) => "write `<=`",
            (Some(TokenKind::Symbol("*")), TokenKind::Symbol("*")) => "there are no powers; multiply",
            _ => "write a fact, a number or a \"text\" here",
        }
    }
}

fn join(first: Span, last: Span) -> Span {
    Span { start: first.start, end: last.end }
}
