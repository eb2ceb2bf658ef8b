//! Published figures: what a report printed, with the words it rests on.

use super::decode::{Decoder, shape, words};
use super::words::{Id, Period, Text};
use crate::diagnostic::Code;
use crate::tree::Node;
use crate::value::Number;

/// The most digits of a figure, so that what is worked out of two of them is exact.
const DIGITS: usize = 12;

words! {
    /// What a figure counts in.
    FigureUnit {
        /// People, jobs, places: whole ones.
        Count = "count",
        /// A part of a whole, as a percentage.
        Percent = "percent",
        /// Points of a scale, or percentage points.
        Points = "points",
        /// One number over another: twice as many is 2.
        Ratio = "ratio",
        /// Pounds.
        Money = "money",
        /// Years, as of an age.
        Years = "years",
    }
}

words! {
    /// How a figure's words bound it.
    Comparator {
        /// The value, as far as it is printed.
        Exact = "exact",
        /// The value or more.
        AtLeast = "at_least",
        /// More than the value.
        Over = "over",
        /// Near the value: what rounds to it at its last digit that is not 0.
        Around = "around",
        /// The value or less.
        UpTo = "up_to",
    }
}

shape! {
    /// Figures that one source published.
    "a document of figures" Figures {
        /// The format's version.
        doorstep: u32 = 1,
        /// The id of the document.
        figures: Id,
        /// What it is called.
        title: Option<Text>,
        /// Where the figures were published.
        source: Option<Text>,
        /// What an author wants readers to know.
        note: Option<Text>,
        /// The figures.
        items: Vec<Figure>,
    }
}

shape! {
    /// One figure as it was published.
    "a figure" Figure {
        /// Its id.
        id: Id,
        /// What it says.
        text: Text,
        /// The value, as a whole number or a decimal: 28 for 28%.
        value: Number,
        /// The other end, where the figure is given from one value to another.
        to: Option<Number>,
        /// What it counts in.
        unit: FigureUnit,
        /// How its words bound it.
        comparator: Comparator = Comparator::Exact,
        /// Whom or what it is about.
        population: Option<Text>,
        /// For `percent` and `ratio`: what was divided.
        numerator: Option<FigurePart>,
        /// What it was divided by, or what a count is a part of, where the source says so.
        denominator: Option<FigurePart>,
        /// What it may have been divided by, or be a part of, where the source does not say.
        candidates: Vec<FigurePart> = vec![],
        /// Parts that add up to it.
        sums: Vec<FigurePart> = vec![],
        /// Parts of it that may overlap.
        parts: Vec<FigurePart> = vec![],
        /// The same figure as it is said elsewhere.
        elsewhere: Vec<FigurePart> = vec![],
        /// What the words may mean, where they may mean several things.
        readings: Vec<Text> = vec![],
        /// The days it is about.
        period: Option<Period>,
        /// The words it stands in, as they were printed.
        quote: String,
        /// Where it was published, if not where the document says.
        source: Option<Text>,
        /// What an author wants readers to know.
        note: Option<Text>,
    } check Figure::check
}

shape! {
    /// A number that a figure rests on.
    "a part of a figure" FigurePart {
        /// The number; without it, the source does not give it.
        value: Option<Number>,
        /// The other end, where it is given from one value to another.
        to: Option<Number>,
        /// What it counts in: for `numerator`, `denominator` and `candidates` a count unless given, else as its figure.
        unit: Option<FigureUnit>,
        /// How its words bound it.
        comparator: Comparator = Comparator::Exact,
        /// What it is.
        text: Text,
        /// What an author wants readers to know.
        note: Option<Text>,
    } check FigurePart::check
}

