//! Criteria alone and held against each other; target groups and advice that are for nobody.

use std::collections::BTreeSet;

use super::findings::{Condition, Findings};
use crate::analysis::{Diagram, TooLarge, VariableIndex};
use crate::catalogue::Version;
use crate::diagnostic::{Code, quoted};
use crate::document::Criterion;
use crate::tree::Span;

/// More criteria than this are not held against each other.
const CRITERIA_LIMIT: usize = 100;

/// The criteria of one list, with the place of the first among the version's conditions.
struct List<'a> {
    criteria: Vec<&'a Criterion>,
    conditions: &'a [Condition<'a>],
    first: usize,
    /// What follows if one of them cannot be met.
    consequence: &'static str,
}

/// A criterion that some answers meet and others don't.
struct Sound {
    /// Its place in the list.
    at: usize,
    diagram: Diagram,
    /// What it depends on.
    asks: BTreeSet<VariableIndex>,
}

impl List<'_> {
    fn id(&self, at: usize) -> &str {
        self.criteria.get(at).map_or("", |criterion| criterion.id.as_str())
    }

    fn place(&self, at: usize) -> usize {
        self.first.saturating_add(at)
    }

    fn whole(&self, at: usize) -> Span {
        self.conditions.get(self.place(at)).map_or(Span::START, |condition| condition.formula.whole())
    }
}

impl Findings {
    /// What is odd about the criteria to join and those that are asked again, each list by itself.
    pub(super) fn lists(&mut self, version: &Version, conditions: &[Condition<'_>]) {
        let joining = List {
            criteria: version.document.eligibility.iter().flatten().collect(),
            conditions,
            first: 0,
            consequence: "change the condition; as it is, nobody can join",
        };
        let continuing = List {
            criteria: version.document.continuing.iter().collect(),
            conditions,
            first: version.criteria.len(),
            consequence: "change the condition; as it is, every review fails",
        };
        for list in [joining, continuing] {
            let sound = self.alone(&list);
            if sound.len() <= CRITERIA_LIMIT {
                // Where it is too much to work out, nothing more is said.
                let _ = self.together(&list, &sound);
            }
        }
    }

    /// Criteria that nobody meets, or everybody; those that are neither come back.
    fn alone(&mut self, list: &List<'_>) -> Vec<Sound> {
        let mut sound = Vec::new();
        for at in 0..list.criteria.len() {
            let Some(condition) = list.conditions.get(list.place(at)) else { continue };
            let Ok(diagram) = self.complete(condition.expression) else { continue };
            let id = list.id(at);
            if !self.can_be_true(diagram) {
                let message = format!("no answers can meet the criterion `{id}`");
                self.add(list.place(at), list.whole(at), Code::NeverTrue, message, list.consequence);
            } else if diagram == Diagram::TRUE {
                let message = format!("every answer meets the criterion `{id}`");
                let help = "change the condition, or remove the criterion: it keeps nobody out";
                self.add(list.place(at), list.whole(at), Code::AlwaysTrue, message, help);
            } else {
                let asks = self.analysis.diagrams.variables(diagram);
                sound.push(Sound { at, diagram, asks });
            }
        }
        sound
    }

    fn together(&mut self, list: &List<'_>, sound: &[Sound]) -> Result<(), TooLarge> {
        let mut a_pair_contradicts = false;
        for (place, later) in sound.iter().enumerate() {
            let earlier = sound.iter().take(place);
            // Those that depend on nothing in common have nothing to do with each other.
            for earlier in earlier.filter(|earlier| !earlier.asks.is_disjoint(&later.asks)) {
                a_pair_contradicts |= self.pair(list, earlier, later)?;
            }
        }
        if !a_pair_contradicts {
            self.all_of_several(list, sound)?;
        }
        Ok(())
    }

    /// What is odd about two criteria; whether they contradict each other.
    fn pair(&mut self, list: &List<'_>, earlier: &Sound, later: &Sound) -> Result<bool, TooLarge> {
        let (a, b) = (list.id(earlier.at), list.id(later.at));
        let say = |findings: &mut Self, at: usize, code: Code, message: String, help: &'static str| {
            findings.add(list.place(at), list.whole(at), code, message, help);
        };
        if earlier.diagram == later.diagram {
            let message = format!("the criterion `{b}` asks the same as `{a}`");
            say(self, later.at, Code::SameCriterion, message, "remove one of the two");
            return Ok(false);
        }
        let help = "remove it, or check both: it keeps out nobody whom the other does not";
        let either = self.diagrams().or(earlier.diagram, later.diagram)?;
        if either == later.diagram {
            say(self, later.at, Code::Subsumed, format!("whoever meets `{a}` also meets `{b}`"), help);
        } else if either == earlier.diagram {
            say(self, earlier.at, Code::Subsumed, format!("whoever meets `{b}` also meets `{a}`"), help);
        }
        let both = self.diagrams().and(earlier.diagram, later.diagram)?;
        let contradict = !self.can_be_true(both);
        if contradict {
            let message = format!("nobody can meet both `{a}` and `{b}`");
            say(self, later.at, Code::Contradictory, message, "change one of the two");
        }
        Ok(contradict)
    }

