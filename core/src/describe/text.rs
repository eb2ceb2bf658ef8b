//! A description as plain text: headings, numbered lists, one thing a line.

use std::fmt::{self, Write};

use super::description::{
    AdviceDescription, CriterionDescription, Description, FactDescription, GroupDescription, OtherProgramme,
    ParameterDescription, PeriodDescription, ReferralsDescription, ValueDescription, VersionDescription,
};
use super::frame;
use super::wording::{as_words, day, figure, fill, listed, period, proof, span};
use crate::document::{
    DEFAULT_ASKED_OF, DEFAULT_LANGUAGE, FactType, ParameterType, ReferralStatus, Sensitivity, Words,
};
use crate::value::Date;

impl fmt::Display for Description {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        Page { out: formatter, asked_for: &self.asked_for }.description(self)
    }
}

/// The route of those who come of themselves.
const THEMSELVES: &str = "self";

/// How deep a line stands.
#[derive(Clone, Copy)]
enum Depth {
    /// At the margin.
    Margin,
    /// Under an item.
    Item,
    /// In a list under an item.
    Inner,
}

struct Page<'a, 'f> {
    out: &'a mut fmt::Formatter<'f>,
    asked_for: &'a str,
}

impl Page<'_, '_> {
    fn line(&mut self, depth: Depth, text: &str) -> fmt::Result {
        let indent = match depth {
            Depth::Margin => "",
            Depth::Item => "   ",
            Depth::Inner => "   - ",
        };
        // What a document writes over several lines stays one thing.
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(self.out, "{indent}{text}")
    }

    fn heading(&mut self, text: &str) -> fmt::Result {
        self.out.write_char('\n')?;
        self.line(Depth::Margin, text)
    }

    /// What a document says, with its language where it is not the one asked for.
    fn said(&self, words: &Words) -> String {
        if words.language == self.asked_for {
            return words.text.clone();
        }
        let mark = match words.language.as_str() {
            DEFAULT_LANGUAGE => frame::IN_ENGLISH.to_owned(),
            other => fill(frame::IN_LANGUAGE, "language", other),
        };
        format!("{} {mark}", words.text)
    }

    /// A sentence about something a document may say.
    fn about(&mut self, depth: Depth, sentence: &str, name: &str, words: Option<&Words>) -> fmt::Result {
        let Some(words) = words else { return Ok(()) };
        let said = self.said(words);
        self.line(depth, &fill(sentence, name, &said))
    }

    fn source_and_note(&mut self, depth: Depth, source: Option<&Words>, note: Option<&Words>) -> fmt::Result {
        self.about(depth, frame::SOURCE, "source", source)?;
        self.about(depth, frame::NOTE, "note", note)
    }

    fn numbered(&mut self, at: usize, text: &str) -> fmt::Result {
        self.line(Depth::Margin, &format!("{}. {text}", at.saturating_add(1)))
    }

    fn description(&mut self, description: &Description) -> fmt::Result {
        let name = self.said(&description.name);
        self.line(Depth::Margin, &name)?;
        self.line(Depth::Margin, frame::GUIDE)?;
        if description.language != description.asked_for {
            self.line(Depth::Margin, frame::OTHER_LANGUAGE)?;
        }
        if description.versions.is_empty() {
            return self.line(Depth::Margin, frame::NO_RULES);
        }
        for version in &description.versions {
            self.version(version, description)?;
        }
        self.facts(description)?;
        self.figures(&description.parameters)?;
        self.others(&description.other_programmes)
    }

