//! What the choice of questions costs: the expected number of questions against the fewest there can be.
//!
//! Catalogues of up to eight facts, booleans and codes, whose every state of knowledge can be gone through: the fewest
//! questions by dynamic programming over them, and the library's by the same choice, which it is held to on the way.

use std::cell::Cell;
use std::collections::HashMap;

use doorstep_tests::oracle::judge::{and, or};
use doorstep_tests::oracle::{Choices, day::day, each};
use serde_json::{Map, Value as Json, json};

/// A condition over facts by their numbers.
#[derive(Clone, Debug)]
enum Tree {
    Is(usize, usize),
    IsNot(usize, usize),
    And(Vec<Tree>),
    Or(Vec<Tree>),
}

/// A catalogue: how many values each fact has, and the criteria of each programme.
struct Small {
    values: Vec<usize>,
    programmes: Vec<Vec<Tree>>,
}

const CODES: [&str; 3] = ["x", "y", "z"];

impl Small {
    fn new(choices: &mut Choices) -> Self {
        let facts = 3 + choices.below(6);
        let values: Vec<usize> = (0..facts).map(|_| if choices.chance(25) { 3 } else { 2 }).collect();
        let programmes = 1 + choices.below(4);
        let criteria = |choices: &mut Choices| {
            (0..1 + choices.below(4)).map(|_| Tree::new(&values, 2, choices)).collect::<Vec<_>>()
        };
        let programmes = (0..programmes).map(|_| criteria(choices)).collect();
        Self { values, programmes }
    }

    fn load(&self) -> doorstep::Catalogue {
        let fact = |(at, values): (usize, &usize)| {
            let kind = match values {
                2 => json!({"type": "boolean"}),
                _ => json!({"type": "code", "values": {"x": "X", "y": "Y", "z": "Z"}}),
            };
            (format!("f{at}"), kind)
        };
        let facts: Map<String, Json> = self.values.iter().enumerate().map(fact).collect();
        let vocabulary = json!({"vocabulary": "v", "facts": facts});
        let programme = |(number, criteria): (usize, &Vec<Tree>)| {
            let criteria = criteria.iter().enumerate();
            let criteria: Vec<Json> = criteria
                .map(|(at, tree)| json!({"id": format!("c{at}"), "text": "C", "when": tree.text(&self.values)}))
                .collect();
            let id = format!("p{number}");
            let document = json!({"programme": id, "name": "P", "in_force": {}, "eligibility": criteria});
            (format!("{id}.json"), document.to_string())
        };
        let programmes = self.programmes.iter().enumerate().map(programme);
        let documents = [("v.json".to_owned(), vocabulary.to_string())].into_iter().chain(programmes);
        match doorstep::Catalogue::parse(documents) {
            Ok(catalogue) => catalogue,
            Err(error) => panic!("{:?}", error.diagnostics),
        }
    }
}

impl Tree {
    fn new(values: &[usize], depth: usize, choices: &mut Choices) -> Self {
        let parts = |choices: &mut Choices| {
            (0..2 + choices.below(2)).map(|_| Self::new(values, depth - 1, choices)).collect::<Vec<_>>()
        };
        match if depth == 0 { 0 } else { choices.weighted(&[4, 2, 3]) } {
            0 => {
                let fact = choices.below(values.len());
                let value = choices.below(values[fact]);
                if choices.chance(30) { Self::IsNot(fact, value) } else { Self::Is(fact, value) }
            }
            1 => Self::And(parts(choices)),
            _ => Self::Or(parts(choices)),
        }
    }

    fn text(&self, values: &[usize]) -> String {
        let joined = |parts: &[Self], word: &str| {
            let parts: Vec<String> = parts.iter().map(|part| part.text(values)).collect();
            format!("({})", parts.join(word))
        };
        match self {
            Self::Is(fact, value) if values[*fact] == 2 => format!("f{fact} = {}", *value == 1),
            Self::IsNot(fact, value) if values[*fact] == 2 => format!("f{fact} != {}", *value == 1),
            Self::Is(fact, value) => format!("f{fact} = \"{}\"", CODES[*value]),
            Self::IsNot(fact, value) => format!("not(f{fact} = \"{}\")", CODES[*value]),
            Self::And(parts) => joined(parts, " and "),
            Self::Or(parts) => joined(parts, " or "),
        }
    }

