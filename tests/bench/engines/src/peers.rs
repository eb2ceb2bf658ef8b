//! The peers, each with its rules compiled and its people in the fastest form it has.

use std::error::Error;
use std::sync::Arc;

use cel::{Context, Env, Program};
use datalogic_rs::{Logic, ParsedData, SharedSession};
use serde_json::Value;
use zen_expression::expression::Standard;
use zen_expression::vm::VM;
use zen_expression::{Expression, Scope, Variable};

use crate::engine::{Engine, Rules};

/// ZEN: bytecode, one machine that keeps its memory, and a scope a person.
pub struct Zen {
    rules: Vec<Expression<Standard>>,
    people: Vec<Scope>,
    machine: VM,
}

impl Zen {
    pub fn new(rules: &Rules, people: &[Value]) -> Result<Self, Box<dyn Error>> {
        let compiled = rules.of("zen").map(|rule| zen_expression::compile_expression(text(rule)));
        Ok(Self {
            rules: compiled.collect::<Result<_, _>>()?,
            people: people.iter().map(|person| Scope::new(Variable::from(person))).collect(),
            machine: VM::new(),
        })
    }
}

impl Engine for Zen {
    const NAME: &'static str = "zen-expression";

    fn decide(&mut self, person: usize, rule: usize) -> bool {
        let value = self.rules[rule].evaluate_with_scope(&self.people[person], &mut self.machine);
        value.ok().and_then(|value| value.as_bool()).expect("ZEN gives true or false")
    }

    fn decide_all(&mut self, person: usize) -> usize {
        (0..self.rules.len()).filter(|rule| self.decide(person, *rule)).count()
    }
}

/// CEL: parsed programs, and a context a person over one environment.
pub struct Cel {
    rules: Vec<Program>,
    people: Vec<Context<'static, 'static>>,
}

impl Cel {
    pub fn new(rules: &Rules, people: &[Value]) -> Result<Self, Box<dyn Error>> {
        let env = Arc::new(Env::stdlib());
        let compiled = rules.of("cel").map(|rule| env.compile(text(rule)));
        let rules = compiled.collect::<Result<_, _>>()?;
        let people = people.iter().map(|person| {
            let mut context = Context::with_env(Arc::clone(&env));
            for (name, value) in person.as_object().into_iter().flatten() {
                context.add_variable_from_value(name, cel_value(value));
            }
            context
        });
        Ok(Self { rules, people: people.collect() })
    }
}

impl Engine for Cel {
    const NAME: &'static str = "cel";

    fn decide(&mut self, person: usize, rule: usize) -> bool {
        match self.rules[rule].execute(&self.people[person]) {
            Ok(cel::Value::Bool(met)) => met,
            other => panic!("CEL gives true or false, not {other:?}"),
        }
    }

    fn decide_all(&mut self, person: usize) -> usize {
        (0..self.rules.len()).filter(|rule| self.decide(person, *rule)).count()
    }
}

/// JSONLogic: compiled rules, people parsed once, and a session that keeps its memory.
pub struct Datalogic {
    rules: Vec<Logic>,
    people: Vec<ParsedData>,
    session: SharedSession,
}

impl Datalogic {
    pub fn new(rules: &Rules, people: &[Value]) -> Result<Self, Box<dyn Error>> {
        let engine = Arc::new(datalogic_rs::Engine::new());
        let compiled = rules.of("jsonlogic").map(|rule| engine.compile(rule.to_string().as_str()));
        let rules = compiled.collect::<Result<_, _>>().map_err(|error| format!("{error:?}"))?;
        let people = people.iter().map(|person| ParsedData::from_json(&person.to_string()));
        let people = people.collect::<Result<_, _>>().map_err(|error| format!("{error:?}"))?;
        Ok(Self { rules, people, session: SharedSession::new(engine) })
    }
}

impl Engine for Datalogic {
    const NAME: &'static str = "datalogic-rs";

    fn decide(&mut self, person: usize, rule: usize) -> bool {
        let value = self.session.eval_borrowed(&self.rules[rule], &self.people[person]);
        let met = value.ok().and_then(|value| value.as_bool()).expect("JSONLogic gives true or false");
        self.session.reset();
        met
    }

    fn decide_all(&mut self, person: usize) -> usize {
        (0..self.rules.len()).filter(|rule| self.decide(person, *rule)).count()
    }
}

fn text(rule: &Value) -> &str {
    rule.as_str().unwrap_or_default()
}

fn cel_value(value: &Value) -> cel::Value {
    match value {
        Value::Bool(truth) => (*truth).into(),
        Value::Number(number) => number.as_i64().expect("the generator makes whole numbers").into(),
        Value::String(text) => text.as_str().into(),
        Value::Array(items) => items.iter().map(cel_value).collect::<Vec<_>>().into(),
        Value::Null | Value::Object(_) => panic!("the generator makes no such value"),
    }
}