    fn version(&mut self, version: &VersionDescription, description: &Description) -> fmt::Result {
        let sentences = [frame::RULES_FROM_TO, frame::RULES_FROM, frame::RULES_TO, frame::RULES_ALWAYS];
        self.heading(&period(version.from, version.to, sentences))?;
        if version.name != description.name {
            let name = self.said(&version.name);
            self.line(Depth::Margin, &name)?;
        }
        self.about(Depth::Margin, frame::RUN_BY, "provider", version.provider.as_ref())?;
        self.source_and_note(Depth::Margin, version.in_force_source.as_ref(), version.in_force_note.as_ref())?;
        self.heading(frame::WHO_CAN_JOIN)?;
        if version.criteria.is_empty() {
            self.line(Depth::Margin, if version.says_who { frame::EVERYONE } else { frame::NOT_SAID })?;
        } else {
            self.line(Depth::Margin, frame::ALL_OF_THESE)?;
            self.criteria(&version.criteria)?;
        }
        if !version.continuing.is_empty() {
            self.heading(frame::WHILE_ON_IT)?;
            self.line(Depth::Margin, frame::ASKED_AGAIN)?;
            self.criteria(&version.continuing)?;
        }
        self.groups(&version.target_groups)?;
        self.advice(&version.advice)?;
        self.referrals(&version.referrals, description.as_at)?;
        if version.source.is_some() || version.note.is_some() {
            self.heading(frame::RULES_REST_ON)?;
            if let Some(source) = &version.source {
                let source = self.said(source);
                self.line(Depth::Margin, &source)?;
            }
            self.about(Depth::Margin, frame::NOTE, "note", version.note.as_ref())?;
        }
        Ok(())
    }

    fn criteria(&mut self, criteria: &[CriterionDescription]) -> fmt::Result {
        for (at, criterion) in criteria.iter().enumerate() {
            let text = self.said(&criterion.text);
            self.numbered(at, &text)?;
            self.line(Depth::Item, &fill(frame::EXACT_RULE, "rule", &criterion.when))?;
            self.basis(criterion)?;
            if let Some(grade) = criterion.evidence {
                self.line(Depth::Item, proof(grade))?;
                if !criterion.evidence_types.is_empty() {
                    let types = listed(&criterion.evidence_types);
                    self.line(Depth::Item, &fill(frame::PROOF_TYPES, "types", &types))?;
                }
            }
            self.source_and_note(Depth::Item, criterion.source.as_ref(), criterion.note.as_ref())?;
        }
        Ok(())
    }

    fn basis(&mut self, criterion: &CriterionDescription) -> fmt::Result {
        let Some(basis) = &criterion.basis else { return Ok(()) };
        // Most are one word of a register: published_age_rule.
        let text = if basis.text.contains(' ') { basis.text.clone() } else { as_words(&basis.text) };
        let basis = Words { text, language: basis.language.clone() };
        self.about(Depth::Item, frame::BASIS, "basis", Some(&basis))
    }

    fn groups(&mut self, groups: &[GroupDescription]) -> fmt::Result {
        if groups.is_empty() {
            return Ok(());
        }
        self.heading(frame::AIMED_AT)?;
        self.line(Depth::Margin, frame::MAY_STILL_JOIN)?;
        for (at, group) in groups.iter().enumerate() {
            let text = self.said(&group.text);
            self.numbered(at, &text)?;
            self.line(Depth::Item, &fill(frame::EXACT_RULE, "rule", &group.when))?;
            self.source_and_note(Depth::Item, group.source.as_ref(), group.note.as_ref())?;
        }
        Ok(())
    }

    fn advice(&mut self, advice: &[AdviceDescription]) -> fmt::Result {
        if advice.is_empty() {
            return Ok(());
        }
        self.heading(frame::TIPS)?;
        self.line(Depth::Margin, frame::TIPS_DECIDE_NOTHING)?;
        for (at, advice) in advice.iter().enumerate() {
            let text = self.said(&advice.text);
            self.numbered(at, &text)?;
            self.line(Depth::Item, &fill(frame::TOLD_IF, "rule", &advice.when))?;
            self.source_and_note(Depth::Item, advice.source.as_ref(), advice.note.as_ref())?;
        }
        Ok(())
    }

