//! Asking about a population's provision, batch by batch.

use std::fmt;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;

use super::areas::Areas;
use super::asked::{area, programmes};
use super::group::{Signature, Views};
use super::tally::{Pair, Places, Tally};
use super::{
    AreaProvision, Contained, HeadCount, LeftOut, Overlap, Provision, ProvisionOptions, Reach, SetAside, cover,
    is_small, wording,
};
use crate::catalogue::Catalogue;
use crate::columns::cells::Span;
use crate::columns::plan::Plan;
use crate::columns::problem::TableError;
use crate::columns::reading::Reading;
use crate::columns::worker::Worker;
use crate::value::Date;

/// Asks about the provision of a population whose rows come batch by batch.
///
/// Made by [`Catalogue::provision_survey`]. What is kept between batches grows with the kinds of people who can go
/// nowhere, not with their number, but for the ids of tables that are not in the order of their ids.
pub struct ProvisionSurvey {
    reading: Reading,
    views: Views,
    /// The programmes looked at, by their places in the plan.
    programmes: Vec<usize>,
    set_aside: Vec<SetAside>,
    /// The place of the column of areas.
    area: Option<usize>,
    areas: Areas,
    tally: Tally,
    options: ProvisionOptions,
}

/// People's values are not shown.
impl fmt::Debug for ProvisionSurvey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ProvisionSurvey").field("rows", &self.reading.rows).finish_non_exhaustive()
    }
}

impl Catalogue {
    /// What a population can go to: how many people have nowhere to go, one place, or several, what overlaps, and whom
    /// every programme leaves out.
    ///
    /// The table is one that [`screen_table`](Self::screen_table) takes. Numbers are ranges where facts are not told.
    ///
    /// # Errors
    /// [`TableError`] with every column that cannot be used, an area's column that is not there, and programmes asked for
    /// that are not in force on the day.
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray};
    /// # use doorstep::{Catalogue, ProvisionOptions};
    /// # let catalogue = Catalogue::parse([
    /// #     ("v.json", r#"{"vocabulary": "v", "facts": {"age": {"type": "number"}}}"#),
    /// #     ("a.json", r#"{"programme": "a", "name": "A", "in_force": {},
    /// #         "eligibility": [{"id": "age", "text": "You are under 25", "when": "age < 25"}]}"#),
    /// #     ("b.json", r#"{"programme": "b", "name": "B", "in_force": {},
    /// #         "eligibility": [{"id": "age", "text": "You are 55 or over", "when": "age >= 55"}]}"#),
    /// # ])?;
    /// let people = RecordBatch::try_from_iter([
    ///     ("person_id", Arc::new(Int64Array::from(vec![1, 2, 3, 4])) as ArrayRef),
    ///     ("age", Arc::new(Int64Array::from(vec![Some(20), Some(30), Some(40), None])) as ArrayRef),
    ///     ("ward", Arc::new(StringArray::from(vec!["Abbey", "Abbey", "Castle", "Castle"])) as ArrayRef),
    /// ])?;
    /// let options = ProvisionOptions { area: Some("ward".to_owned()), ..ProvisionOptions::default() };
    /// let provision = catalogue.provision(&people, doorstep::parse_date("2022-06-01").unwrap(), options)?;
    /// assert_eq!((provision.nowhere.low, provision.nowhere.high), (2, 3));
    /// assert_eq!(provision.left_out[0].text, "age: 25 or more and below 55");
    /// assert_eq!(provision.left_out[0].people, 2);
    /// assert_eq!(provision.areas[0].area.as_deref(), Some("Abbey"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn provision(
        &self,
        people: &RecordBatch,
        as_at: Date,
        options: ProvisionOptions,
    ) -> Result<Provision, TableError> {
        let mut survey = self.provision_survey(people.schema_ref(), as_at, options)?;
        survey.add(people)?;
        Ok(survey.finish())
    }

    /// The same of a table whose batches come one after another, so that it need not be in memory as a whole.
    ///
    /// # Errors
    /// As [`provision`](Self::provision).
    pub fn provision_survey(
        &self,
        schema: &SchemaRef,
        as_at: Date,
        options: ProvisionOptions,
    ) -> Result<ProvisionSurvey, TableError> {
        let (programmes, set_aside) = programmes(self, as_at, options.programmes.as_deref())?;
        let area = area(schema, options.area.as_deref())?;
        let reading = Reading::new(self, schema, as_at, options.area.as_deref())?;
        let place = |id: &String| reading.plan.programmes.iter().position(|programme| programme.id == *id);
        let programmes: Vec<usize> = programmes.iter().filter_map(place).collect();
        Ok(ProvisionSurvey {
            views: Views::new(&reading.plan, &programmes),
            reading,
            programmes,
            set_aside,
            area,
            areas: Areas::default(),
            tally: Tally::default(),
            options,
        })
    }
}

