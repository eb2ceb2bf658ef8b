//! Returns of tables, most people by columns alone and the others read whole.

use std::collections::BTreeMap;

use arrow_array::RecordBatch;

use super::asked::{Conditions, FastRules};
use super::counting::{Living, See};
use super::groups::Groups;
use crate::case_file::{Layout, least};
use crate::columns::cases::accounted::strangers;
use crate::columns::cases::births::add_unborn;
use crate::columns::cases::by_columns::{begun, pieces, transposed};
use crate::columns::cases::chosen::Chosen;
use crate::columns::cases::columns::Columns;
use crate::columns::cases::facts::{Facts, PERSON_ID};
use crate::columns::cases::group::Group;
use crate::columns::cases::judge::Judging;
use crate::columns::cases::people::{NOBODY, People};
use crate::columns::cases::table::{OutcomeTableOptions, Table};
use crate::columns::cases::telling::Telling;
use crate::columns::cases::watch::{Ended, Tell, Watch};
use crate::columns::cases::who::Asking as AskingFacts;
use crate::columns::cases::whose::with_ids;
use crate::columns::reading::threads_of;
use crate::columns::same_columns;
use crate::columns::turns::take_turns;
use crate::outcomes::Day;
use crate::returns::{Asking, Caseload};
use crate::value::Plain;

/// What came of people that columns judged, and who must be read whole.
pub(super) struct Seen<S> {
    /// What each thread saw.
    pub(super) parts: Vec<S>,
    /// Whom places are of.
    pub(super) whom: People,
    /// Everybody else.
    pub(super) others: Caseload,
    /// How many rows of events of the first are dated later, or were not known.
    pub(super) later: u64,
    /// How many rows are about them.
    pub(super) rows: u64,
    /// How many people they are, those without events among them, and how many these are.
    pub(super) people: u64,
    pub(super) without_events: u64,
}

/// What is looked for in all that is told of people.
#[derive(Clone, Copy)]
enum Look {
    /// Which groups they are in.
    Groups,
    /// What conditions ask.
    Facts,
}

/// Tables, and what is asked of them.
pub(super) struct Given<'a> {
    pub(super) asking: &'a Asking<'a>,
    pub(super) people: &'a [RecordBatch],
    pub(super) events: &'a [RecordBatch],
    pub(super) threads: Option<usize>,
}

