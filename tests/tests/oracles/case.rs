//! One random catalogue and person, and the test of many of them.

use doorstep::Screening;
use doorstep_tests::oracle::brute::tell_until_it_can_be_tried;
use doorstep_tests::oracle::{Catalogue, Choices, Day, Fact, Judge, Person, Recipe, Rule, generate};
use serde_json::json;

/// A catalogue, loaded, and a person on a day.
pub struct Case {
    pub catalogue: Catalogue,
    pub loaded: doorstep::Catalogue,
    pub person: Person,
    pub day: Day,
}

impl Case {
    pub fn new(recipe: &Recipe, choices: &mut Choices) -> Self {
        let day = generate::judged_on(choices);
        let catalogue = generate::catalogue(recipe, choices);
        let person = generate::person(&catalogue, day, choices);
        let loaded = catalogue.load();
        Self { catalogue, loaded, person, day }
    }

    pub fn judge(&self) -> Judge<'_> {
        Judge { catalogue: &self.catalogue, person: &self.person, day: self.day }
    }

    /// The conditions of a programme's criteria; none if it is not in force.
    pub fn rules(&self, programme: usize) -> Vec<&Rule> {
        let version = self.judge().version(programme);
        version.into_iter().flat_map(|version| &version.criteria).map(|criterion| &criterion.when).collect()
    }

    /// The programmes in force.
    pub fn in_force(&self) -> Vec<usize> {
        (0..self.catalogue.programmes.len()).filter(|programme| self.judge().version(*programme).is_some()).collect()
    }

    /// Tells more of the person until what is left for a programme can be tried in full.
    pub fn tell_until_it_can_be_tried(&mut self, programme: usize, limit: usize, choices: &mut Choices) {
        let mut person = self.person.clone();
        let rules = self.rules(programme);
        tell_until_it_can_be_tried(&self.judge(), &mut person, &rules, limit, |answers| choices.below(answers));
        self.person = person;
    }

    pub fn screen(&self) -> Screening {
        screen(&self.loaded, &self.person, self.day)
    }

    /// What to show where it fails.
    pub fn show(&self) -> String {
        show(&self.catalogue, &self.person, self.day)
    }
}

pub fn screen(loaded: &doorstep::Catalogue, person: &Person, day: Day) -> Screening {
    let facts = person.plain();
    let screening = match person.events(loaded) {
        Some(events) => loaded.screen_with(&facts, &events, day.date()),
        None => loaded.screen(&facts, day.date()),
    };
    match screening {
        Ok(screening) => screening,
        Err(error) => panic!("{:#?} {}", error.problems, person.json()),
    }
}

pub fn show(catalogue: &Catalogue, person: &Person, day: Day) -> String {
    let events = person.value(Fact::Events).map(|events| events.json(Fact::Events));
    let mut documents = catalogue.documents();
    documents.remove("v");
    format!(
        "\n{:#}",
        json!({"documents": documents, "facts": person.json(), "events": events, "as_at": day.to_string()})
    )
}

/// The facts of some names.
pub fn facts(names: &[impl AsRef<str>]) -> Vec<Fact> {
    names.iter().filter_map(|name| Fact::named(name.as_ref())).collect()
}

/// Fails a case unless something holds.
pub fn expect(holds: bool, case: &Case, what: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(format!("{}{}", what(), case.show())) }
}
