//! What stands in brackets: lists, ranges, parentheses, and the tests after `in`.

use super::{Parser, join};
use crate::condition::lexer::TokenKind;
use crate::condition::problem::Problem;
use crate::condition::syntax::{Comparison, Form, Syntax, Test};
use crate::tree::Span;

impl Parser {
    /// What stands after `in`: one test, or several in parentheses.
    pub(super) fn tests(&mut self) -> Result<(Vec<Test>, Span), Problem> {
        let start = self.span();
        if !self.is_symbol("(") {
            let test = self.test()?;
            let (Test::Value(value) | Test::Compare(_, value)) = &test;
            let end = value.span;
            return Ok((vec![test], end));
        }
        self.nested(|parser| {
            parser.advance();
            let help = "write `x in (1, 2)`, `x in [1..5]` or `x in (< 5)`";
            let mut tests = vec![parser.test()?];
            if let Some(range) = parser.rest_of_range(&mut tests, start)? {
                let end = range.span;
                return Ok((vec![Test::Value(range)], end));
            }
            while parser.eat_symbol(",") {
                tests.push(parser.test()?);
            }
            let end = parser.expect_symbol(")", help)?;
            Ok((tests, join(start, end)))
        })
    }

    /// `(1..5)` begins like a list of tests; this reads its rest.
    pub(super) fn rest_of_range(&mut self, tests: &mut Vec<Test>, start: Span) -> Result<Option<Syntax>, Problem> {
        if !self.is_symbol("..") {
            return Ok(None);
        }
        match tests.pop() {
            Some(Test::Value(low)) => self.range(low, false, start).map(Some),
            _ => Err(self.unexpected("`)`", "write a range as `(1..5)`")),
        }
    }

    pub(super) fn test(&mut self) -> Result<Test, Problem> {
        let comparison = match self.kind() {
            TokenKind::Symbol(symbol) => Comparison::from_symbol(symbol),
            _ => None,
        };
        match comparison {
            Some(comparison) => {
                self.advance();
                Ok(Test::Compare(comparison, self.sum()?))
            }
            None => Ok(Test::Value(self.nested(Self::sum)?)),
        }
    }

    /// `( … )`, or the range `(a..b)`.
    pub(super) fn parenthesised(&mut self) -> Result<Syntax, Problem> {
        let start = self.span();
        self.advance();
        let outer = std::mem::replace(&mut self.high_end, false);
        let inner = self.expression()?;
        self.high_end = outer;
        if self.is_symbol("..") {
            return self.range(inner, false, start);
        }
        let end = self.expect_symbol(")", "close the parenthesis with `)`")?;
        Ok(Syntax { form: inner.form, span: join(start, end) })
    }

    /// `]a..b[`, FEEL's other way to write an open range.
    pub(super) fn open_range(&mut self) -> Result<Syntax, Problem> {
        let start = self.span();
        self.advance();
        let low = self.expression()?;
        self.range(low, false, start)
    }

    /// The rest of a range after its low end.
    pub(super) fn range(&mut self, low: Syntax, low_closed: bool, start: Span) -> Result<Syntax, Problem> {
        let help = "write a range as `[1..5]`, `(1..5)` or `[1..5)`";
        self.expect_symbol("..", help)?;
        let outer = std::mem::replace(&mut self.high_end, true);
        let high = self.nested(Self::sum)?;
        self.high_end = outer;
        let end = self.span();
        let high_closed = self.is_symbol("]");
        if !high_closed && !self.is_symbol(")") && !self.is_symbol("[") {
            return Err(self.unexpected("`]` or `)`", help));
        }
        self.advance();
        let form = Form::Range { low: Box::new(low), high: Box::new(high), low_closed, high_closed };
        Ok(Syntax { form, span: join(start, end) })
    }

    /// `[a, b]`, or the range `[a..b]`.
    pub(super) fn bracketed(&mut self) -> Result<Syntax, Problem> {
        let start = self.span();
        self.advance();
        let mut items = Vec::new();
        if !self.is_symbol("]") {
            let first = self.expression()?;
            if self.is_symbol("..") {
                return self.range(first, true, start);
            }
            items.push(first);
            while self.eat_symbol(",") {
                items.push(self.expression()?);
            }
        }
        let end = self.expect_symbol("]", "close the list with `]`")?;
        Ok(Syntax { form: Form::List(items), span: join(start, end) })
    }
}
