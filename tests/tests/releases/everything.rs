//! Every table of whole numbers that would be published as a release is, from the rules alone: nothing here knows how the
//! library hides or attacks.

/// What binds numbers to each other.
#[derive(Clone, Debug)]
pub enum Bound {
    /// The parts add up to the total.
    Sum(Vec<usize>, usize),
    /// The total is at least the greatest part and at most their sum.
    Overlap(Vec<usize>, usize),
    /// The share of one in another, in hundredths, lies between two.
    Share(usize, usize, i64, i64),
}

/// Numbers, each with what it may be by itself.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    pub may_be: Vec<Vec<i64>>,
    pub bounds: Vec<Bound>,
}

impl Tables {
    /// Whether there is a table in which one of the numbers is among these.
    pub fn any_with(&self, number: usize, among: impl Fn(i64) -> bool) -> bool {
        let mut tables = self.clone();
        tables.may_be[number].retain(|value| among(*value));
        tables.search()
    }

    /// Whether there is any table: every number is tried, the one with the fewest choices first.
    fn search(mut self) -> bool {
        if !self.prune() {
            return false;
        }
        let open = (0..self.may_be.len()).filter(|place| self.may_be[*place].len() > 1);
        let Some(next) = open.min_by_key(|place| self.may_be[*place].len()) else { return true };
        std::mem::take(&mut self.may_be[next]).into_iter().any(|value| {
            let mut table = self.clone();
            table.may_be[next] = vec![value];
            table.search()
        })
    }

    /// Leaves out what no table can have, and says whether anything is left. With one choice each, a table is checked.
    fn prune(&mut self) -> bool {
        loop {
            let before: usize = self.may_be.iter().map(Vec::len).sum();
            for bound in self.bounds.clone() {
                self.apply(&bound);
            }
            if self.may_be.iter().any(Vec::is_empty) {
                return false;
            }
            if self.may_be.iter().map(Vec::len).sum::<usize>() == before {
                return true;
            }
        }
    }

    fn least(&self, place: usize) -> i64 {
        self.may_be[place].iter().copied().min().unwrap_or(0)
    }

    fn most(&self, place: usize) -> i64 {
        self.may_be[place].iter().copied().max().unwrap_or(-1)
    }

    fn apply(&mut self, bound: &Bound) {
        match bound {
            Bound::Sum(parts, total) | Bound::Overlap(parts, total) => {
                let least: i64 = parts.iter().map(|part| self.least(*part)).sum();
                let most: i64 = parts.iter().map(|part| self.most(*part)).sum();
                let greatest = parts.iter().map(|part| self.least(*part)).max().unwrap_or(0);
                let is_sum = matches!(bound, Bound::Sum(..));
                let from = if is_sum { least } else { greatest };
                self.may_be[*total].retain(|value| (from..=most).contains(value));
                let (total_least, total_most) = (self.least(*total), self.most(*total));
                for part in parts {
                    let (own_least, own_most) = (self.least(*part), self.most(*part));
                    let low = total_least - (most - own_most);
                    let high = if is_sum { total_most - (least - own_least) } else { total_most };
                    self.may_be[*part].retain(|value| (low..=high).contains(value));
                }
            }
            Bound::Share(part, of, low, high) => {
                let others = self.may_be[*of].clone();
                let fits = |part: i64, of: i64| part <= of && low * of <= 100 * part && 100 * part <= high * of;
                self.may_be[*part].retain(|part| others.iter().any(|of| fits(*part, *of)));
                let parts = self.may_be[*part].clone();
                self.may_be[*of].retain(|of| parts.iter().any(|part| fits(*part, *of)));
            }
        }
    }
}

#[test]
fn every_table_is_tried() {
    // a + b = 5, b + c = 5, and a is not c: a table exists unless a and c are told apart by nothing.
    let any: Vec<i64> = (0..=9).collect();
    let sums = vec![Bound::Sum(vec![0, 1], 3), Bound::Sum(vec![1, 2], 3)];
    let tables = Tables { may_be: vec![any.clone(), any.clone(), vec![2], vec![5]], bounds: sums };
    assert!(tables.any_with(0, |value| value == 2));
    assert!(!tables.any_with(0, |value| value != 2));
    let share = Tables { may_be: vec![any.clone(), vec![8]], bounds: vec![Bound::Share(0, 1, 20, 40)] };
    assert!(share.any_with(0, |value| value == 3) && !share.any_with(0, |value| value == 4));
}
