//! Groups of people, small enough that what their rows tell stays near the processor.

/// How many people a group has.
const GROUP: u32 = 8_192;

/// A start or an end.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark {
    /// The person's place in the group.
    place: u16,
    pub(super) programme: u16,
    pub(super) on: i32,
}

/// A record. There are many: what few outcomes ask for is looked up by its row.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Record {
    /// The person's place in the group.
    place: u16,
    pub(super) programme: u16,
    pub(super) first: i32,
    pub(super) end: i32,
    /// For each condition on its kind, two bits: whether it may hold, and whether it does.
    pub(super) truths: u32,
    /// Its number in the whole table, for what else it tells; of one that tells nothing else [`NO_ROW`].
    pub(super) row: u32,
}

/// The row of a record that tells nothing but its day, and what is added up or scored.
pub(super) const NO_ROW: u32 = u32::MAX;

/// A record that tells nothing else: most do not, and are kept in little room.
#[derive(Clone, Copy, Debug)]
pub(super) struct Brief {
    place: u16,
    programme: u16,
    first: i32,
    end: i32,
}

impl From<&Brief> for Record {
    fn from(brief: &Brief) -> Self {
        let Brief { place, programme, first, end } = *brief;
        Self { place, programme, first, end, truths: 0, row: NO_ROW }
    }
}

/// Records of a kind, in no order.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) records: Vec<Record>,
    pub(super) briefs: Vec<Brief>,
}

impl Rows {
    pub(super) fn iter(&self) -> impl Iterator<Item = Record> + Clone + '_ {
        self.records.iter().copied().chain(self.briefs.iter().map(Record::from))
    }
}

/// What a row tells, before it is put where it belongs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) person: u32,
    pub(super) programme: u16,
    pub(super) first: i32,
    pub(super) end: i32,
    pub(super) truths: u32,
    /// Its number in the whole table.
    pub(super) row: u32,
}

impl Found {
    /// What is kept of it if it is a start or an end.
    pub(super) fn mark(&self) -> Mark {
        Mark { place: place(self.person), programme: self.programme, on: self.first }
    }

    /// What is kept of it if it is a record.
    pub(super) fn record(&self) -> Record {
        let Self { person, programme, first, end, truths, row } = *self;
        Record { place: place(person), programme, first, end, truths, row }
    }
}

impl Found {
    /// The same, if it tells nothing else.
    pub(super) fn brief(&self) -> Brief {
        let Self { person, programme, first, end, .. } = *self;
        Brief { place: place(person), programme, first, end }
    }
}

impl Record {
    /// Whether a condition holds.
    pub(super) fn truth(&self, test: usize) -> Option<bool> {
        match self.truths.wrapping_shr(u32::try_from(test.saturating_mul(2)).unwrap_or(0)) & 3 {
            3 => Some(true),
            1 => None,
            _ => Some(false),
        }
    }
}

/// What is told of the people of a group, in no order.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) starts: Vec<Mark>,
    pub(super) ends: Vec<Mark>,
    /// By kind, the end of an enrolment first.
    pub(super) records: Vec<Rows>,
}

/// Rows by the group of whom they are about.
#[derive(Debug)]
pub(super) struct ByGroup<T>(Vec<Vec<T>>);

impl<T> ByGroup<T> {
    /// Nothing yet, for so many groups.
    pub(super) fn of(groups: usize) -> Self {
        let mut own = Vec::new();
        own.resize_with(groups, Vec::new);
        Self(own)
    }

    pub(super) fn put(&mut self, person: u32, row: T) {
        if let Some(rows) = self.0.get_mut((person / GROUP) as usize) {
            rows.push(row);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(Vec::is_empty)
    }

    /// Makes room for what is to come, going by what some of all rows gave: then it need not be moved again and again.
    pub(super) fn expect(&mut self, seen: usize, all: usize) {
        let found = self.0.iter().map(Vec::len).fold(0, usize::saturating_add);
        let seen = self.0.len().saturating_mul(seen).max(1);
        // A little more, as groups differ.
        let each = found.saturating_mul(all).div_ceil(seen).saturating_mul(9) / 8;
        self.0.iter_mut().for_each(|rows| rows.reserve_exact(each.saturating_sub(rows.len())));
    }

    /// The rows of a group, which are taken out.
    pub(super) fn take(&mut self, group: usize) -> Vec<T> {
        self.0.get_mut(group).map_or_else(Vec::new, std::mem::take)
    }
}

/// How many groups so many people make.
pub(super) fn groups(people: usize) -> usize {
    people.div_ceil(GROUP as usize)
}

/// The place of a person in their group.
fn place(person: u32) -> u16 {
    u16::try_from(person % GROUP).unwrap_or(0)
}

/// The people of a group.
pub(super) fn people(group: usize) -> impl Iterator<Item = u32> {
    let first = u32::try_from(group).unwrap_or(u32::MAX).saturating_mul(GROUP);
    first..first.saturating_add(GROUP)
}

/// A row that is about somebody of a group.
pub(super) trait Row: Copy + Default {
    /// The person's place in the group.
    fn place(&self) -> usize;
}

impl Row for Mark {
    fn place(&self) -> usize {
        self.place.into()
    }
}

impl Row for Record {
    fn place(&self) -> usize {
        self.place.into()
    }
}

/// Rows of a group by person.
#[derive(Debug, Default)]
pub(super) struct ByPerson<T> {
    /// Where each person's rows end.
    ends: Vec<u32>,
    rows: Vec<T>,
}

impl<T: Row> ByPerson<T> {
    /// Becomes the rows of a group.
    pub(super) fn fill(&mut self, rows: impl Iterator<Item = T> + Clone) {
        self.ends.clear();
        self.ends.resize(GROUP as usize, 0);
        for row in rows.clone() {
            if let Some(count) = self.ends.get_mut(row.place()) {
                *count = count.saturating_add(1);
            }
        }
        let mut before = 0_u32;
        for end in &mut self.ends {
            // For now where they begin.
            before = before.saturating_add(std::mem::replace(end, before));
        }
        self.rows.clear();
        self.rows.resize(before as usize, T::default());
        for row in rows {
            let Some(next) = self.ends.get_mut(row.place()) else { continue };
            if let Some(slot) = self.rows.get_mut(*next as usize) {
                *slot = row;
            }
            *next = next.saturating_add(1);
        }
    }

    /// The rows of a person.
    pub(super) fn of(&self, person: u32) -> &[T] {
        self.rows.get(self.place(person)).unwrap_or(&[])
    }

    /// Puts the rows of a person in order.
    pub(super) fn sort_by_key<K: Ord>(&mut self, person: u32, key: impl Fn(&T) -> K) {
        let place = self.place(person);
        if place.len() > 1
            && let Some(rows) = self.rows.get_mut(place)
        {
            rows.sort_unstable_by_key(key);
        }
    }

    /// Where the rows of a person are.
    fn place(&self, person: u32) -> std::ops::Range<usize> {
        let place = (person % GROUP) as usize;
        let end = |place: usize| self.ends.get(place).map_or(0, |end| *end as usize);
        place.checked_sub(1).map_or(0, end)..end(place)
    }
}
