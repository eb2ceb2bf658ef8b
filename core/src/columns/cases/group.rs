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
    /// Its number in the whole table, for what else it tells.
    pub(super) row: u32,
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
    /// By kind.
    pub(super) records: Vec<Vec<Record>>,
}

impl Group {
    /// Room for records of so many kinds.
    pub(super) fn of_kinds(kinds: usize) -> Self {
        Self { records: vec![Vec::new(); kinds], ..Self::default() }
    }

    /// How many starts and ends it has, and how many records of each kind.
    fn lengths(&self) -> impl Iterator<Item = usize> {
        [self.starts.len(), self.ends.len()].into_iter().chain(self.records.iter().map(Vec::len))
    }

    /// Makes room for so many in all.
    pub(super) fn reserve(&mut self, lengths: &[usize]) {
        fn make<T>(room: &mut Vec<T>, len: usize) {
            room.reserve_exact(len.saturating_sub(room.len()));
        }
        if let [starts, ends, records @ ..] = lengths {
            make(&mut self.starts, *starts);
            make(&mut self.ends, *ends);
            self.records.iter_mut().zip(records).for_each(|(room, len)| make(room, *len));
        }
    }
}

/// How many starts and ends some groups have, and how many records of each kind.
pub(super) fn sum<'g>(groups: impl IntoIterator<Item = &'g Group>) -> Vec<usize> {
    let mut all = Vec::new();
    for group in groups {
        for (at, len) in group.lengths().enumerate() {
            match all.get_mut(at) {
                Some(sum) => *sum = len.saturating_add(*sum),
                None => all.push(len),
            }
        }
    }
    all
}

/// How many groups so many people make.
pub(super) fn groups(people: usize) -> usize {
    people.div_ceil(GROUP as usize)
}

/// The group of a person.
pub(super) fn group(person: u32) -> usize {
    (person / GROUP) as usize
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
    /// Becomes the rows of a group, which come in several parts.
    pub(super) fn fill<'r>(&mut self, parts: impl Iterator<Item = &'r [T]> + Clone)
    where
        T: 'r,
    {
        self.ends.clear();
        self.ends.resize(GROUP as usize, 0);
        for row in parts.clone().flatten() {
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
        for row in parts.flatten() {
            let Some(next) = self.ends.get_mut(row.place()) else { continue };
            if let Some(slot) = self.rows.get_mut(*next as usize) {
                *slot = *row;
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
