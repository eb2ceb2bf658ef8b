//! Releases to funders, made of tables of counts.

use doorstep::{Cell, Release};
use serde_json::{Value, json};

/// A release to a funder, cell by cell.
#[derive(Clone, Debug)]
pub struct Pack {
    pub as_at: &'static str,
    pub minimum: i64,
    pub round_to: i64,
    pub zeros_shown: bool,
    pub indicators: Vec<Value>,
    pub cells: Vec<Value>,
}

/// Whom and when a cell is of.
#[derive(Clone, Copy, Debug, Default)]
pub struct At<'a> {
    pub programme: Option<&'a str>,
    /// Its label and its days.
    pub period: Option<(&'a str, &'a str, &'a str)>,
    pub by: Option<(&'a str, &'a str)>,
}

pub const YEAR: (&str, &str, &str) = ("2021/22", "2021-04-01", "2022-03-31");
pub const QUARTERS: [(&str, &str, &str); 4] = [
    ("2021/22 Q1", "2021-04-01", "2021-06-30"),
    ("2021/22 Q2", "2021-07-01", "2021-09-30"),
    ("2021/22 Q3", "2021-10-01", "2021-12-31"),
    ("2021/22 Q4", "2022-01-01", "2022-03-31"),
];

impl Pack {
    pub fn new(minimum: i64, round_to: i64) -> Self {
        Self { as_at: "2022-04-30", minimum, round_to, zeros_shown: true, indicators: vec![], cells: vec![] }
    }

    /// An indicator whose groups and periods add up, and whose programmes do so too or overlap.
    pub fn indicator(&mut self, id: &str, measure: &str, programmes: &str) {
        self.indicators.push(json!({
            "id": id, "measure": measure, "unit": "person", "counts": id, "of": format!("{id} of"), "settles": true,
            "adds_up": {"groups": "exactly", "programmes": programmes, "periods": "exactly"},
            "by": ["tenure", "sex", "age"], "made_of": null,
        }));
    }

    fn cell(&mut self, indicator: &str, at: At<'_>, rest: Value) {
        let period = at.period.map(|(label, ..)| label);
        let mut cell = json!({
            "indicator": indicator, "programme": at.programme, "period": period,
            "by": at.by.map(|(by, _)| by), "group": at.by.map(|(_, group)| group),
            "period_start": at.period.map(|(_, start, _)| start), "period_end": at.period.map(|(_, _, end)| end),
            "state": "exact", "value": null, "low": null, "high": null, "numerator": null, "denominator": null,
            "pending": 0, "target": null,
        });
        for (key, value) in rest.as_object().into_iter().flatten() {
            cell[key] = value.clone();
        }
        self.cells.push(cell);
    }

    pub fn count(&mut self, indicator: &str, at: At<'_>, count: i64) {
        let value = count as f64;
        self.cell(
            indicator,
            at,
            json!({"value": value, "low": value, "high": value, "numerator": count, "units": count}),
        );
    }

    pub fn between(&mut self, indicator: &str, at: At<'_>, low: i64, high: i64) {
        let rest = json!({"state": "bounded", "low": low as f64, "high": high as f64, "numerator": low, "units": high});
        self.cell(indicator, at, rest);
    }

    pub fn rate(&mut self, indicator: &str, at: At<'_>, numerator: i64, denominator: i64, pending: i64) {
        let parts =
            json!({"numerator": numerator, "denominator": denominator, "pending": pending, "units": denominator});
        let mut rest = if denominator == 0 {
            json!({"state": "undefined"})
        } else {
            let value = numerator as f64 / denominator as f64;
            json!({"value": value, "low": value, "high": value, "interval_low": 0.1, "interval_high": 0.9})
        };
        for (key, value) in parts.as_object().into_iter().flatten() {
            rest[key] = value.clone();
        }
        self.cell(indicator, at, rest);
    }

    pub fn sum(&mut self, indicator: &str, at: At<'_>, sum: f64, units: i64) {
        self.cell(indicator, at, json!({"value": sum, "low": sum, "high": sum, "units": units}));
    }

    pub fn average(&mut self, indicator: &str, at: At<'_>, mean: f64, units: i64) {
        let rest = json!({"value": mean, "low": mean, "high": mean, "denominator": units, "units": units});
        self.cell(indicator, at, rest);
    }

    fn rule(&self) -> Value {
        json!({"minimum": self.minimum, "round_to": self.round_to, "zeros_shown": self.zeros_shown})
    }

    pub fn to_json(&self, audience: &str) -> Value {
        json!({
            "release": 1, "return": "r", "audience": audience, "as_at": self.as_at, "known_at": null,
            "disclosure": self.rule(), "catalogue": "c", "library": "0.1.0",
            "indicators": self.indicators, "cells": self.cells,
        })
    }

    pub fn funder(&self) -> Release {
        Release::from_json(&self.to_json("funder").to_string()).expect("a release")
    }

    pub fn public(&self, earlier: &[&Release]) -> Release {
        self.funder().publish(earlier).unwrap_or_else(|error| panic!("{error}: {:#?}", self.cells))
    }

    /// Small counts suppressed, the rest rounded, and nothing else done.
    pub fn cell_by_cell(&self) -> Release {
        let mut pack = self.to_json("public");
        for cell in pack["cells"].as_array_mut().expect("cells") {
            let count = cell["numerator"].as_i64().expect("a count");
            let is_small = (1..self.minimum).contains(&count) || (count == 0 && !self.zeros_shown);
            if is_small {
                cell["state"] = "suppressed".into();
                for part in ["value", "low", "high", "numerator", "denominator", "pending"] {
                    cell[part] = Value::Null;
                }
            } else {
                let half_up = (count + self.round_to / 2) / self.round_to * self.round_to;
                for part in ["value", "low", "high"] {
                    cell[part] = json!(half_up as f64);
                }
                cell["numerator"] = half_up.into();
            }
        }
        Release::from_json(&pack.to_string()).expect("a release")
    }
}

/// The cell of a group of a breakdown.
pub fn of_group<'a>(release: &'a Release, indicator: &str, group: Option<&str>) -> &'a Cell {
    let cells = &mut release.cells.iter().filter(|cell| cell.key.indicator == indicator);
    cells.find(|cell| cell.key.group.as_deref() == group).expect("a cell")
}
