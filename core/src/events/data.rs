//! What the data of the kinds that every catalogue has must tell.

use std::collections::BTreeMap;

use super::kinds::{self, DECIDED, SAME_PERSON, TOLD};
use super::problem::EventProblem;
use super::read::fits_id;
use crate::catalogue::Catalogue;
use crate::diagnostic::{Code, nearest, quoted};
#[cfg(all(feature = "columns", feature = "case-files"))]
use crate::document::FactType;
use crate::document::{Combine, Scale};
use crate::value::{Duration, Number, Plain};

/// What a worker may decide.
const DECISIONS: [&str; 4] = ["accepted", "waiting", "declined", "signposted"];
/// What may come of following somebody up.
const RESULTS: [&str; 3] = ["reached", "not_reached", "refused"];

/// What a value of an event's data is.
#[derive(Clone, Copy)]
enum Of {
    /// Words.
    Text,
    /// An id: text, or a whole number.
    Id,
    /// A list of ids.
    Ids,
    /// True or false.
    Boolean,
    /// An amount of money.
    Amount,
    /// A length of time.
    Duration,
    /// One of some words.
    Word(&'static [&'static str]),
}

/// A key of an event's data, what its value is, and whether the event says nothing without it.
type Key = (&'static str, Of, bool);

/// The names that the data of kinds tell that every catalogue has, and what each is of.
#[cfg(all(feature = "columns", feature = "case-files"))]
pub(crate) fn fixed_data() -> impl Iterator<Item = (&'static str, FactType)> {
    kinds::always().flat_map(keys).map(|(name, of, _)| {
        let of = match of {
            Of::Boolean => FactType::Boolean,
            Of::Amount => FactType::Money,
            Of::Ids => FactType::Codes,
            Of::Text | Of::Id | Of::Duration | Of::Word(_) => FactType::Text,
        };
        (*name, of)
    })
}

/// The keys of a kind that every catalogue has.
fn keys(kind: &str) -> &'static [Key] {
    match kind {
        SAME_PERSON => &[("person", Of::Id, true)],
        "consent" => &[("purpose", Of::Text, true), ("recipient", Of::Text, false), ("given", Of::Boolean, true)],
        "referred" => &[("route", Of::Text, false), ("by", Of::Text, false)],
        DECIDED => &[
            ("decision", Of::Word(&DECISIONS), true),
            ("criteria", Of::Ids, false),
            ("reason", Of::Text, false),
            ("authority", Of::Text, false),
        ],
        "assigned" => &[("worker", Of::Id, true), ("role", Of::Text, false)],
        "goal_set" | "goal_reached" => &[("goal", Of::Id, true), ("text", Of::Text, false)],
        // People add actions of their own, and put those there are in another order.
        "action_added" => &[
            ("action", Of::Id, true),
            ("reason", Of::Text, false),
            ("text", Of::Text, false),
            ("after", Of::Ids, false),
            ("due", Of::Duration, false),
            ("owner", Of::Id, false),
        ],
        "action_started" | "action_done" | "action_dropped" => {
            &[("action", Of::Id, true), ("reason", Of::Text, false), ("text", Of::Text, false)]
        }
        "followed_up" => &[("result", Of::Word(&RESULTS), true), ("confirms", Of::Id, false)],
        "claimed" | "paid" => &[("outcome", Of::Id, true), ("funding", Of::Id, false), ("amount", Of::Amount, false)],
        kinds::ENDED => &[("because", Of::Text, false)],
        _ => &[],
    }
}

/// What is wrong with the data of an event of a kind that is no record's: it counts for nothing then.
pub(super) fn faults(
    catalogue: &Catalogue,
    event: &str,
    kind: &str,
    data: &BTreeMap<String, Plain>,
) -> Vec<EventProblem> {
    let mut checking = Checking { event, data, faults: Vec::new() };
    if kind == TOLD {
        checking.told(catalogue);
    } else if let Some(scale) = catalogue.lexicon().scales.get(kind) {
        checking.score(scale);
    } else {
        checking.keys(keys(kind));
        let overrides = matches!(data.get("criteria"), Some(Plain::List(criteria)) if !criteria.is_empty());
        if kind == DECIDED && overrides && !data.contains_key("reason") {
            checking
                .fault("overrides criteria and gives no `reason`", "give the `reason`, and where known `authority`");
        }
    }
    checking.faults
}

struct Checking<'e> {
    event: &'e str,
    data: &'e BTreeMap<String, Plain>,
    faults: Vec<EventProblem>,
}