impl Figure {
    fn check(&self, node: &Node, decoder: &mut Decoder<'_>) {
        check_values(Some(self.value), self.to, self.comparator, node, decoder);
        if self.unit == FigureUnit::Count {
            check_whole(&[Some(self.value), self.to], node.at("value").unwrap_or(node), decoder);
        }
        let hundred = Number::from(100_u32);
        let is_share = |value: Number| (Number::ZERO..=hundred).contains(&value);
        if self.unit == FigureUnit::Percent && ![Some(self.value), self.to].into_iter().flatten().all(is_share) {
            let help = "write `unit: ratio` where it may be more than the whole, such as 1.5 for half as much again";
            report(node.at("value"), node, "a percentage is a part of a whole, from 0 to 100", help, decoder);
        }
        let (is_fraction, is_count) =
            (matches!(self.unit, FigureUnit::Percent | FigureUnit::Ratio), self.unit == FigureUnit::Count);
        if self.numerator.is_some() && !is_fraction {
            let message = format!("a figure with `unit: {}` has no `numerator`", self.unit.as_str());
            let help = "remove it, or write `unit: percent` or `unit: ratio`";
            report(node.at("numerator"), node, &message, help, decoder);
        }
        for (key, given) in [("denominator", self.denominator.is_some()), ("candidates", !self.candidates.is_empty())] {
            if given && !is_fraction && !is_count {
                let message = format!("a figure with `unit: {}` has no `{key}`", self.unit.as_str());
                let help = "remove it, or write `unit: count`, `unit: percent` or `unit: ratio`";
                report(node.at(key), node, &message, help, decoder);
            }
        }
        for (key, parts, unit) in [
            ("numerator", self.numerator.as_slice(), FigureUnit::Count),
            ("denominator", self.denominator.as_slice(), FigureUnit::Count),
            ("candidates", &self.candidates, FigureUnit::Count),
            ("sums", &self.sums, self.unit),
            ("parts", &self.parts, self.unit),
            ("elsewhere", &self.elsewhere, self.unit),
        ] {
            let at = node.at(key).unwrap_or(node);
            for part in parts {
                part.check_as(key, part.unit.unwrap_or(unit), at, decoder);
            }
        }
        if self.readings.len() == 1 {
            let help = "give what else the words may mean, or write the one in `text` or `note`";
            report(node.at("readings"), node, "one reading leaves nothing open", help, decoder);
        }
    }
}

impl FigurePart {
    fn check(&self, node: &Node, decoder: &mut Decoder<'_>) {
        check_values(self.value, self.to, self.comparator, node, decoder);
    }

    /// What holds of it for the key it stands under, and for the unit it has there.
    fn check_as(&self, key: &str, unit: FigureUnit, node: &Node, decoder: &mut Decoder<'_>) {
        if unit == FigureUnit::Count {
            check_whole(&[self.value, self.to], node, decoder);
        }
        let help = "give how many there were, or leave `value` out if that is not known";
        match (key, self.value) {
            ("denominator" | "candidates", Some(value)) if value <= Number::ZERO => {
                report(None, node, "nothing can be a part of 0 or less", help, decoder);
            }
            ("numerator", Some(value)) if value < Number::ZERO => {
                report(None, node, "a numerator is not below 0", help, decoder);
            }
            ("sums" | "parts" | "elsewhere", None) => {
                let message = format!("what stands under `{key}` needs its `value`");
                report(None, node, &message, "give the number, or remove it", decoder);
            }
            _ => {}
        }
    }
}

/// What holds of every value: few enough digits, and ends in their order.
fn check_values(
    value: Option<Number>,
    to: Option<Number>,
    comparator: Comparator,
    node: &Node,
    decoder: &mut Decoder<'_>,
) {
    for (key, given) in [("value", value), ("to", to)] {
        let digits = |number: Number| number.to_string().chars().filter(char::is_ascii_digit).count();
        if given.is_some_and(|number| digits(number) > DIGITS) {
            let help = "round it to what was printed, or count in larger units";
            report(node.at(key), node, "a figure has at most 12 digits", help, decoder);
        }
    }
    let Some(to) = to else { return };
    if value.is_none_or(|value| to <= value) {
        let help = "give the least as `value` and the greatest as `to`";
        report(node.at("to"), node, "`to` is not above `value`", help, decoder);
    } else if !matches!(comparator, Comparator::Exact | Comparator::Around) {
        let message = format!("what is given up to another value is not `{}` one as well", comparator.as_str());
        report(node.at("to"), node, &message, "remove `to`, or `comparator`", decoder);
    }
}

fn check_whole(values: &[Option<Number>], node: &Node, decoder: &mut Decoder<'_>) {
    if values.iter().flatten().any(|value| value.to_i64().is_none()) {
        let help = "give a whole number, or the `unit` that it counts in";
        report(None, node, "a count is a whole number", help, decoder);
    }
}

fn report(at: Option<&Node>, node: &Node, message: &str, help: &str, decoder: &mut Decoder<'_>) {
    decoder.report(Code::BadFigure, at.unwrap_or(node).span, message, help);
}
