//! What is told of people beside their events: a row each.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};

use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Schema};

use super::accounted::PersonProblem;
use super::keyed::Keyed;
use super::people::{NOBODY, People};
use super::whose::must_be_ids;
use crate::analysis::QuickMap;
use crate::case_file::{BESIDE, Cell, cell};
use crate::catalogue::Catalogue;
use crate::columns::found::{Found, LISTED, Trouble};
use crate::columns::ids::Ids;
use crate::columns::problem::{TableError, TableProblem, of_rows};
use crate::diagnostic::{Code, nearest};
use crate::sort;
use crate::value::Plain;

/// The column that says who a row is about.
pub(super) const PERSON_ID: &str = "person_id";

/// What is told of people beside events.
pub(super) struct Facts<'a> {
    catalogue: &'a Catalogue,
    tables: &'a [RecordBatch],
    /// The number of each batch's first row.
    firsts: Vec<u32>,
    /// Of everybody, the number of the first row that tells of them.
    rows: Vec<u32>,
    /// Of people of whom several rows tell, these, and what they tell together where they differ.
    several: BTreeMap<u32, (Vec<u32>, Option<Plain>)>,
    /// How many people have rows, whether events are about them or not.
    pub(super) people: u64,
    /// What is odd: columns that tell no fact, rows of nobody, and later rows of people who have one.
    pub(super) problems: Vec<TableProblem>,
    /// What several rows tell of a person that differs.
    pub(super) differing: Vec<PersonProblem>,
}

impl<'a> Facts<'a> {
    /// What some tables tell of the people of the events.
    pub(super) fn of(catalogue: &'a Catalogue, people: &People, tables: &'a [RecordBatch]) -> Result<Self, TableError> {
        let mut own = Self {
            catalogue,
            tables,
            firsts: Vec::new(),
            rows: if tables.is_empty() { Vec::new() } else { vec![NOBODY; people.len()] },
            several: BTreeMap::new(),
            people: 0,
            problems: Vec::new(),
            differing: Vec::new(),
        };
        let (mut first, mut found, mut whom, mut ids) = (0_u32, Found::default(), Vec::new(), Ids::new());
        for (number, batch) in tables.iter().enumerate() {
            let schema = batch.schema_ref();
            let Ok(person) = schema.index_of(PERSON_ID) else {
                let message = format!("the table of people has no column `{PERSON_ID}`");
                let help = "say in `person_id` whom each row is about";
                return Err(TableError {
                    problems: vec![TableProblem::of_column(Code::TableNoId, PERSON_ID, message, help)],
                });
            };
            let column = batch.column(person);
            must_be_ids(PERSON_ID, column.data_type())?;
            if number == 0 {
                own.problems = ignored(catalogue, schema);
            }
            ids.add(column, 0, first.into(), &mut found);
            own.people = own.people.saturating_add(column.len().saturating_sub(column.logical_null_count()) as u64);
            people.bind(column).of_rows(0..batch.num_rows(), &mut whom);
            for (row, person) in (first..).zip(&whom) {
                match own.rows.get_mut(*person as usize) {
                    Some(known) if *known == NOBODY => *known = row,
                    Some(known) => own.several.entry(*person).or_insert_with(|| (vec![*known], None)).0.push(row),
                    None => {}
                }
            }
            own.firsts.push(first);
            first = first.saturating_add(u32::try_from(batch.num_rows()).unwrap_or(u32::MAX));
        }
        let repeated = found.rows.get(&(0, Trouble::RepeatedId)).map_or(0, |rows| rows.count);
        own.people = own.people.saturating_sub(repeated);
        own.problems.extend(found.rows.iter().map(|((_, trouble), rows)| of_rows(PERSON_ID, *trouble, rows)));
        own.together(people);
        Ok(own)
    }

