//! What documents say, gathered for a description.

use indexmap::IndexSet;

use super::description::{
    AdviceDescription, CodeDescription, CriterionDescription, Description, FactDescription, GroupDescription,
    OtherProgramme, ParameterDescription, PeriodDescription, ReferralsDescription, ValueDescription,
    VersionDescription,
};
use crate::catalogue::{Catalogue, Mentions, Version};
use crate::condition::{Expression, FactIndex};
use crate::document::{Criterion, DEFAULT_LANGUAGE, Fact, Grade, Parameter, Period, Programme, Text, Words};
use crate::eligibility::Availability;
use crate::value::Date;

pub(super) fn describe(
    catalogue: &Catalogue,
    programme: &str,
    language: &str,
    as_at: Option<Date>,
) -> Option<Description> {
    let all = catalogue.rules().programmes.get(programme)?;
    let described: Vec<&Version> = match as_at {
        None => all.iter().collect(),
        Some(day) => all.iter().filter(|version| version.document.in_force.contains(day)).collect(),
    };
    let gathering = Gathering { catalogue, language, as_at };
    let named = described.last().copied().or_else(|| all.last())?;
    let mentions = gathering.mentions(described.iter().flat_map(|version| conditions(catalogue, version)));
    Some(Description {
        programme: programme.to_owned(),
        name: gathering.words(&named.document.name),
        asked_for: language.to_owned(),
        language: DEFAULT_LANGUAGE,
        as_at,
        versions: described.iter().map(|version| gathering.version(version)).collect(),
        facts: gathering.facts(&described),
        parameters: gathering.parameters(&mentions),
        household: mentions.household,
        other_programmes: gathering.others(&mentions),
        records: mentions.records.into_iter().collect(),
        catalogue: catalogue.fingerprint().to_owned(),
        library: crate::VERSION,
    })
}

/// The conditions of a version, by what they are for.
fn parts<'a>(catalogue: &'a Catalogue, version: &'a Version) -> [(&'static str, Vec<&'a Expression>); 4] {
    let rules = catalogue.rules();
    let criteria = version.criteria.iter().filter_map(|index| rules.criteria.get(*index));
    [
        ("eligibility", criteria.map(|rule| &rule.when).collect()),
        ("continuing", version.continuing.iter().collect()),
        ("target_groups", version.target_groups.iter().collect()),
        ("advice", version.advice.iter().collect()),
    ]
}

fn conditions<'a>(catalogue: &'a Catalogue, version: &'a Version) -> impl Iterator<Item = &'a Expression> {
    parts(catalogue, version).into_iter().flat_map(|(_, conditions)| conditions)
}

struct Gathering<'a> {
    catalogue: &'a Catalogue,
    language: &'a str,
    as_at: Option<Date>,
}

impl<'a> Gathering<'a> {
    fn words(&self, text: &Text) -> Words {
        text.in_language(self.language)
    }

    fn words_of(&self, text: Option<&Text>) -> Option<Words> {
        text.map(|text| self.words(text))
    }

    fn mentions(&self, conditions: impl IntoIterator<Item = &'a Expression>) -> Mentions {
        Mentions::of(conditions, self.catalogue.rules(), self.catalogue.lexicon(), self.as_at)
    }

    fn version(&self, version: &'a Version) -> VersionDescription {
        let document = &version.document;
        let rules = self.catalogue.rules();
        let deciding = version.criteria.iter().filter_map(|index| rules.criteria.get(*index)).map(|rule| &rule.when);
        let criteria = document.eligibility.iter().flatten().zip(deciding);
        let continuing = document.continuing.iter().zip(&version.continuing);
        VersionDescription {
            from: document.in_force.from,
            to: document.in_force.to,
            in_force_source: self.words_of(document.in_force.source.as_ref()),
            in_force_note: self.words_of(document.in_force.note.as_ref()),
            name: self.words(&document.name),
            provider: self.words_of(document.provider.as_ref()),
            says_who: document.eligibility.is_some(),
            criteria: criteria.map(|(criterion, when)| self.criterion(criterion, when)).collect(),
            continuing: continuing.map(|(criterion, when)| self.criterion(criterion, when)).collect(),
            target_groups: document
                .target_groups
                .iter()
                .map(|group| GroupDescription {
                    id: group.id.as_str().to_owned(),
                    text: self.words(&group.text),
                    when: group.when.to_string(),
                    source: self.words_of(group.source.as_ref()),
                    note: self.words_of(group.note.as_ref()),
                })
                .collect(),
            advice: document
                .advice
                .iter()
                .map(|advice| AdviceDescription {
                    text: self.words(&advice.text),
                    when: advice.when.to_string(),
                    source: self.words_of(advice.source.as_ref()),
                    note: self.words_of(advice.note.as_ref()),
                })
                .collect(),
            referrals: self.referrals(document),
            source: self.words_of(document.source.as_ref()),
            note: self.words_of(document.note.as_ref()),
        }
    }

    fn criterion(&self, criterion: &Criterion, when: &'a Expression) -> CriterionDescription {
        let types = |least: Grade| {
            let evidence = self.catalogue.lexicon().evidence.iter();
            evidence.filter(move |(_, grade)| **grade >= least).map(|(name, _)| name.clone())
        };
        CriterionDescription {
            id: criterion.id.as_str().to_owned(),
            text: self.words(&criterion.text),
            when: criterion.when.to_string(),
            basis: self.words_of(criterion.basis.as_ref()),
            evidence: criterion.evidence,
            evidence_types: criterion.evidence.into_iter().flat_map(types).collect(),
            facts: self.names(&self.mentions([when]).facts),
            source: self.words_of(criterion.source.as_ref()),
            note: self.words_of(criterion.note.as_ref()),
        }
    }

