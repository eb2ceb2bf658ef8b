//! Which values come in whole steps, so that `> 1` and `>= 2` say the same of them.

use crate::catalogue::Lexicon;
use crate::condition::Function;
use crate::condition::syntax::{Form, Operator, Syntax};
use crate::value::{Date, Duration, Number, parse_date};

/// How many derived facts are followed before a value is taken not to come in whole steps.
const DERIVATIONS_FOLLOWED: u32 = 8;

/// Whether a value is a whole number wherever it is known. A fact that follows from others is judged by those.
pub(super) fn comes_in_ones(value: &Syntax, lexicon: &Lexicon) -> bool {
    in_ones(value, lexicon, DERIVATIONS_FOLLOWED)
}

fn in_ones(value: &Syntax, lexicon: &Lexicon, follow: u32) -> bool {
    let part = |part: &Syntax| in_ones(part, lexicon, follow);
    match &value.form {
        Form::Number(number) => is_whole(*number),
        Form::Name(name) => of_fact(name, lexicon, follow),
        Form::Negate(inner) => part(inner),
        Form::Chain(first, rest) => {
            part(first) && rest.iter().all(|(operator, operand)| *operator != Operator::Divide && part(operand))
        }
        Form::If(parts) => parts.iter().skip(1).all(part),
        Form::Path(_, name) => match name.as_str() {
            "year" | "month" | "day" | "weekday" | "years" | "months" | "days" => !lexicon.facts.contains_key(name),
            // A member's fact; records' attributes are not derived.
            name => {
                !lexicon.records.values().any(|kind| kind.attributes.contains_key(name))
                    && of_fact(name, lexicon, follow)
            }
        },
        Form::Call { function, arguments, .. } => match Function::named(function) {
            Some(
                Function::Count
                | Function::YearsBetween
                | Function::MonthsBetween
                | Function::WeeksBetween
                | Function::DaysBetween,
            ) => true,
            Some(Function::Sum | Function::Min | Function::Max) => arguments.iter().all(part),
            _ => false,
        },
        _ => false,
    }
}

fn of_fact(name: &str, lexicon: &Lexicon, follow: u32) -> bool {
    let derived = lexicon.facts.get(name).and_then(|fact| fact.derive.as_ref());
    derived.zip(follow.checked_sub(1)).is_some_and(|(formula, follow)| in_ones(&formula.syntax, lexicon, follow))
}

fn is_whole(number: Number) -> bool {
    number.last_place() == Number::from(1_u32)
}

/// The day of `date("2022-04-01")`.
pub(super) fn literal_date(syntax: &Syntax) -> Option<Date> {
    literal_of("date", syntax).and_then(parse_date)
}

/// The text and the length of `duration("P13W")`.
pub(super) fn literal_duration(syntax: &Syntax) -> Option<(&str, Duration)> {
    let text = literal_of("duration", syntax)?;
    text.parse().ok().map(|duration| (text, duration))
}

fn literal_of<'s>(wanted: &str, syntax: &'s Syntax) -> Option<&'s str> {
    match &syntax.form {
        Form::Call { function, arguments, .. } if function == wanted => match arguments.as_slice() {
            [Syntax { form: Form::Text(text), .. }] => Some(text),
            _ => None,
        },
        _ => None,
    }
}

/// How many days or months the last unit of a duration's text stands for.
pub(super) fn duration_unit(text: &str) -> i64 {
    match text.chars().last() {
        Some('W') => 7,
        Some('Y') => 12,
        _ => 1,
    }
}