    /// Works out what rows tell together of whoever has several.
    fn together(&mut self, people: &People) {
        let mut several = std::mem::take(&mut self.several);
        let mut differing = Vec::new();
        let reading = self.reading();
        for (person, (rows, together)) in &mut several {
            let told: Vec<Plain> = rows.iter().map(|row| reading.row(*row, |_| true)).collect();
            let (agreed, names) = agreed(&told);
            let is_same = told.windows(2).all(|two| matches!(two, [one, other] if one == other));
            *together = (!is_same).then_some(agreed);
            let rows: Vec<u64> = rows.iter().take(LISTED).map(|row| u64::from(*row)).collect();
            let problem = |fact: String| PersonProblem {
                code: Code::PersonToldTwice,
                person: people.id(*person),
                rows: rows.clone(),
                message: format!("rows of one person tell different things as `{fact}`; it counts as not told"),
                fact,
                help: "give each person one row".to_owned(),
            };
            differing.extend(names.into_iter().map(problem));
        }
        drop(reading);
        (self.several, self.differing) = (several, differing);
    }

    /// People of whom rows tell different things.
    pub(super) fn differ(&self) -> impl Iterator<Item = u32> {
        self.several.iter().filter(|(_, (_, together))| together.is_some()).map(|(person, _)| *person)
    }

    /// Of everybody of whom a batch tells first, the row in it, and their place.
    #[cfg(feature = "returns")]
    pub(super) fn rows_of_batch(&self, number: usize) -> impl Iterator<Item = (usize, u32)> + '_ {
        let first = self.firsts.get(number).copied().unwrap_or(NOBODY);
        let after = self.firsts.get(number.saturating_add(1)).copied().unwrap_or(NOBODY);
        let own = self.rows.iter().zip(0_u32..).filter(move |(row, _)| (first..after).contains(row));
        own.map(move |(row, person)| (row.saturating_sub(first) as usize, person))
    }

    /// Whether some row tells of a person.
    pub(super) fn have(&self, person: u32) -> bool {
        self.rows.get(person as usize).is_some_and(|row| *row != NOBODY)
    }

    /// The rows that tell of a person.
    pub(super) fn rows_of(&self, person: u32) -> Vec<u64> {
        let own = self.rows.get(person as usize).filter(|row| **row != NOBODY);
        let several = self.several.get(&person).map(|(rows, _)| rows.iter());
        let rows = several.into_iter().flatten().chain(own.filter(|_| !self.several.contains_key(&person)));
        rows.take(LISTED).map(|row| u64::from(*row)).collect()
    }

    /// Makes ready to read what rows tell.
    pub(super) fn reading(&self) -> Reading<'_> {
        Reading { facts: self, batches: self.tables.iter().map(|batch| facts(self.catalogue, batch)).collect() }
    }

    /// Whether some of these are told with a day of their own.
    pub(super) fn are_dated(&self, wanted: &[&str]) -> bool {
        let names = self.tables.iter().flat_map(|batch| batch.schema_ref().fields().iter().map(|field| field.name()));
        names.filter_map(|name| name.strip_suffix(".on")).any(|name| wanted.contains(&name))
            || self.reading().batches.iter().flatten().any(|fact| wanted.contains(&fact.name) && fact.is_nested())
    }

    /// Which people some facts are told of alike.
    pub(super) fn profiles(&self, wanted: &[&str]) -> Profiles {
        let reading = self.reading();
        let mut profiles = Profiles { of: vec![0; self.rows.len()], rows: vec![NOBODY] };
        let (mut values, mut known) = (HashMap::<Plain, u32>::new(), QuickMap::<(u32, usize, u32), u32>::default());
        for ((first, batch), rows) in self.firsts.iter().zip(&reading.batches).zip(self.tables) {
            let parts = |name: &&str| {
                let fact = batch.iter().find(|fact| fact.name == *name);
                let beside =
                    |part: &'static str| fact?.beside.iter().find(|(known, _)| *known == part).map(|(_, told)| told);
                [fact.and_then(|fact| fact.value.as_ref())].into_iter().chain(BESIDE.map(beside))
            };
            let parts = wanted.iter().flat_map(parts).enumerate();
            let mut parts: Vec<(usize, &Told<'_>, QuickMap<u64, u32>)> =
                parts.filter_map(|(part, told)| Some((part, told?, QuickMap::default()))).collect();
            for (place, row) in self.rows.iter().enumerate() {
                let at = row.checked_sub(*first).map(|at| at as usize);
                let Some(at) = at.filter(|at| *at < rows.num_rows()) else { continue };
                let mut profile = 0_u32;
                for (part, told, met) in &mut parts {
                    let value = told.number(at, met, &mut values);
                    if value == 0 {
                        continue;
                    }
                    let next = u32::try_from(profiles.rows.len()).unwrap_or(u32::MAX);
                    profile = *known.entry((profile, *part, value)).or_insert_with(|| {
                        profiles.rows.push(NOBODY);
                        next
                    });
                }
                // What is told of somebody may be the beginning of what is told of another: it is not the other's row.
                if let Some(own) = profiles.rows.get_mut(profile as usize).filter(|own| **own == NOBODY && profile > 0)
                {
                    *own = *row;
                }
                if let Some(slot) = profiles.of.get_mut(place) {
                    *slot = profile;
                }
            }
        }
        profiles
    }
}

