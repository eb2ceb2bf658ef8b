//! What holds of any set: its order, its spelling and how it was put together do not count.

use doorstep::{CaseFile, Catalogue, Fate, parse_date};
use proptest::prelude::*;
use proptest::sample::Index;

use super::random::{event, nonsense, written};
use super::{catalogue, naive};

/// Everything that a file comes to: its text, its problems, and what stands on some days.
pub fn outcome(file: &CaseFile) -> String {
    let days = [None, parse_date("2022-06-05"), parse_date("2022-06-20"), parse_date("2022-07-01")];
    let standing = days.map(|known_at| {
        let standing = file.standing(known_at);
        let fates: Vec<(String, Fate)> =
            standing.fates().map(|(event, fate)| (event.id.clone(), fate.clone())).collect();
        let states = ["p", "q"].map(|programme| file.state(programme, parse_date("2022-06-25").unwrap(), known_at));
        serde_json::to_string(&(standing.events().events(), fates, standing.problems(), states)).unwrap()
    });
    let rejected: Vec<&str> = file.rejected().iter().map(|rejected| rejected.text()).collect();
    let problems = serde_json::to_string(file.problems()).unwrap();
    [&[file.to_jsonl(), problems, rejected.join("\n")][..], &standing[..]].concat().join("\n")
}

/// A set's lines in three orders and spellings, some of them again, cut into parts that are merged in a random order.
fn merged(catalogue: &Catalogue, lines: &[String], cuts: &[Index], picks: &[Index]) -> CaseFile {
    let mut parts: Vec<CaseFile> = Vec::new();
    let mut bounds: Vec<usize> = cuts.iter().map(|cut| cut.index(lines.len() + 1)).collect();
    bounds.extend([0, lines.len()]);
    bounds.sort_unstable();
    for bound in bounds.windows(2) {
        parts.push(CaseFile::from_jsonl(catalogue, lines[bound[0]..bound[1]].join("\n")));
    }
    for pick in picks {
        if parts.len() > 1 {
            let one = parts.swap_remove(pick.index(parts.len()));
            let at = pick.index(parts.len());
            parts[at] = parts[at].merge(&one);
        }
    }
    parts.iter().skip(1).fold(parts[0].clone(), |all, part| all.merge(part))
}

type Set = (Vec<String>, Vec<String>);

/// A set as lines, and the same set in another order, spelt otherwise and with some of it twice.
fn twice(most: usize, ids: i64) -> impl Strategy<Value = Set> {
    let events = prop::collection::vec((event(ids), 0..8_usize, 0..8_usize), 0..most);
    (events, prop::collection::vec(nonsense(), 0..3)).prop_flat_map(|(events, nonsense)| {
        let lines = |way: fn(&(usize, usize)) -> usize| -> Vec<String> {
            let events = events.iter().map(|(event, one, two)| written(event, way(&(*one, *two))));
            events.chain(nonsense.iter().cloned()).collect()
        };
        let (one, mut two) = (lines(|ways| ways.0), lines(|ways| ways.1));
        two.extend(one.iter().step_by(3).cloned().collect::<Vec<_>>());
        (Just(one), Just(two).prop_shuffle())
    })
}

fn neither_order_nor_grouping_counts(set: &Set, cuts: &[Index], picks: &[Index]) -> Result<(), TestCaseError> {
    let catalogue = catalogue();
    let at_once = CaseFile::from_jsonl(&catalogue, set.0.join("\n"));
    let in_parts = merged(&catalogue, &set.1, cuts, picks);
    prop_assert_eq!(outcome(&at_once), outcome(&in_parts));
    // Written and read again, and merged with itself, it is the same.
    let again = CaseFile::from_jsonl(&catalogue, at_once.to_jsonl());
    prop_assert_eq!(outcome(&again), outcome(&at_once));
    prop_assert_eq!(outcome(&again.merge(&at_once)), outcome(&at_once));
    // Nothing is lost.
    let read = at_once.events().len() + at_once.rejected().len();
    prop_assert!(read <= set.0.len());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn few_events_that_meet(set in twice(14, 7), cuts: [Index; 3], picks: [Index; 3]) {
        neither_order_nor_grouping_counts(&set, &cuts, &picks)?;
    }

    #[test]
    fn what_stands_is_what_another_hand_finds(set in twice(16, 9)) {
        naive::agrees(&catalogue(), &set.0)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn hundreds_of_events(set in twice(400, 250), cuts: [Index; 6], picks: [Index; 6]) {
        neither_order_nor_grouping_counts(&set, &cuts, &picks)?;
        naive::agrees(&catalogue(), &set.0)?;
    }

    #[test]
    fn merging_is_union(sets in [twice(60, 40), twice(60, 40), twice(60, 40)]) {
        let catalogue = catalogue();
        let [a, b, c] = sets.map(|set| CaseFile::from_jsonl(&catalogue, set.0.join("\n")));
        let left = a.merge(&b).merge(&c);
        prop_assert_eq!(outcome(&left), outcome(&a.merge(&b.merge(&c))));
        prop_assert_eq!(outcome(&a.merge(&b)), outcome(&b.merge(&a)));
        prop_assert_eq!(outcome(&a.merge(&a)), outcome(&a));
        prop_assert_eq!(outcome(&left.merge(&b)), outcome(&left));
        // What is appended to a file is what it lacked.
        let appended = format!("{}{}", a.to_jsonl(), left.to_append(&a));
        prop_assert_eq!(outcome(&CaseFile::from_jsonl(&catalogue, appended)), outcome(&left));
    }

    #[test]
    fn the_past_does_not_change(set in twice(40, 30), later in twice(40, 30)) {
        // What is recorded later changes nothing of what was known before.
        let catalogue = catalogue();
        let day = parse_date("2022-05-31");
        let before = |line: &String| !line.contains("recorded_at");
        let known: Vec<String> = set.0.iter().filter(|line| before(line)).cloned().collect();
        let new = later.0.iter().filter(|line| !before(line)).cloned();
        let old = CaseFile::from_jsonl(&catalogue, known.join("\n"));
        let all = CaseFile::from_jsonl(&catalogue, known.iter().cloned().chain(new).collect::<Vec<_>>().join("\n"));
        let shown = |file: &CaseFile| {
            let standing = file.standing(day);
            serde_json::to_string(&(standing.events().events(), standing.problems())).unwrap()
        };
        prop_assert_eq!(shown(&old), shown(&all));
    }
}