    fn referrals(&self, document: &Programme) -> ReferralsDescription {
        let availability = self.as_at.map(|day| Availability::of(document, day));
        let referrals = document.referrals.as_ref();
        let open = referrals.and_then(|referrals| referrals.open.as_ref());
        ReferralsDescription {
            open: open.map(|periods| periods.iter().map(|period| self.period(period)).collect()),
            status: referrals.and_then(|referrals| referrals.status),
            availability: availability.map(Availability::as_str),
            opens_on: availability.and_then(Availability::opens_on),
            routes: referrals
                .into_iter()
                .flat_map(|referrals| &referrals.routes)
                .map(|route| route.as_str().to_owned())
                .collect(),
            capacity: referrals.and_then(|referrals| referrals.capacity),
            contact: self.words_of(referrals.and_then(|referrals| referrals.contact.as_ref())),
            source: self.words_of(referrals.and_then(|referrals| referrals.source.as_ref())),
            note: self.words_of(referrals.and_then(|referrals| referrals.note.as_ref())),
        }
    }

    fn period(&self, period: &Period) -> PeriodDescription {
        PeriodDescription {
            from: period.from,
            to: period.to,
            source: self.words_of(period.source.as_ref()),
            note: self.words_of(period.note.as_ref()),
        }
    }

    /// The names of facts, in the vocabulary's order.
    fn names(&self, facts: &IndexSet<FactIndex>) -> Vec<String> {
        let known = self.catalogue.lexicon().facts.keys().enumerate();
        known.filter(|(index, _)| facts.contains(index)).map(|(_, name)| name.clone()).collect()
    }

    fn facts(&self, versions: &[&'a Version]) -> Vec<FactDescription> {
        let mut used: [(&'static str, IndexSet<FactIndex>); 4] = Default::default();
        for version in versions {
            for ((name, facts), (part, conditions)) in used.iter_mut().zip(parts(self.catalogue, version)) {
                *name = part;
                facts.extend(self.mentions(conditions).facts);
            }
        }
        let facts = self.catalogue.lexicon().facts.iter().enumerate();
        facts
            .filter_map(|(index, (name, fact))| {
                let by = used.iter().filter(|(_, facts)| facts.contains(&index)).map(|(part, _)| *part);
                let used_by: Vec<&'static str> = by.collect();
                (!used_by.is_empty()).then(|| self.fact(index, name, fact, used_by))
            })
            .collect()
    }

    fn fact(&self, index: FactIndex, name: &str, fact: &Fact, used_by: Vec<&'static str>) -> FactDescription {
        let lexicon = self.catalogue.lexicon();
        let mut from = Mentions::of_fact(index, lexicon);
        let protected = from.protected(lexicon).into_iter().collect();
        from.facts.shift_remove(&index);
        FactDescription {
            name: name.to_owned(),
            question: self.words_of(fact.question.as_ref()),
            r#type: fact.r#type,
            values: fact
                .values
                .iter()
                .map(|(code, value)| CodeDescription {
                    code: code.clone(),
                    text: self.words(&value.text),
                    sensitivity: value.sensitivity,
                })
                .collect(),
            open: fact.open,
            used_by,
            derived_from: self.names(&from.facts),
            derivation: fact.derive.as_ref().map(ToString::to_string),
            asked_of: fact.asked_of().map(str::to_owned).collect(),
            sensitivity: fact.sensitivity,
            protected,
            source: self.words_of(fact.source.as_ref()),
            note: self.words_of(fact.note.as_ref()),
        }
    }

    fn parameters(&self, mentions: &Mentions) -> Vec<ParameterDescription> {
        let known = &self.catalogue.names().parameters;
        let is_used = |parameter: &&Parameter| {
            known.get(parameter.parameter.as_str()).is_some_and(|schedule| mentions.uses(schedule))
        };
        let used = self.catalogue.parameters().iter().filter(is_used);
        used.map(|parameter| ParameterDescription {
            parameter: parameter.parameter.as_str().to_owned(),
            r#type: parameter.r#type,
            values: parameter
                .values
                .iter()
                .map(|row| ValueDescription {
                    value: row.value.value().clone(),
                    from: row.from,
                    to: row.to,
                    min_age: row.min_age,
                    max_age: row.max_age,
                    reference: self.words_of(row.reference.as_ref()),
                    note: self.words_of(row.note.as_ref()),
                })
                .collect(),
            source: self.words_of(parameter.source.as_ref()),
            note: self.words_of(parameter.note.as_ref()),
        })
        .collect()
    }

    /// What is asked about programmes: criteria in the order of programmes and versions, then enrolments.
    fn others(&self, mentions: &Mentions) -> Vec<OtherProgramme> {
        let rules = self.catalogue.rules();
        let mut others = Vec::new();
        for (id, versions) in &rules.programmes {
            for version in versions {
                let criteria = version.document.eligibility.iter().flatten().zip(&version.criteria);
                let asked = criteria.filter(|(_, index)| mentions.criteria.contains(*index));
                others.extend(asked.map(|(criterion, _)| OtherProgramme {
                    programme: id.clone(),
                    version: version.document.in_force.from,
                    name: self.words(&version.document.name),
                    criterion: Some(criterion.id.as_str().to_owned()),
                    text: Some(self.words(&criterion.text)),
                }));
            }
        }
        let enrolments = mentions.enrolments.iter().filter_map(|programme| rules.programmes.get_index(*programme));
        others.extend(enrolments.filter_map(|(id, versions)| {
            let name = self.words(&versions.last()?.document.name);
            Some(OtherProgramme { programme: id.clone(), version: None, name, criterion: None, text: None })
        }));
        others
    }
}