/// What several rows tell together, and the facts of which they tell different things: in no order of theirs.
pub(super) fn agreed(rows: &[Plain]) -> (Plain, Vec<String>) {
    let mut together: Vec<(String, Plain)> = Vec::new();
    let mut differing: Vec<String> = Vec::new();
    for told in rows {
        let Plain::Map(told) = told else { continue };
        for (name, value) in told {
            match together.iter().find(|(known, _)| known == name) {
                None => together.push((name.clone(), value.clone())),
                Some((_, known)) if known != value && !differing.contains(name) => differing.push(name.clone()),
                Some(_) => {}
            }
        }
    }
    together.retain(|(name, _)| !differing.contains(name));
    sort::by(&mut together, |(one, _), (other, _)| one.cmp(other));
    sort::by(&mut differing, Ord::cmp);
    (Plain::Map(together), differing)
}

/// Which people some facts are told of alike.
pub(super) struct Profiles {
    /// The profile of everybody.
    of: Vec<u32>,
    /// A row of each; of none for whom nothing is told.
    rows: Vec<u32>,
}

impl Profiles {
    /// The profile of a person; 0 is nothing told.
    pub(super) fn of(&self, person: u32) -> u32 {
        self.of.get(person as usize).copied().unwrap_or(0)
    }

    /// A row that tells just that.
    pub(super) fn row(&self, profile: u32) -> u32 {
        self.rows.get(profile as usize).copied().unwrap_or(NOBODY)
    }
}

/// What rows tell.
pub(super) struct Reading<'a> {
    facts: &'a Facts<'a>,
    batches: Vec<Vec<Fact<'a>>>,
}

impl Reading<'_> {
    /// What is told of a person.
    pub(super) fn told(&self, person: u32) -> Plain {
        if let Some((_, Some(together))) = self.facts.several.get(&person) {
            return together.clone();
        }
        let row = self.facts.rows.get(person as usize).copied().unwrap_or(NOBODY);
        self.row(row, |_| true)
    }

    /// What a row tells of some facts.
    pub(super) fn row(&self, row: u32, wanted: impl Fn(&str) -> bool) -> Plain {
        let number = self.facts.firsts.partition_point(|first| *first <= row).saturating_sub(1);
        let at = row.saturating_sub(self.facts.firsts.get(number).copied().unwrap_or(0)) as usize;
        let batch = self.batches.get(number).filter(|_| row != NOBODY);
        of_row(batch.map_or(&[], Vec::as_slice), at, wanted)
    }
}

/// What each row of a batch tells.
#[cfg(feature = "returns")]
pub(super) fn told_by_rows<'a>(catalogue: &Catalogue, batch: &'a RecordBatch) -> impl Iterator<Item = Plain> + 'a {
    let facts = facts(catalogue, batch);
    (0..batch.num_rows()).map(move |row| of_row(&facts, row, |_| true))
}

