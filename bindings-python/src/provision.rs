//! What a population can go to.

use doorstep::{Date, ProvisionOptions};
use pyo3::prelude::*;

use crate::problems::TableProblem;
use crate::shown::shown;
use crate::table::read_parts;

shown! {
    /// What a population can go to on a day: working numbers, in which small ones are marked and none is hidden.
    ///
    /// >>> import pyarrow as pa
    /// >>> people = pa.table({"person_id": [1, 2, 3], "age": [30, 23, None], "tenure": ["social", "social", "other"],
    /// ...                    "ward": ["Abbey", "Abbey", "Castle"]})
    /// >>> provision = catalogue.provision(people, "2022-08-01", area="ward")
    /// >>> provision.nowhere
    /// HeadCount(low=2, high=2, small=True)
    /// >>> provision.to_dict()["one"]
    /// {'low': 1, 'high': 1, 'small': True}
    class Provision(doorstep::Provision) as "people", "nowhere", "one", "several", "not_described" {
        /// How many rows there were.
        people: u64,
        /// How many can go nowhere: eligible for none of the programmes.
        nowhere: HeadCount,
        /// How many can go to one.
        one: HeadCount,
        /// How many can go to several.
        several: HeadCount,
        /// The programmes that were looked at, by id, and how many are eligible for each.
        programmes: Vec<Reach>,
        /// The other programmes in force, which were not looked at, and why.
        set_aside: Vec<SetAside>,
        /// For each two programmes, how many are eligible for both; by id.
        overlaps: Vec<Overlap>,
        /// Programmes whose people another one takes too.
        contained: Vec<Contained>,
        /// The largest groups found that every programme leaves out, each after the one that adds most people.
        left_out: Vec<LeftOut>,
        /// How many of those who can surely go nowhere are in none of these groups.
        not_described: u64,
        /// The same by area, those whose area is not told last; empty where there is no column for it.
        areas: Vec<AreaProvision>,
        /// What was odd about columns and rows.
        problems: Vec<TableProblem>,
    }
}

shown! {
    /// How many people: those of whom it is sure, and those of whom it may be so once more is told.
    ///
    /// >>> provision.several
    /// HeadCount(low=0, high=0, small=False)
    class HeadCount(doorstep::HeadCount) as "low", "high", "small" {
        /// Of so many it is sure.
        low: u64,
        /// Of so many it is sure or possible.
        high: u64,
        /// Whether one of the two is from 1 to below the minimum: it may tell of single people.
        small: bool,
    }
}

shown! {
    /// A programme, and how many are eligible for it.
    ///
    /// >>> provision.programmes
    /// [Reach(programme='example', people=HeadCount(low=1, high=1, small=True))]
    class Reach(doorstep::Reach) as "programme", "people" {
        /// The programme's id.
        programme: String,
        /// How many are eligible.
        people: HeadCount,
    }
}

shown! {
    /// A programme in force that was not looked at.
    ///
    /// >>> catalogue.provision(people, "2022-06-01").set_aside
    /// [SetAside(programme='example', availability='opens_on', open_to_all=False)]
    class SetAside(doorstep::SetAside) as "programme", "availability", "open_to_all" {
        /// The programme's id.
        programme: String,
        /// Whether it takes people: `open`, `closed`, `opens_on`, `full`, `waiting` or `unknown`.
        availability: &'static str,
        /// The day it opens, if it is yet to.
        opens_on: Option<Date>,
        /// Whether it is open to everybody: its document says so by an empty list of rules.
        open_to_all: bool,
    }
}

shown! {
    /// Two programmes, and how many are eligible for both.
    ///
    /// >>> provision.overlaps
    /// []
    class Overlap(doorstep::Overlap) as "programmes", "people" {
        /// The programmes' ids, in order.
        programmes: Vec<String>,
        /// How many are eligible for both.
        people: HeadCount,
    }
}

shown! {
    /// A programme all of whose people another takes too, as far as the table tells.
    ///
    /// >>> provision.contained
    /// []
    class Contained(doorstep::Contained) as "programme", "within" {
        /// The programme.
        programme: String,
        /// The programme that takes all of its people.
        within: String,
    }
}

shown! {
    /// A group of people that every programme leaves out, whatever else is told of them.
    ///
    /// >>> group = provision.left_out[0]
    /// >>> group
    /// LeftOut(text='tenure: Other', people=1, more=1, small=True)
    /// >>> group.condition
    /// 'tenure = "other"'
    class LeftOut(doorstep::LeftOut) as "text", "people", "more", "small" {
        /// What fits all of them, in words.
        text: String,
        /// The same as a condition.
        condition: String,
        /// The facts it rests on.
        facts: Vec<String>,
        /// The criteria that none of them meets, where no single fact can say why.
        not_met: Vec<NotMet>,
        /// How many they are. Groups share people, so these do not add up.
        people: u64,
        /// How many of them are in no group before this one. These add up.
        more: u64,
        /// Whether they are few: from 1 to below the minimum.
        small: bool,
    }
}

shown! {
    /// A criterion that nobody in a group meets.
    ///
    /// >>> provision.left_out[0].not_met
    /// []
    class NotMet(doorstep::NotMet) as "programme", "criterion" {
        /// The programme's id.
        programme: String,
        /// The criterion's id.
        criterion: String,
        /// What it asks.
        text: String,
    }
}

shown! {
    /// What the people of one area can go to.
    ///
    /// >>> provision.areas[0]
    /// AreaProvision(area='Abbey', people=2, nowhere=HeadCount(low=1, high=1, small=True))
    class AreaProvision(doorstep::AreaProvision) as "area", "people", "nowhere" {
        /// The area; None is not told.
        area: Option<String>,
        /// How many rows it has.
        people: u64,
        /// Whether they are few: from 1 to below the minimum.
        small: bool,
        /// How many can go nowhere.
        nowhere: HeadCount,
        /// How many can go to one programme.
        one: HeadCount,
        /// How many can go to several.
        several: HeadCount,
    }
}

/// Asks what a population can go to.
pub(crate) fn provision(
    py: Python<'_>,
    catalogue: &doorstep::Catalogue,
    people: &Bound<'_, PyAny>,
    as_at: Date,
    options: ProvisionOptions,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Provision> {
    let start = |schema: &arrow_schema::SchemaRef| catalogue.provision_survey(schema, as_at, options);
    let survey = read_parts(py, "people", people, progress, start, |survey: &mut doorstep::ProvisionSurvey, part| {
        survey.add(part)?;
        Ok(survey.rows())
    })?;
    Ok(Provision(py.detach(|| survey.finish())))
}