    fn truth(&self, told: &[usize]) -> Option<bool> {
        match self {
            // 0 is not told, and 1 the first value.
            Self::Is(fact, value) => told[*fact].checked_sub(1).map(|told| told == *value),
            Self::IsNot(fact, value) => told[*fact].checked_sub(1).map(|told| told != *value),
            Self::And(parts) => and(parts.iter().map(|part| part.truth(told))),
            Self::Or(parts) => or(parts.iter().map(|part| part.truth(told))),
        }
    }

    /// The facts that a condition names, as far as it is still open.
    fn first_mentioned(&self, told: &[usize], order: &mut Vec<usize>) {
        if self.truth(told).is_some() {
            return;
        }
        match self {
            Self::Is(fact, _) | Self::IsNot(fact, _) => {
                if !order.contains(fact) {
                    order.push(*fact);
                }
            }
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.first_mentioned(told, order)),
        }
    }
}

/// Every state of knowledge of a catalogue.
struct States<'a> {
    small: &'a Small,
    strides: Vec<usize>,
    /// Whether each programme is settled, by state.
    settled: Vec<Vec<bool>>,
    /// The facts that can matter for each programme, as bits, by state.
    matters: Vec<Vec<u32>>,
}

impl<'a> States<'a> {
    fn of(small: &'a Small) -> Self {
        let mut count = 1;
        let strides = small.values.iter().map(|values| {
            let stride = count;
            count *= values + 1;
            stride
        });
        let mut states = Self { strides: strides.collect(), small, settled: Vec::new(), matters: Vec::new() };
        let programmes = small.programmes.len();
        for state in 0..count {
            let told = states.told(state);
            let status = |criteria: &Vec<Tree>| and(criteria.iter().map(|tree| tree.truth(&told))).is_some();
            states.settled.push(small.programmes.iter().map(status).collect());
        }
        states.matters = vec![vec![0; programmes]; count];
        // What more is told comes later in the order, so that it is known already.
        for state in (0..count).rev() {
            for programme in 0..programmes {
                if states.settled[state][programme] {
                    continue;
                }
                let mut matters = 0;
                for fact in states.untold(state) {
                    for next in states.telling(state, fact) {
                        matters |= states.matters[next][programme];
                        matters |= u32::from(states.settled[next][programme]) << fact;
                    }
                }
                states.matters[state][programme] = matters;
            }
        }
        states
    }

    fn told(&self, state: usize) -> Vec<usize> {
        self.strides.iter().zip(&self.small.values).map(|(stride, values)| state / stride % (values + 1)).collect()
    }

    fn untold(&self, state: usize) -> Vec<usize> {
        let told = self.told(state);
        (0..told.len()).filter(|fact| told[*fact] == 0).collect()
    }

    fn telling(&self, state: usize, fact: usize) -> Vec<usize> {
        (1..=self.small.values[fact]).map(|value| state + value * self.strides[fact]).collect()
    }

    /// The facts that are worth asking for, in the order of first mention.
    fn worth(&self, state: usize) -> Vec<usize> {
        let (mut order, told) = (Vec::new(), self.told(state));
        for (programme, criteria) in self.small.programmes.iter().enumerate() {
            let mut mentioned = Vec::new();
            criteria.iter().for_each(|tree| tree.first_mentioned(&told, &mut mentioned));
            let matters = |fact: &usize| self.matters[state][programme] >> fact & 1 == 1;
            for fact in mentioned.into_iter().filter(matters) {
                if !order.contains(&fact) {
                    order.push(fact);
                }
            }
        }
        order
    }

