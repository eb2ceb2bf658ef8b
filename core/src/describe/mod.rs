//! A programme's rules in plain words: what a council officer, a provider or a person can read and check.

mod description;
mod frame;
mod gather;
mod text;
mod wording;

pub use description::{
    AdviceDescription, CodeDescription, CriterionDescription, Description, FactDescription, GroupDescription,
    OtherProgramme, ParameterDescription, PeriodDescription, ReferralsDescription, ValueDescription,
    VersionDescription,
};

use crate::catalogue::Catalogue;
use crate::value::Date;

impl Catalogue {
    /// Describes a programme's rules: who can join and why, what is asked, of whom, and where it is said.
    ///
    /// With `as_at` it is the version in force on that day, and what it asks of other programmes as published then;
    /// without, every version. Words are in `language` where the documents have them, else in English, and say so; the
    /// fixed words around them are English. `None` if there is no such programme.
    ///
    /// ```
    /// # use doorstep::Catalogue;
    /// # let catalogue = Catalogue::parse([
    /// #     ("v.json", r#"{"vocabulary": "v", "facts": {"age": {"type": "number", "question": "How old are you?"}}}"#),
    /// #     ("example.json", r#"{"programme": "example", "name": "Example Works", "in_force": {"from": "2022-04-01"},
    /// #         "eligibility": [{"id": "age", "text": "You are 25 or over", "when": "age >= 25"}]}"#),
    /// # ])?;
    /// let description = catalogue.describe("example", "en", None).unwrap();
    /// assert_eq!(description.facts[0].question.as_ref().unwrap().text, "How old are you?");
    /// let text = description.to_string();
    /// assert!(text.contains("Rules from 1 April 2022 on"));
    /// assert!(text.contains("1. You are 25 or over"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn describe(&self, programme: &str, language: &str, as_at: Option<Date>) -> Option<Description> {
        gather::describe(self, programme, language, as_at)
    }
}

impl Description {
    /// The fixed words of all descriptions, for those who check or translate them. `{name}` stands for what a document
    /// says.
    #[must_use]
    pub fn fixed_words() -> &'static [&'static str] {
        frame::ALL
    }
}

#[cfg(test)]
mod tests;