    fn referrals(&mut self, referrals: &ReferralsDescription, as_at: Option<Date>) -> fmt::Result {
        self.heading(frame::HOW_TO_JOIN)?;
        match (&referrals.open, referrals.status) {
            (None, Some(ReferralStatus::Unknown)) => {}
            (None, _) => self.line(Depth::Margin, frame::NO_CLOSED_DAYS)?,
            (Some(periods), _) if periods.is_empty() => self.line(Depth::Margin, frame::TAKES_NEVER)?,
            (Some(periods), _) => periods.iter().try_for_each(|period| self.period(period))?,
        }
        match referrals.status {
            None => {}
            Some(ReferralStatus::Full) => self.line(Depth::Margin, frame::FULL)?,
            Some(ReferralStatus::Waiting) => self.line(Depth::Margin, frame::WAITING)?,
            Some(ReferralStatus::Unknown) => self.line(Depth::Margin, frame::NOT_KNOWN)?,
        }
        if let (Some(as_at), Some(availability)) = (as_at, referrals.availability) {
            let sentence = match availability {
                "open" => frame::ON_THE_DAY_OPEN,
                "closed" => frame::ON_THE_DAY_CLOSED,
                "opens_on" => frame::ON_THE_DAY_OPENS,
                "full" => frame::ON_THE_DAY_FULL,
                "waiting" => frame::ON_THE_DAY_WAITING,
                _ => frame::ON_THE_DAY_UNKNOWN,
            };
            let opens = referrals.opens_on.map(day).unwrap_or_default();
            self.line(Depth::Margin, &fill(&fill(sentence, "day", &day(as_at)), "opens", &opens))?;
        }
        if !referrals.routes.is_empty() {
            let routes = referrals.routes.iter().map(|route| if route == THEMSELVES { frame::YOU } else { route });
            self.line(Depth::Margin, &fill(frame::ROUTES, "routes", &listed(routes)))?;
        }
        if let Some(places) = referrals.capacity {
            self.line(Depth::Margin, &fill(frame::CAPACITY, "places", &places.to_string()))?;
        }
        self.about(Depth::Margin, frame::CONTACT, "contact", referrals.contact.as_ref())?;
        self.source_and_note(Depth::Margin, referrals.source.as_ref(), referrals.note.as_ref())
    }

    fn period(&mut self, taking: &PeriodDescription) -> fmt::Result {
        let sentences = [frame::TAKES_FROM_TO, frame::TAKES_FROM, frame::TAKES_TO, frame::TAKES_ALWAYS];
        self.line(Depth::Margin, &period(taking.from, taking.to, sentences))?;
        self.source_and_note(Depth::Margin, taking.source.as_ref(), taking.note.as_ref())
    }

    fn facts(&mut self, description: &Description) -> fmt::Result {
        self.heading(frame::WHAT_WE_ASK)?;
        if description.facts.is_empty() && !description.household && description.records.is_empty() {
            return self.line(Depth::Margin, frame::NOTHING_ASKED);
        }
        for (at, fact) in description.facts.iter().enumerate() {
            self.fact(at, fact)?;
        }
        if description.household {
            self.line(Depth::Margin, frame::HOUSEHOLD)?;
        }
        if !description.records.is_empty() {
            self.line(Depth::Margin, &fill(frame::RECORDS, "records", &listed(&description.records)))?;
        }
        Ok(())
    }