impl Checking<'_> {
    fn fault(&mut self, what: &str, help: impl Into<String>) {
        let message = format!("the event `{}` {what}", self.event);
        let (event, code) = (self.event.to_owned(), Code::EventBadData);
        self.faults.push(EventProblem { event, code, message, help: help.into() });
    }

    fn keys(&mut self, keys: &[Key]) {
        for (name, of, required) in keys {
            match self.data.get(*name) {
                Some(given) if !of.fits(given) => {
                    let what = format!("gives {} as `{name}`, which is {}", given.noun(), of.wanted());
                    let help = match (of, given) {
                        (Of::Word(words), Plain::Text(word)) => nearest(word, words.iter().copied()),
                        _ => None,
                    };
                    let help =
                        help.map_or_else(|| format!("give {}", of.wanted()), |near| format!("did you mean `{near}`?"));
                    self.fault(&what, help);
                }
                None if *required => {
                    // A key that is misspelt is the likeliest reason.
                    let near = nearest(name, self.data.keys().map(String::as_str));
                    let help = near.map_or_else(
                        || format!("add `{name}` to its `data`: {}", of.wanted()),
                        |near| format!("its `data` has `{near}`; did you mean `{name}`?"),
                    );
                    self.fault(&format!("does not tell its `{name}`"), help);
                }
                None => self.misspelt(name),
                Some(_) => {}
            }
        }
    }

    /// A key that is left out, where another is spelt much like it: an override without its criteria must not pass.
    fn misspelt(&mut self, name: &str) {
        /// Short names are near to too much.
        const LONG_ENOUGH: usize = 6;
        if let Some(near) = nearest(name, self.data.keys().map(String::as_str)).filter(|_| name.len() >= LONG_ENOUGH) {
            self.fault(&format!("has no `{name}`"), format!("its `data` has `{near}`; did you mean `{name}`?"));
        }
    }

    /// Facts that are told are checked as facts are.
    fn told(&mut self, catalogue: &Catalogue) {
        let mut telling = catalogue.telling();
        for (fact, value) in self.data {
            telling.tell(fact, value.into());
        }
        if let Err(error) = telling.finish() {
            for problem in error.problems {
                self.fault(&format!("tells what cannot be used: {}", problem.message), problem.help);
            }
        }
        if self.data.is_empty() {
            self.fault("tells nothing", "give the facts in `data`: `{fact: value}`");
        }
    }

    /// A raw score is one that the scale can come to: a metric score, or another scale's, must not be taken for it.
    fn raw_score(&mut self, scale: &Scale, score: &Plain) {
        let Some(score) = score.as_number() else {
            return self.fault("gives a `score` that is no number", "give the raw score, a number");
        };
        if let Some((least, greatest)) = scale.scores().filter(|(least, greatest)| score < *least || score > *greatest)
        {
            let help = format!("give the raw score, from {least} to {greatest}");
            return self.fault("gives a `score` that its scale does not have", help);
        }
        let is_sum_of_items = scale.items.is_some() && scale.item_range.is_some() && scale.combine == Combine::Sum;
        if is_sum_of_items && score.to_i64().is_none() {
            self.fault(
                "gives a `score` that no answers add up to",
                "give the raw score, a whole number; the metric score follows from it",
            );
        }
    }

    /// A raw score, or the answer to each item, `null` where there is none.
    fn score(&mut self, scale: &Scale) {
        let score = self.data.get("score");
        let items = self.data.get("items");
        if let Some(score) = score {
            self.raw_score(scale, score);
        }
        let Some(items) = items else {
            if score.is_none() {
                self.fault("has neither a `score` nor `items`", "give the raw `score`, or the answers as `items`");
            }
            return;
        };
        let Plain::List(items) = items else {
            return self.fault("gives `items` that are no list", "give the answer to each item, `null` for none");
        };
        if scale.items.is_some_and(|count| usize::try_from(count) != Ok(items.len())) {
            let count = scale.items.unwrap_or_default();
            let what = format!("gives {} answers to a scale of {count} items", items.len());
            self.fault(&what, "give one for each item, `null` for none");
        }
        let range = scale.answers();
        let fits = |item: &Plain| match item.as_number() {
            Some(answer) => {
                range.is_none_or(|(least, greatest)| least <= answer && answer <= greatest && answer.to_i64().is_some())
            }
            None => *item == Plain::Null,
        };
        if !items.iter().all(fits) {
            return self.fault(
                "gives an answer that its scale does not have",
                "give each answer as its number, `null` for none",
            );
        }
        let answers: Vec<Option<Number>> = items.iter().map(Plain::as_number).collect();
        if let (Some(score), Some(combined)) = (score.and_then(Plain::as_number), scale.combined(&answers))
            && score != combined
        {
            self.fault("gives a `score` that is not what its `items` come to", "give one of the two, or put one right");
        }
    }
}

impl Of {
    fn fits(self, given: &Plain) -> bool {
        match (self, given) {
            (Self::Text, Plain::Text(_)) | (Self::Boolean, Plain::Boolean(_)) => true,
            // Who referred or who works with somebody may be known by a number.
            (Self::Id | Self::Text, given) => is_id(given),
            (Self::Ids, Plain::List(ids)) => ids.iter().all(is_id),
            (Self::Amount, given) => given.as_number().is_some(),
            (Self::Duration, Plain::Text(text)) => text.parse::<Duration>().is_ok(),
            (Self::Word(words), Plain::Text(word)) => words.contains(&word.as_str()),
            _ => false,
        }
    }

    fn wanted(self) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::Id => "an id: text of 1 to 128 bytes, or a whole number".to_owned(),
            Self::Ids => "a list of ids".to_owned(),
            Self::Boolean => "true or false".to_owned(),
            Self::Amount => "an amount of money, a number".to_owned(),
            Self::Duration => "a length of time such as `P7D`, `P4W` or `P1M`".to_owned(),
            Self::Word(words) => format!("one of {}", quoted(words.iter().copied())),
        }
    }
}

fn is_id(given: &Plain) -> bool {
    match given {
        Plain::Text(text) => fits_id(text),
        given => given.as_number().and_then(Number::to_i64).is_some(),
    }
}
