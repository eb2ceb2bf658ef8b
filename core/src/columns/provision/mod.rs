//! What a population can go to: who has nowhere, what overlaps, and whom every programme leaves out.

mod areas;
mod asked;
mod cover;
mod group;
mod survey;
mod tally;
mod wording;

use serde::{Serialize, Serializer};

use super::problem::TableProblem;
use crate::eligibility::Availability;
use crate::value::Date;
pub use survey::ProvisionSurvey;

/// What is asked about a population's provision.
#[derive(Clone, Debug)]
pub struct ProvisionOptions {
    /// The programmes to look at, by id. Without it, every programme that is open on the day and has rules on who may
    /// join: where one is open to everybody, nobody has nowhere to go.
    pub programmes: Option<Vec<String>>,
    /// The column of texts that says where a person lives; it need be no fact. Without it, `local_authority`, if the
    /// table has it.
    pub area: Option<String>,
    /// Counts of people from 1 to below this are marked as small.
    pub minimum: u64,
    /// How many of the groups that are left out are described, at most 64.
    pub groups: usize,
    /// How many threads to use; `None` is as many as the machine has. Without the feature `threads` there is one.
    pub threads: Option<usize>,
}

/// All open programmes, counts below 10 marked, ten groups.
impl Default for ProvisionOptions {
    fn default() -> Self {
        Self { programmes: None, area: None, minimum: 10, groups: 10, threads: None }
    }
}

/// How many people: those of whom it is sure, and those of whom it may be so once more is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct HeadCount {
    /// Of so many it is sure.
    pub low: u64,
    /// Of so many it is sure or possible.
    pub high: u64,
    /// Whether one of the two is from 1 to below the minimum: it may tell of single people, and needs protection before it
    /// is published.
    pub small: bool,
}

impl HeadCount {
    fn new(low: u64, high: u64, minimum: u64) -> Self {
        Self { low, high, small: is_small(low, minimum) || is_small(high, minimum) }
    }
}

fn is_small(people: u64, minimum: u64) -> bool {
    people > 0 && people < minimum
}

/// What a population can go to on a day.
///
/// These are working numbers. Small ones are marked, not hidden, and one number may follow from others: before anything
/// is published it needs protection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Provision {
    /// How many rows there were.
    pub people: u64,
    /// How many can go nowhere: eligible for none of the programmes.
    pub nowhere: HeadCount,
    /// How many can go to one.
    pub one: HeadCount,
    /// How many can go to several.
    pub several: HeadCount,
    /// The programmes that were looked at, by id, and how many are eligible for each.
    pub programmes: Vec<Reach>,
    /// The other programmes in force, which were not, and why.
    pub set_aside: Vec<SetAside>,
    /// For each two programmes, how many are eligible for both; by id.
    pub overlaps: Vec<Overlap>,
    /// Programmes whose people another one takes too.
    pub contained: Vec<Contained>,
    /// The largest groups that every programme leaves out, each after the one that adds most people.
    pub left_out: Vec<LeftOut>,
    /// How many of those who can surely go nowhere are in none of these groups.
    pub not_described: u64,
    /// The same by area, those whose area is not told last; empty where there is no column for it.
    pub areas: Vec<AreaProvision>,
    /// What was odd about columns and rows.
    pub problems: Vec<TableProblem>,
}

/// A programme, and how many are eligible for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Reach {
    /// The programme's id.
    pub programme: String,
    /// How many are eligible.
    pub people: HeadCount,
}

/// A programme in force that was not looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SetAside {
    /// The programme's id.
    pub programme: String,
    /// Whether it takes people.
    #[serde(serialize_with = "word")]
    pub availability: Availability,
    /// The day it opens, if it is yet to.
    pub opens_on: Option<Date>,
    /// Whether it is open to everybody: its document says so by an empty list of rules.
    pub open_to_all: bool,
}

fn word<S: Serializer>(availability: &Availability, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(availability.as_str())
}

/// Two programmes, and how many are eligible for both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Overlap {
    /// The programmes' ids, in order.
    pub programmes: [String; 2],
    /// How many are eligible for both.
    pub people: HeadCount,
}

/// A programme all of whose people another takes too, as far as this table tells: whoever is eligible for the one is
/// eligible for the other, and nobody who may be is refused by it. At least one person is eligible for both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Contained {
    /// The programme.
    pub programme: String,
    /// The programme that takes all of its people.
    pub within: String,
}

/// A group of people that every programme leaves out, by what they have in common: whoever it fits is eligible for none,
/// whatever else is told of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LeftOut {
    /// What fits all of them, in words.
    pub text: String,
    /// The same as a condition.
    pub condition: String,
    /// The facts it rests on.
    pub facts: Vec<String>,
    /// The criteria that none of them meets, where no single fact can say why.
    pub not_met: Vec<NotMet>,
    /// How many they are. Groups share people, so these do not add up.
    pub people: u64,
    /// How many of them are in no group before this one. These add up.
    pub more: u64,
    /// Whether they are few: from 1 to below the minimum.
    pub small: bool,
}

/// A criterion that is not met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NotMet {
    /// The programme's id.
    pub programme: String,
    /// The criterion's id.
    pub criterion: String,
    /// What it asks.
    pub text: String,
}

/// What the people of one area can go to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AreaProvision {
    /// The area; `None` is not told.
    pub area: Option<String>,
    /// How many rows it has.
    pub people: u64,
    /// Whether they are few: from 1 to below the minimum.
    pub small: bool,
    /// How many can go nowhere.
    pub nowhere: HeadCount,
    /// How many can go to one programme.
    pub one: HeadCount,
    /// How many can go to several.
    pub several: HeadCount,
}