    fn fact(&mut self, at: usize, fact: &FactDescription) -> fmt::Result {
        match &fact.question {
            None => self.numbered(at, &as_words(&fact.name))?,
            Some(question) => {
                let question = self.said(question);
                self.numbered(at, &question)?;
            }
        }
        self.line(Depth::Item, &fill(frame::FACT_NAME, "name", &fact.name))?;
        let how = match fact.r#type {
            FactType::Boolean => frame::YES_OR_NO,
            FactType::Number => frame::A_NUMBER,
            FactType::Money => frame::POUNDS,
            FactType::Date => frame::A_DATE,
            FactType::Code => frame::ONE_OF,
            FactType::Codes => frame::ANY_OF,
            FactType::Text => frame::OWN_WORDS,
        };
        self.line(Depth::Item, how)?;
        for value in &fact.values {
            let guarded = if value.sensitivity.is_some() { frame::CODE_GUARDED } else { "" };
            let text = self.said(&value.text);
            // The code is what the exact rules name.
            self.line(Depth::Inner, &format!("{}: {text} {guarded}", value.code))?;
        }
        if fact.open {
            self.line(Depth::Item, frame::OPEN_LIST)?;
        }
        let people = fact.asked_of.iter().map(|who| if who == DEFAULT_ASKED_OF { frame::YOU } else { who });
        self.line(Depth::Item, &fill(frame::WHO_CAN_TELL, "people", &listed(people)))?;
        if !fact.derived_from.is_empty() {
            self.line(Depth::Item, &fill(frame::WORKED_OUT, "facts", &fact.derived_from.join(", ")))?;
        }
        if let Some(derivation) = &fact.derivation {
            self.line(Depth::Item, &fill(frame::HOW_WORKED_OUT, "rule", derivation))?;
        }
        match fact.sensitivity {
            None => {}
            Some(Sensitivity::SpecialCategory) => self.line(Depth::Item, frame::PRIVATE)?,
            Some(Sensitivity::CriminalOffence) => self.line(Depth::Item, frame::CRIME)?,
            Some(Sensitivity::HighRisk) => self.line(Depth::Item, frame::RISK)?,
        }
        if !fact.protected.is_empty() {
            let grounds = listed(fact.protected.iter().map(|ground| ground.as_str()));
            self.line(Depth::Item, &fill(frame::PROTECTED, "grounds", &grounds))?;
        }
        if !fact.used_by.iter().any(|part| matches!(*part, "eligibility" | "continuing")) {
            self.line(Depth::Item, frame::ONLY_FOR_TIPS)?;
        }
        self.source_and_note(Depth::Item, fact.source.as_ref(), fact.note.as_ref())
    }

    fn figures(&mut self, figures: &[ParameterDescription]) -> fmt::Result {
        if figures.is_empty() {
            return Ok(());
        }
        self.heading(frame::FIGURES)?;
        for (at, parameter) in figures.iter().enumerate() {
            self.numbered(at, &as_words(&parameter.parameter))?;
            for row in &parameter.values {
                self.figure(parameter.r#type, row)?;
            }
            self.source_and_note(Depth::Item, parameter.source.as_ref(), parameter.note.as_ref())?;
        }
        Ok(())
    }

    fn figure(&mut self, of: ParameterType, row: &ValueDescription) -> fmt::Result {
        let sentences = [frame::FIGURE_FROM_TO, frame::FIGURE_FROM, frame::FIGURE_TO, frame::FIGURE_ALWAYS];
        let days = period(row.from, row.to, sentences);
        let age = |age: Option<u32>| age.map(|age| age.to_string());
        let sentences = [frame::AGES_FROM_TO, frame::AGES_FROM, frame::AGES_TO, ""];
        let ages = span(age(row.min_age), age(row.max_age), sentences);
        let between = if ages.is_empty() { "" } else { ", " };
        self.line(Depth::Inner, &format!("{}: {days}{between}{ages}", figure(of, &row.value)))?;
        self.source_and_note(Depth::Item, row.reference.as_ref(), row.note.as_ref())
    }

    fn others(&mut self, others: &[OtherProgramme]) -> fmt::Result {
        if others.is_empty() {
            return Ok(());
        }
        self.heading(frame::OTHER_PROGRAMMES)?;
        for (at, other) in others.iter().enumerate() {
            let name = self.said(&other.name);
            let text = match &other.text {
                None => fill(frame::OTHER_ENROLMENT, "programme", &name),
                Some(text) => fill(&fill(frame::OTHER_RULE, "programme", &name), "rule", &self.said(text)),
            };
            self.numbered(at, &text)?;
        }
        Ok(())
    }
}
