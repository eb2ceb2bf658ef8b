//! What a return asks of tables.
//!
//! Whoever columns alone judge is looked into only as far as the return asks: of them facts, records and stages that
//! nobody asks for are listed where the person is read whole, and need not be listed otherwise. Numbers, who makes them,
//! and how many events were used, later and rejected, never depend on it.

use std::collections::BTreeSet;

use doorstep::{Date, OutcomeOptions, Rejection, parse_date};
use serde_json::Value;

use super::documents::Documents;

/// What a return asks.
pub struct Asked<'d> {
    programmes: BTreeSet<&'d str>,
    /// Kinds of records of the outcomes that it asks for.
    kinds: BTreeSet<&'d str>,
    /// Facts that it groups by, or leaves people out by.
    facts: BTreeSet<&'static str>,
}

fn texts(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str)
}

impl<'d> Asked<'d> {
    pub fn of(documents: &'d Documents) -> Self {
        let document = |name: &str| documents.all.iter().find(|(own, _)| *own == name).map(|(_, document)| document);
        let all = document("return.json").unwrap();
        let programmes: BTreeSet<&str> = texts(&all["programmes"]).collect();
        let indicators = || all["indicators"].as_array().into_iter().flatten();
        let ids: BTreeSet<&str> = indicators()
            .flat_map(|own| {
                [&own["count"], &own["cohort"], &own["achieved"], &own["median"]["days_to"], &own["mean"]["days_to"]]
            })
            .filter_map(Value::as_str)
            .collect();
        let theirs = documents.all.iter().map(|(_, document)| document);
        let theirs = theirs.filter(|own| own["programme"].as_str().is_some_and(|id| programmes.contains(id)));
        let own: BTreeSet<&str> = outcomes(all).filter_map(|own| own["id"].as_str()).collect();
        let stands = move |outcome: &&Value| outcome["id"].as_str().is_some_and(|id| !own.contains(id));
        let outcomes = outcomes(all).chain(theirs.flat_map(outcomes).filter(stands));
        let kinds = outcomes.filter(|own| own["id"].as_str().is_some_and(|id| ids.contains(id)));
        let kinds = kinds.filter_map(|own| own["record"].as_str()).collect();
        let asks = |fact: &str| {
            indicators().any(|own| {
                let by = own.get("by").unwrap_or(&all["by"]);
                let parts = [by, &own["exclude"], &own["except"]];
                own.get("ratio").is_none() && parts.into_iter().any(|part| part.to_string().contains(fact))
            })
        };
        let facts = ["status", "moved_away"].into_iter().filter(|fact| asks(fact)).collect();
        Self { programmes, kinds, facts }
    }

    /// Whether what cannot be used must be listed, whoever reads it; `event` is what it is about.
    pub fn must_list(
        &self,
        rejection: &Rejection,
        event: Option<&Value>,
        as_at: Date,
        options: OutcomeOptions,
    ) -> bool {
        let Some(event) = event else {
            return self.facts.iter().any(|fact| rejection.message.contains(&format!("`{fact}`")));
        };
        let on = event["on"].as_str().and_then(parse_date);
        match event["kind"].as_str().unwrap_or_default() {
            // What begins or ends later is not looked into, nor what was not known.
            "started" | "ended" => {
                let is_here = event["programme"].as_str().is_some_and(|id| self.programmes.contains(id));
                is_here && options.known_at.is_none() && on.is_some_and(|on| on <= as_at)
            }
            kind => kind.is_empty() || self.kinds.contains(kind),
        }
    }
}

fn outcomes(document: &Value) -> impl Iterator<Item = &Value> {
    document["outcomes"].as_array().into_iter().flatten()
}