    /// How many programmes an answer settles, in expectation.
    fn settles(&self, state: usize, fact: usize) -> f64 {
        let next = self.telling(state, fact);
        let settled = |state: &usize| self.settled[*state].iter().filter(|settled| **settled).count();
        next.iter().map(settled).sum::<usize>() as f64 / next.len() as f64
    }

    /// The question that settles most, the first mentioned of several.
    fn choice(&self, state: usize) -> Option<usize> {
        let mut best = None;
        for fact in self.worth(state) {
            let settles = self.settles(state, fact);
            if best.is_none_or(|(_, most)| settles > most + 1e-9) {
                best = Some((fact, settles));
            }
        }
        best.map(|(fact, _)| fact)
    }

    /// The expected number of questions, by a choice of them or the fewest there can be.
    fn cost(&self, state: usize, by_choice: bool, known: &mut HashMap<usize, f64>) -> f64 {
        if let Some(cost) = known.get(&state) {
            return *cost;
        }
        let mut after = |fact: usize| {
            let next = self.telling(state, fact);
            1.0 + next.iter().map(|next| self.cost(*next, by_choice, known)).sum::<f64>() / next.len() as f64
        };
        let cost = if by_choice {
            self.choice(state).map_or(0.0, after)
        } else {
            let fewest = self.worth(state).into_iter().map(&mut after).fold(f64::INFINITY, f64::min);
            if fewest.is_finite() { fewest } else { 0.0 }
        };
        known.insert(state, cost);
        cost
    }
}

/// The library asks, on the way of some answers, what the choice here would.
fn follows_the_choice(small: &Small, states: &States<'_>, choices: &mut Choices) -> Result<(), String> {
    let catalogue = small.load();
    let mut state = 0;
    loop {
        let facts: Map<String, Json> = states
            .told(state)
            .into_iter()
            .enumerate()
            .filter(|(_, told)| *told > 0)
            .map(|(fact, told)| {
                let value = if small.values[fact] == 2 { json!(told == 2) } else { json!(CODES[told - 1]) };
                (format!("f{fact}"), value)
            })
            .collect();
        let facts = Json::Object(facts).to_string();
        let plain = doorstep::Plain::from_json(&facts).map_err(|error| error.to_string())?;
        let screening = catalogue.screen(&plain, day(2022, 4, 1).date()).map_err(|error| format!("{error:?}"))?;
        let asked = screening.next_question().map(|question| question.fact);
        let choice = states.choice(state);
        if asked != choice.map(|fact| format!("f{fact}")) {
            return Err(format!("{asked:?} is asked, not {choice:?}, told {facts}: {:?}", small.programmes));
        }
        let Some(fact) = choice else { return Ok(()) };
        state = choices.pick(&states.telling(state, fact));
    }
}

#[test]
fn the_questions_are_few() {
    let (catalogues, excess, worst) = (Cell::new(0_u32), Cell::new(0.0), Cell::new(0.0));
    let (ours, fewest) = (Cell::new(0.0), Cell::new(0.0));
    each(1_000, |choices| {
        let small = Small::new(choices);
        let states = States::of(&small);
        follows_the_choice(&small, &states, choices)?;
        let cost = states.cost(0, true, &mut HashMap::new());
        let optimum = states.cost(0, false, &mut HashMap::new());
        if optimum > 0.0 {
            catalogues.set(catalogues.get() + 1);
            excess.set(excess.get() + cost / optimum - 1.0);
            worst.set(f64::max(worst.get(), cost / optimum - 1.0));
            ours.set(ours.get() + cost);
            fewest.set(fewest.get() + optimum);
        }
        Ok(())
    });
    let average = excess.get() / f64::from(catalogues.get());
    let (ours, fewest) = (ours.get(), fewest.get());
    println!(
        "questions: {:.2}% more than the fewest on average, {:.2}% at worst, {:.2}% in all ({ours:.1} for {fewest:.1})",
        average * 100.0,
        worst.get() * 100.0,
        (ours / fewest - 1.0) * 100.0,
    );
    assert!(average <= 0.1, "the questions are {average} more than the fewest on average");
}
