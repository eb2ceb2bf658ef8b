//! Who is asked: all that is true of each person, which they tell when they are asked for it.

use std::error::Error;
use std::fs;
use std::path::Path;

use doorstep::{Catalogue, Fact, FactType, Plain};

/// People from a file of one JSON object a line.
pub fn read(file: &Path) -> Result<Vec<Plain>, Box<dyn Error>> {
    fs::read_to_string(file)?.lines().map(|line| Ok(Plain::from_json(line)?)).collect()
}

/// Made-up people who answer every fact of a vocabulary that is not derived; the same every time.
pub fn made_up(catalogue: &Catalogue, count: usize) -> Vec<Plain> {
    let mut draw = Draw(0x00D0_0257_E900_0001);
    let person = |draw: &mut Draw| {
        let asked = catalogue.facts().filter(|(_, fact)| fact.derive.is_none());
        asked.map(|(name, fact)| (name, draw.answer(fact))).collect()
    };
    (0..count).map(|_| person(&mut draw)).collect()
}

/// Pseudo-random numbers (xorshift), which need be no better than this.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % limit
    }

    fn answer(&mut self, fact: &Fact) -> Plain {
        let codes: Vec<&str> = fact.values.keys().map(String::as_str).collect();
        match fact.r#type {
            FactType::Boolean => Plain::from(self.below(2) == 1),
            FactType::Number => Plain::Number(self.below(40).to_string()),
            FactType::Money => Plain::Number((self.below(30) * 100).to_string()),
            FactType::Date => Plain::Text(format!("{}-{:02}-15", 1960 + self.below(62), 1 + self.below(12))),
            FactType::Code => Plain::from(codes[self.below(codes.len())]),
            FactType::Codes => {
                let told: Vec<&str> = codes.into_iter().filter(|_| self.below(5) == 0).collect();
                Plain::from_iter([("value", Plain::from(told)), ("complete", Plain::from(true))])
            }
            _ => Plain::from("text"),
        }
    }
}
