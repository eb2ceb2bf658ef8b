//! Scales that people are scored on: how answers come to a score, and which scores there are.

use indexmap::IndexMap;

use super::decode::{Decoder, shape, words};
use super::outcome::Score;
use super::words::Text;
use crate::diagnostic::Code;
use crate::tree::Node;
use crate::value::Number;

words! {
    /// What a scale makes of a missing item.
    MissingItems {
        /// There is no score.
        NoScore = "no_score",
        /// The score is made of the others, if more than half were answered; only where items come to a mean.
        MostAnswered = "most_answered",
    }
}

words! {
    /// What the items of a scale come to.
    Combine {
        /// Their sum.
        Sum = "sum",
        /// Their mean.
        Mean = "mean",
    }
}

shape! {
    /// A change that somebody holds to be meaningful.
    "a threshold" Threshold {
        /// The change in the score.
        change: Number,
        /// Which score.
        score: Score = Score::Raw,
        /// Who says so.
        source: Option<Text>,
        /// What an author wants readers to know.
        note: Option<Text>,
    }
}

shape! {
    /// A scale that people are scored on. No item's wording is held here.
    "a scale" Scale {
        /// How many items it has.
        items: Option<u32>,
        /// The least and the greatest answer to an item.
        item_range: Option<Vec<u32>>,
        /// Items whose answers count the other way round, from 1.
        reversed: Vec<u32> = vec![],
        /// What the items come to: their sum unless given.
        combine: Combine = Combine::Sum,
        /// What a missing item does.
        missing: Option<MissingItems>,
        /// The least and the greatest score; without it, what its items can come to.
        range: Option<Vec<Number>>,
        /// The metric score of each raw score.
        metric: IndexMap<String, Number> = IndexMap::new(),
        /// Changes that somebody holds to be meaningful, by name.
        thresholds: IndexMap<String, Threshold> = IndexMap::new(),
        /// Where it comes from.
        source: Option<Text>,
        /// What an author wants readers to know.
        note: Option<Text>,
    } check Scale::check
}

impl Scale {
    /// The least and the greatest answer to an item, where it says.
    pub(crate) fn answers(&self) -> Option<(Number, Number)> {
        match self.item_range.as_deref() {
            Some([least, greatest]) => Some((Number::from(i64::from(*least)), Number::from(i64::from(*greatest)))),
            _ => None,
        }
    }

    /// The least and the greatest raw score: those it gives, or what its items can come to.
    pub(crate) fn scores(&self) -> Option<(Number, Number)> {
        if let Some([least, greatest]) = self.range.as_deref() {
            return Some((*least, *greatest));
        }
        let (least, greatest) = self.answers()?;
        match self.combine {
            Combine::Mean => Some((least, greatest)),
            Combine::Sum => {
                let items = Number::from(i64::from(self.items?));
                Some((least.checked_mul(items)?, greatest.checked_mul(items)?))
            }
        }
    }

    /// The raw score that the answers to items come to; none if too few were answered.
    pub(crate) fn combined(&self, items: &[Option<Number>]) -> Option<Number> {
        let is_whole = self.items.is_none_or(|wanted| u32::try_from(items.len()) == Ok(wanted));
        let answered = items.iter().flatten().count();
        let is_enough = match (self.combine, self.missing) {
            (Combine::Mean, Some(MissingItems::MostAnswered)) => answered.saturating_mul(2) > items.len(),
            _ => answered == items.len(),
        };
        if !is_whole || !is_enough || answered == 0 {
            return None;
        }
        let ends = self.answers().and_then(|(least, greatest)| least.checked_add(greatest));
        // An item that counts the other way round: the ends together, less the answer.
        let turned = |(place, item): (u32, &Option<Number>)| {
            let item = (*item)?;
            Some(if self.reversed.contains(&place) { ends.and_then(|ends| ends.checked_sub(item)) } else { Some(item) })
        };
        let mut turned = (1_u32..=u32::MAX).zip(items).filter_map(turned);
        let sum = turned.try_fold(Number::ZERO, |sum, item| sum.checked_add(item?))?;
        match self.combine {
            Combine::Sum => Some(sum),
            Combine::Mean => sum.checked_div(Number::from(i64::try_from(answered).ok()?)),
        }
    }

    /// Its parts must fit together: a score that nobody could have must not be taken for one.
    fn check(&self, node: &Node, decoder: &mut Decoder<'_>) {
        let mut report = |at: Option<&Node>, message: String, help: &str| {
            decoder.report(Code::BadScale, at.unwrap_or(node).span, message, help);
        };
        let ends = [
            ("item_range", self.item_range.as_ref().map(|ends| matches!(ends.as_slice(), [a, b] if a < b))),
            ("range", self.range.as_ref().map(|ends| matches!(ends.as_slice(), [a, b] if a < b))),
        ];
        for (key, _) in ends.into_iter().filter(|(_, fits)| *fits == Some(false)) {
            let message = format!("`{key}` is no least and greatest");
            report(node.at(key), message, "write the two, the least first: `[1, 5]`");
        }
        if self.items == Some(0) {
            report(node.at("items"), "a scale of no items has no score".to_owned(), "remove `items`, or say how many");
        }
        let items = self.items.unwrap_or(0);
        for item in self.reversed.iter().filter(|item| **item == 0 || **item > items) {
            let message = format!("`reversed` names the item {item}, and the scale has {items}");
            report(
                node.at("reversed"),
                message,
                "give the numbers of items, counted from 1, and say in `items` how many there are",
            );
        }
        if !self.reversed.is_empty() && self.item_range.is_none() {
            let message = "nothing says what the answers to a reversed item count from".to_owned();
            report(node.at("reversed"), message, "give the least and the greatest answer: `item_range: [0, 10]`");
        }
        if self.missing == Some(MissingItems::MostAnswered) && self.combine != Combine::Mean {
            let message = "a sum of most of the items is less than that of all".to_owned();
            report(node.at("missing"), message, "write `combine: mean`, or `missing: no_score`");
        }
        let scores = self.scores();
        for raw in self.metric.keys() {
            let is_score = raw
                .parse::<Number>()
                .ok()
                .filter(|number| number.to_string() == *raw)
                .is_some_and(|raw| scores.is_none_or(|(least, greatest)| least <= raw && raw <= greatest));
            if !is_score {
                let at = node.at("metric").and_then(|metric| metric.at(raw));
                let message = format!("`{raw}` is no raw score of this scale");
                report(at, message, "give the raw score as a number, without zeros that say nothing: `7: 7.00`");
            }
        }
        for (name, threshold) in &self.thresholds {
            let at = node.at("thresholds").and_then(|thresholds| thresholds.at(name));
            if threshold.change == Number::ZERO {
                let message = format!("the threshold `{name}` is a change of nothing");
                report(at, message, "give by how much the score must rise, or below 0 fall");
            } else if threshold.score == Score::Metric && self.metric.is_empty() {
                let message = format!("the threshold `{name}` is one of metric scores, and the scale has none");
                report(at, message, "declare the conversion table (`metric`), or write `score: raw`");
            }
        }
    }
}