fn of_row(facts: &[Fact<'_>], at: usize, wanted: impl Fn(&str) -> bool) -> Plain {
    let told = facts.iter().filter(|fact| wanted(fact.name)).filter_map(|fact| {
        let value = fact.value.as_ref().and_then(|told| told.at(at));
        let beside = fact.beside.iter().filter_map(|(name, told)| Some(((*name).to_owned(), told.at(at)?)));
        let mut beside: Vec<(String, Plain)> = beside.collect();
        let told = if beside.is_empty() {
            value
        } else {
            beside.extend(value.map(|value| ("value".to_owned(), value)));
            Some(Plain::Map(beside))
        };
        told.map(|told| (fact.name.to_owned(), told))
    });
    Plain::Map(told.collect())
}

/// A fact's column, and those beside it.
struct Fact<'a> {
    name: &'a str,
    value: Option<Told<'a>>,
    beside: Vec<(&'a str, Told<'a>)>,
}

impl Fact<'_> {
    /// Whether its values may have parts of their own, a day among them.
    fn is_nested(&self) -> bool {
        self.value.as_ref().is_some_and(|told| matches!(told.rows.column.data_type(), DataType::Struct(_)))
    }
}

/// A column that tells a fact, or something beside it.
struct Told<'a> {
    rows: Keyed<'a>,
    /// Made ready when a value is first asked for: most are told apart without.
    cell: OnceCell<Cell<'a>>,
}

impl<'a> Told<'a> {
    fn new(column: &'a ArrayRef) -> Self {
        Self { rows: Keyed::new(column), cell: OnceCell::new() }
    }

    /// What a row holds.
    fn at(&self, row: usize) -> Option<Plain> {
        self.cell.get_or_init(|| cell(self.rows.column))(row).map(|given| given.into_plain())
    }

    /// A number for what a row holds, the same for the same in any batch; 0 is nothing.
    fn number(&self, row: usize, met: &mut QuickMap<u64, u32>, values: &mut HashMap<Plain, u32>) -> u32 {
        if !self.rows.is_told(row) {
            return 0;
        }
        let key = self.rows.key(row);
        if let Some(known) = key.and_then(|key| met.get(&key)) {
            return *known;
        }
        let next = u32::try_from(values.len()).unwrap_or(u32::MAX).saturating_add(1);
        let number = self.at(row).map_or(0, |value| *values.entry(value).or_insert(next));
        met.extend(key.map(|key| (key, number)));
        number
    }
}

fn facts<'a>(catalogue: &Catalogue, batch: &'a RecordBatch) -> Vec<Fact<'a>> {
    let mut facts: Vec<Fact<'a>> = Vec::new();
    for (field, column) in batch.schema_ref().fields().iter().zip(batch.columns()) {
        let name: &'a str = field.name();
        let (fact, beside) = match parted(catalogue, name) {
            Some(parted) => parted,
            None => continue,
        };
        let place = facts.iter().position(|known| known.name == fact).unwrap_or_else(|| {
            facts.push(Fact { name: fact, value: None, beside: Vec::new() });
            facts.len().saturating_sub(1)
        });
        match (facts.get_mut(place), beside) {
            (Some(own), None) => own.value = Some(Told::new(column)),
            (Some(own), Some(beside)) => own.beside.push((beside, Told::new(column))),
            (None, _) => {}
        }
    }
    facts
}

/// The fact that a column tells, or whose evidence, day or absence it tells.
fn parted<'n>(catalogue: &Catalogue, name: &'n str) -> Option<(&'n str, Option<&'n str>)> {
    let lexicon = catalogue.lexicon();
    if lexicon.fact(name).is_some() {
        return Some((name, None));
    }
    let (fact, beside) = name.rsplit_once('.')?;
    (lexicon.fact(fact).is_some() && BESIDE.contains(&beside)).then_some((fact, Some(beside)))
}

fn ignored(catalogue: &Catalogue, schema: &Schema) -> Vec<TableProblem> {
    let names = schema.fields().iter().map(|field| field.name().as_str());
    let unknown = names.filter(|name| *name != PERSON_ID && parted(catalogue, name).is_none());
    let problem = |name: &str| {
        let near = nearest(name, catalogue.facts().map(|(known, _)| known));
        let help = near.map_or_else(String::new, |near| format!("did you mean `{near}`?"));
        let message = format!("the column `{name}` is no fact of the vocabulary, and is ignored");
        TableProblem::of_column(Code::TableIgnoredColumn, name, message, help)
    };
    unknown.map(problem).collect()
}