impl Given<'_> {
    /// Shows everybody whom columns alone can judge. `None` if they can judge nobody.
    pub(super) fn see<S: See + Send>(
        &self,
        watch: Tell<'_>,
        make: impl Fn(&People) -> S + Sync,
    ) -> Result<Option<Seen<S>>, Ended> {
        let (catalogue, rule) = (self.asking.catalogue, self.asking.rule);
        let conditions = Conditions::of(rule);
        let Some(asked) = FastRules::of(catalogue, rule, &conditions) else { return Ok(None) };
        if self.asking.options.facts_on.is_some() && !rule.breakdowns.is_empty() {
            return Ok(None);
        }
        let (events, tables) = (with_ids(self.events, &[PERSON_ID, "person"])?, with_ids(self.people, &[PERSON_ID])?);
        let (events, tables) = (events.as_ref(), tables.as_ref());
        let Some(first) = events.first() else { return Ok(None) };
        let layout = Layout::of(catalogue, first.schema_ref())?;
        for batch in events {
            same_columns(first.schema_ref(), batch)?;
        }
        let rows = events.iter().map(RecordBatch::num_rows).fold(0, usize::saturating_add);
        let Some(columns) = Columns::of(catalogue, &layout, first.schema_ref()) else { return Ok(None) };
        let threads = threads_of(self.threads);
        let person = columns.header.person;
        let (whom, unclear) = begun(events, person, Some(columns.header.id), threads);
        let Some(whom) = whom.filter(|_| u32::try_from(rows).is_ok()) else { return Ok(None) };
        let watch = Watch::new(watch, rows.saturating_add(whom.len()) as u64, whom.len() as u64);
        let options = OutcomeTableOptions::default().outcomes(self.asking.options).threads(self.threads);
        let table = Table {
            catalogue,
            events,
            schema: first.schema_ref(),
            id: columns.header.id,
            person,
            people: &whom,
            outcomes: &asked.outcomes,
            rules: &asked.rules,
            as_at: self.asking.as_at,
            options,
            watch,
        };
        let mut odd = Chosen::none_of(&whom);
        let facts = Facts::of(catalogue, &whom, tables)?;
        facts.differ().for_each(|person| odd.add(person));
        let facts_on = self.asking.options.facts_on;
        // Both look through all people.
        let (mut groups, mut asking) = (None, None);
        let looks = [Look::Groups, Look::Facts];
        for (own, of_facts) in take_turns(threads, looks.into_iter(), |turns| {
            turns.fold((None, None), |(groups, asking), look| match look {
                Look::Groups => (Groups::read(catalogue, rule, &whom, tables, &facts), asking),
                Look::Facts => {
                    let (who, wanted) = (&asked.rules.who, &asked.rules.facts);
                    (groups, Some(AskingFacts::new(catalogue, who, wanted, &facts, facts_on)))
                }
            })
        }) {
            (groups, asking) = (groups.or(own), asking.or(of_facts));
        }
        let Some(((groups, strange), asking)) = groups.zip(asking) else { return Ok(None) };
        strange.into_iter().for_each(|person| odd.add(person));
        add_unborn(&whom, [person, columns.header.start], events, tables, threads, &mut odd);
        for (batch, rows) in &unclear {
            let Some(batch) = events.get(*batch) else { continue };
            let about = whom.bind(batch.column(person));
            rows.iter().filter_map(|row| about.of_row(*row)).for_each(|person| odd.add(person));
        }
        let mut first_row = 0_u32;
        let tellings = events.iter().map(|batch| {
            let telling = Telling::new(catalogue, &asked.rules, &columns, batch, first_row);
            first_row = first_row.saturating_add(u32::try_from(batch.num_rows()).unwrap_or(u32::MAX));
            telling
        });
        let tellings: Vec<Telling<'_>> = tellings.collect();
        let scanned = table.scanned(&asked.rules, &columns, &tellings)?;
        scanned.iter().flat_map(|scanned| &scanned.odd).for_each(|person| odd.add(*person));
        if scanned.iter().any(|scanned| scanned.joining) {
            // Whoever somebody was joined to is read whole with them.
            let joined = table.read(&odd)?.finish().file;
            let others = joined.events().iter().filter_map(|event| event.joins());
            others.filter_map(|id| whom.place(id)).for_each(|person| odd.add(person));
        }
        let (mut met, mut all, mut later) = (Chosen::none_of(&whom), 0_u64, Vec::new());
        for scanned in &scanned {
            met.extend(&scanned.met);
            all = all.saturating_add(scanned.rows);
            later.extend_from_slice(&scanned.later);
        }
        let idle = Chosen::none_of(&whom);
        let as_at = Day::of(self.asking.as_at);
        let judging =
            Judging { catalogue, rules: &asked.rules, as_at, tellings: &tellings, asking: &asking, idle: &idle };
        let work: Vec<(usize, Vec<Group>)> = transposed(scanned).into_iter().enumerate().collect();
        let known = &odd;
        let judged: Vec<Result<(S, Vec<u32>), Ended>> = take_turns(threads, work.into_iter(), |turns| {
            let mut room = judging.room();
            let mut living = Living::new(catalogue, &asked, &groups, rule, make(&whom));
            for (group, rows) in turns {
                let done = judging.judge(group, &rows, &|person| known.holds(person), &mut room, &mut living);
                table.watch.step(done)?;
            }
            Ok((living.see, room.odd))
        });
        let mut parts = Vec::new();
        let mut found = Vec::new();
        for judged in judged {
            let (part, own) = judged?;
            parts.push(part);
            found.extend(own);
        }
        found.into_iter().for_each(|person| odd.add(person));
        let others = self.others(&table, &facts, &odd)?;
        let later = later.iter().filter(|person| !odd.holds(**person)).count() as u64;
        let all = all.saturating_sub(rows_about(&odd, &table));
        let (without_events, _) = strangers(&whom, &facts, &met);
        let mut plain = met;
        plain.leave_out(&odd);
        table.watch.finish()?;
        let people = plain.count().saturating_add(without_events);
        Ok(Some(Seen { parts, whom, others, later, rows: all, people, without_events }))
    }

    /// People who are read whole, and rows that are about nobody.
    fn others(&self, table: &Table<'_>, facts: &Facts<'_>, odd: &Chosen) -> Result<Caseload, Ended> {
        let file = table.read(odd)?.finish().file;
        let reading = facts.reading();
        let mut told: BTreeMap<String, Plain> = BTreeMap::new();
        for own in file.by_person() {
            let Some(_) = least(own.events()) else { continue };
            for event in own.events() {
                if !told.contains_key(&event.person)
                    && let Some(place) = table.people.place(&event.person)
                {
                    told.insert(event.person.clone(), reading.told(place));
                }
            }
        }
        told.retain(|_, told| !matches!(told, Plain::Map(told) if told.is_empty()));
        let differing = facts.differing.iter().map(super::rejection).collect();
        Ok(Caseload::put_together(self.asking.catalogue, told, &file, differing))
    }
}

/// How many rows are about some people.
fn rows_about(people: &Chosen, table: &Table<'_>) -> u64 {
    let (mut rows, mut whom) = (0_u64, Vec::new());
    for (number, some) in pieces(table.events).into_iter().filter(|_| !people.is_empty()) {
        let Some(batch) = table.events.get(number) else { continue };
        table.people.bind(batch.column(table.person)).of_rows(some, &mut whom);
        let own = whom.iter().filter(|person| **person != NOBODY && people.holds(**person));
        rows = rows.saturating_add(own.count() as u64);
    }
    rows
}