impl ProvisionSurvey {
    /// How many rows have been counted.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.reading.rows
    }

    /// Counts the next rows.
    ///
    /// # Errors
    /// [`TableError`] if the columns are not those of the table.
    pub fn add(&mut self, batch: &RecordBatch) -> Result<(), TableError> {
        // Before the areas, whose column another table need not have.
        let areas = match self.area.filter(|_| batch.schema_ref().fields().len() == self.reading.width()) {
            Some(at) => self.areas.numbers(batch.column(at)),
            None => Vec::new(),
        };
        let views = &self.views;
        let see = |worker: &Worker, _: &Plan, span: Span, tally: &mut Tally| tally.add(worker, views, &areas, span);
        for part in self.reading.read(batch, self.options.threads, see)? {
            self.tally.extend(part);
        }
        Ok(())
    }

    /// What the rows add up to.
    #[must_use]
    pub fn finish(self) -> Provision {
        let minimum = self.options.minimum;
        let plan = &self.reading.plan;
        let ids: Vec<&str> = self
            .programmes
            .iter()
            .filter_map(|at| plan.programmes.get(*at))
            .map(|programme| programme.id.as_str())
            .collect();
        let mut left_out: Vec<(Signature, u64)> = self.tally.left_out.into_iter().collect();
        left_out.sort_unstable();
        let groups = cover::largest(plan, &self.views, &left_out, self.options.groups);
        let groups: Vec<LeftOut> = groups
            .into_iter()
            .map(|counted| LeftOut {
                people: counted.people,
                more: counted.more,
                small: is_small(counted.people, minimum),
                ..wording::describe(plan, &self.views, &counted.group)
            })
            .collect();
        let mut all = Places::default();
        self.tally.areas.iter().for_each(|places| all.extend(places));
        let [nowhere, one, several] = all.counts(minimum);
        let described: u64 = groups.iter().map(|group| group.more).sum();
        let reach = |(id, [low, high]): (&&str, &[u64; 2])| Reach {
            programme: (*id).to_owned(),
            people: HeadCount::new(*low, *high, minimum),
        };
        // A table without rows has not been counted.
        let counted = self.tally.reach.iter().chain(std::iter::repeat(&[0, 0]));
        let programmes: Vec<Reach> = ids.iter().zip(counted).map(reach).collect();
        let (overlaps, contained) = overlaps(&ids, &self.tally.pairs, minimum);
        let areas = match self.area {
            Some(_) => self.areas.by_name(),
            None => Vec::new(),
        };
        let areas = areas.into_iter().map(|(name, number)| {
            let places = self.tally.areas.get(number).copied().unwrap_or_default();
            let [nowhere, one, several] = places.counts(minimum);
            AreaProvision {
                area: name.map(str::to_owned),
                people: places.people(),
                small: places.are_few(minimum),
                nowhere,
                one,
                several,
            }
        });
        Provision {
            people: self.reading.rows,
            nowhere,
            one,
            several,
            programmes,
            set_aside: self.set_aside,
            overlaps,
            contained,
            not_described: nowhere.low.saturating_sub(described),
            left_out: groups,
            areas: areas.collect(),
            problems: self.reading.finish(),
        }
    }
}

/// What each two programmes have in common.
fn overlaps(ids: &[&str], pairs: &[Pair], minimum: u64) -> (Vec<Overlap>, Vec<Contained>) {
    let (mut overlaps, mut contained) = (Vec::new(), Vec::new());
    let names = ids
        .iter()
        .enumerate()
        .flat_map(|(at, one)| ids.iter().skip(at.saturating_add(1)).map(move |other| [*one, *other]));
    // A table without rows has not been counted.
    let counted = pairs.iter().copied().chain(std::iter::repeat_with(Pair::default));
    for (names, pair) in names.zip(counted) {
        let [low, high] = pair.both;
        overlaps.push(Overlap { programmes: names.map(str::to_owned), people: HeadCount::new(low, high, minimum) });
        let [one, other] = names;
        for ([programme, within], beyond) in [[one, other], [other, one]].into_iter().zip(pair.beyond) {
            if !beyond && low > 0 {
                contained.push(Contained { programme: programme.to_owned(), within: within.to_owned() });
            }
        }
    }
    (overlaps, contained)
}