    /// Three or more criteria of which any two can be met, and not all: the fewest that are found to contradict.
    fn all_of_several(&mut self, list: &List<'_>, sound: &[Sound]) -> Result<(), TooLarge> {
        let all: Vec<&Sound> = sound.iter().collect();
        let diagram = self.all(&all)?;
        if self.can_be_true(diagram) {
            return Ok(());
        }
        let mut fewest = all.clone();
        for criterion in all {
            let without: Vec<&Sound> = fewest.iter().copied().filter(|other| other.at != criterion.at).collect();
            let diagram = self.all(&without)?;
            if !self.can_be_true(diagram) {
                fewest = without;
            }
        }
        if let Some(last) = fewest.last() {
            let names = quoted(fewest.iter().map(|criterion| list.id(criterion.at)));
            let message = format!("nobody can meet all of {names}");
            self.add(list.place(last.at), list.whole(last.at), Code::Contradictory, message, "change one of them");
        }
        Ok(())
    }

    fn all(&mut self, criteria: &[&Sound]) -> Result<Diagram, TooLarge> {
        let mut all = Diagram::TRUE;
        for criterion in criteria {
            all = self.diagrams().and(all, criterion.diagram)?;
        }
        Ok(all)
    }

    /// Target groups and advice that are for nobody.
    pub(super) fn others(&mut self, version: &Version, conditions: &[Condition<'_>]) {
        let joins = self.analysis.all(&version.criteria).diagram;
        let joins = joins.and_then(|joins| self.completed(joins)).ok().filter(|joins| self.can_be_true(*joins));
        let first = version.criteria.len().saturating_add(version.continuing.len());
        let groups = version.document.target_groups.iter().map(|group| Some(group.id.as_str()));
        let all = groups.chain(version.document.advice.iter().map(|_| None));
        for ((at, condition), id) in conditions.iter().enumerate().skip(first).zip(all) {
            let Ok(meant) = self.complete(condition.expression) else { continue };
            let message = match (id, joins) {
                (Some(id), _) if !self.can_be_true(meant) => format!("nobody belongs to the target group `{id}`"),
                (None, _) if !self.can_be_true(meant) => "this advice is never shown".to_owned(),
                (Some(id), Some(joins)) => match self.diagrams().and(joins, meant) {
                    Ok(both) if !self.can_be_true(both) => {
                        format!("nobody who can join belongs to the target group `{id}`")
                    }
                    _ => continue,
                },
                _ => continue,
            };
            let help =
                if id.is_some() { "check it against the criteria; or remove it" } else { "change it, or remove it" };
            self.add(at, condition.formula.whole(), Code::Unreachable, message, help);
        }
    }
}
