//! What every engine does here, and the rules they are given.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// An engine whose rules are compiled and whose people are read.
pub trait Engine {
    /// What it is called.
    const NAME: &'static str;
    /// Whether a person meets one rule.
    fn decide(&mut self, person: usize, rule: usize) -> bool;
    /// How many of all rules a person meets.
    fn decide_all(&mut self, person: usize) -> usize;
}

/// The reference rules: Doorstep's documents, and the same in the words of its peers.
pub struct Rules {
    folder: PathBuf,
    peers: serde_json::Map<String, Value>,
}

impl Rules {
    /// Reads `reference/` and `peers.json` of a folder.
    pub fn load(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let peers = serde_json::from_str(&fs::read_to_string(folder.join("peers.json"))?)?;
        Ok(Self { folder: folder.join("reference"), peers })
    }

    /// The rules' ids, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.peers.keys().map(String::as_str)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.peers.len()
    }

    /// Each rule in the words of a peer.
    pub fn of(&self, peer: &str) -> impl Iterator<Item = &Value> {
        self.peers.values().map(move |rule| &rule[peer])
    }

    /// The text of a Doorstep document, by its name.
    pub fn document(&self, name: &str) -> Result<(String, String), Box<dyn Error>> {
        let name = format!("{name}.yaml");
        let text = fs::read_to_string(self.folder.join(&name))?;
        Ok((name, text))
    }
}

/// Every engine must give the same answers, one rule at a time and all at once.
pub fn agree<E: Engine>(engine: &mut E, rules: &Rules, wanted: &[Vec<bool>]) -> Result<(), String> {
    for (person, wanted) in wanted.iter().enumerate() {
        for (rule, (id, wanted)) in rules.ids().zip(wanted).enumerate() {
            if engine.decide(person, rule) != *wanted {
                return Err(format!("{} gives another answer than the first engine: {id}, person {person}", E::NAME));
            }
        }
        if engine.decide_all(person) != wanted.iter().filter(|met| **met).count() {
            return Err(format!("{} decides otherwise at once than one by one: person {person}", E::NAME));
        }
    }
    Ok(())
}
