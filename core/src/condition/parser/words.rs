//! What begins with a word: `if`, `some` and `every`, functions and names.

use super::{KEYWORDS, Parser, join};
use crate::condition::functions::Function;
use crate::condition::lexer::TokenKind;
use crate::condition::problem::Problem;
use crate::condition::syntax::{Form, Syntax};
use crate::diagnostic::Code;
use crate::tree::Span;

impl Parser {
    pub(super) fn conditional(&mut self) -> Result<Syntax, Problem> {
        let start = self.span();
        self.advance();
        let help = "write `if … then … else …`";
        let condition = self.expression()?;
        self.expect_word("then", help)?;
        let yes = self.expression()?;
        self.expect_word("else", help)?;
        let no = self.expression()?;
        let span = join(start, no.span);
        Ok(Syntax { form: Form::If(Box::new([condition, yes, no])), span })
    }

    /// `some x in a, y in b satisfies …` is a quantifier within a quantifier.
    pub(super) fn quantified(&mut self) -> Result<Syntax, Problem> {
        let start = self.span();
        let every = self.is_word("every");
        self.advance();
        self.quantified_over(every, start)
    }

    pub(super) fn quantified_over(&mut self, every: bool, start: Span) -> Result<Syntax, Problem> {
        let help = "write `some x in list satisfies …`";
        let TokenKind::Word(name) = self.kind().clone() else {
            return Err(self.unexpected("a name", help));
        };
        if KEYWORDS.contains(&name.as_str()) {
            return Err(self.unexpected("a name", help));
        }
        self.advance();
        self.expect_word("in", help)?;
        let list = self.nested(Self::sum)?;
        let body = if self.eat_symbol(",") {
            self.nested(|parser| parser.quantified_over(every, start))?
        } else {
            self.expect_word("satisfies", help)?;
            self.expression()?
        };
        let span = join(start, body.span);
        Ok(Syntax { form: Form::Quantified { every, name, list: Box::new(list), body: Box::new(body) }, span })
    }

    /// A keyword's value, a function's call or a name.
    pub(super) fn word(&mut self) -> Result<Syntax, Problem> {
        let span = self.span();
        if let Some((function, words)) = self.function_ahead() {
            return self.call(function, words);
        }
        let TokenKind::Word(word) = self.kind().clone() else {
            return Err(self.unexpected("a name", "write a fact here"));
        };
        let form = match word.as_str() {
            "true" => Form::Boolean(true),
            "false" => Form::Boolean(false),
            "null" => Form::Null,
            "not" => return Err(self.not_without_parentheses()),
            "as_at" => Form::Name(word),
            keyword if KEYWORDS.contains(&keyword) => {
                return Err(self.unexpected("a value or a name", "write a fact, a number or a \"text\" here"));
            }
            _ => Form::Name(word),
        };
        self.advance();
        Ok(Syntax { form, span })
    }

    pub(super) fn not_without_parentheses(&self) -> Problem {
        let message = "`not` needs parentheses";
        Problem::new(Code::Unexpected, self.span(), message, "write `not(…)` around what should not hold")
    }

    /// The name, of one word or several, that stands here before a parenthesis. Whether there is such a function is
    /// asked when types are checked, so that its arguments' mistakes are told as well.
    pub(super) fn function_ahead(&self) -> Option<(String, usize)> {
        let mut name = String::new();
        let mut has_keyword = false;
        for words in 1..=4_usize {
            let TokenKind::Word(word) = self.kind_after(words.saturating_sub(1)) else { return None };
            has_keyword |= KEYWORDS.contains(&word.as_str());
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(word);
            if matches!(self.kind_after(words), TokenKind::Symbol("(")) {
                // `years between (a, b)` is one; `a and (b)` calls nothing.
                let calls = Function::named(&name).is_some() || !has_keyword;
                return calls.then_some((name, words));
            }
        }
        None
    }

    pub(super) fn call(&mut self, function: String, words: usize) -> Result<Syntax, Problem> {
        let start = self.span();
        let last = words.saturating_sub(1);
        let end = self.tokens.get(self.at.saturating_add(last)).map_or(start, |token| token.span);
        let function_span = join(start, end);
        self.at = self.at.saturating_add(words);
        self.expect_symbol("(", "open the arguments with `(`")?;
        let mut arguments = Vec::new();
        if !self.is_symbol(")") {
            arguments.push(self.expression()?);
            while self.eat_symbol(",") {
                arguments.push(self.expression()?);
            }
        }
        let end = self.expect_symbol(")", "close the arguments with `)`")?;
        let form = Form::Call { function, function_span, arguments };
        Ok(Syntax { form, span: join(start, end) })
    }
}
