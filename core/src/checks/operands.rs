//! Parts of a condition that make no difference.

use super::findings::{Condition, Findings};
use super::open::Openness;
use super::parts::{Group, Joined, Part, groups};
use crate::analysis::{Diagram, TooLarge};
use crate::condition::Expression;
use crate::diagnostic::Code;

impl Findings {
    /// Operands that the others make idle, and branches that are never reached. In a condition that never holds, or
    /// always, it is the whole that is odd.
    pub(super) fn operands(&mut self, at: usize, condition: &Condition<'_>, openness: &mut Openness<'_>) {
        if self.complete(condition.expression).is_ok_and(|whole| whole == Diagram::TRUE || !self.can_be_true(whole)) {
            return;
        }
        for group in groups(&condition.formula.syntax, condition.expression) {
            // Where it is too much to work out, nothing is said.
            let _ = match group.joined {
                Joined::If => self.branches(at, &group),
                Joined::And => self.idle(at, &group, false, openness),
                Joined::Or => self.idle(at, &group, true, openness),
            };
        }
    }

    fn branches(&mut self, at: usize, group: &Group<'_>) -> Result<(), TooLarge> {
        let [asked, yes, no] = &group.parts[..] else { return Ok(()) };
        let mut here = Diagram::TRUE;
        for (around, answer) in &group.under {
            let around = self.answered(around, *answer)?;
            here = self.diagrams().and(here, around)?;
        }
        // Of what is never reached itself its own `if` is told.
        if !self.can_be_true(here) {
            return Ok(());
        }
        let always = self.complete(asked.expression)? == Diagram::TRUE;
        let stands = if group.under.is_empty() { "" } else { " where it stands" };
        for (answer, part) in [(true, yes), (false, no)] {
            let own = self.answered(asked, answer)?;
            let reached = self.diagrams().and(here, own)?;
            if !self.can_be_true(reached) {
                let why = match answer {
                    true => "never true",
                    false if always => "always true",
                    false => "never false",
                };
                let message = format!("this is never reached: the `if` is {why}{stands}");
                self.add(at, part.syntax.span, Code::Unreachable, message, "remove it, or change the `if`");
            }
        }
        Ok(())
    }

    /// Where a part that an `if` asks gives an answer.
    fn answered(&mut self, asked: &Part<'_>, answer: bool) -> Result<Diagram, TooLarge> {
        let asked = self.complete(asked.expression)?;
        if answer { Ok(asked) } else { self.diagrams().not(asked) }
    }

    /// Operands without which the group is the same, told or not. Of two that say the same, the later is idle.
    fn idle(&mut self, at: usize, group: &Group<'_>, any: bool, openness: &mut Openness<'_>) -> Result<(), TooLarge> {
        let mut own = Vec::new();
        for part in &group.parts {
            own.push(self.compiled(part.expression).map_or(Err(TooLarge), |compiled| compiled.diagram)?);
        }
        let nothing = if any { Diagram::FALSE } else { Diagram::TRUE };
        let mut before = vec![nothing];
        for own in &own {
            let so_far = self.diagrams().joined(any, before.last().copied().unwrap_or(nothing), *own)?;
            before.push(so_far);
        }
        let mut after = nothing;
        let mut stay: Vec<&Expression> = Vec::new();
        for (place, ((part, own), before)) in group.parts.iter().zip(own).zip(before).enumerate().rev() {
            let without = self.diagrams().joined(any, before, after)?;
            let with = self.diagrams().joined(any, without, own)?;
            let others = group.parts.iter().take(place).map(|part| part.expression).chain(stay.iter().copied());
            let is_idle = self.is_the_same(with, without)?
                && !openness.loses(any, part.expression, &others.collect::<Vec<_>>())?;
            if is_idle {
                self.add_idle(at, part, any, own)?;
            } else {
                after = self.diagrams().joined(any, own, after)?;
                stay.push(part.expression);
            }
        }
        Ok(())
    }

    fn add_idle(&mut self, at: usize, part: &Part<'_>, any: bool, own: Diagram) -> Result<(), TooLarge> {
        let own = self.completed(own)?;
        let why = match any {
            true if !self.can_be_true(own) => "it is never true",
            true => "whenever it is true, another part is",
            false if own == Diagram::TRUE => "it is always true",
            false => "whenever the other parts are true, it is",
        };
        let help = "remove it, or change it: the condition is the same without it";
        self.add(at, part.syntax.span, Code::Unreachable, format!("this makes no difference: {why}"), help);
        Ok(())
    }

    /// Whether a group is the same without an operand once everything is told, and settled before wherever it was.
    fn is_the_same(&mut self, with: Diagram, without: Diagram) -> Result<bool, TooLarge> {
        Ok(with == without
            || self.diagrams().agreed(with, without)? == with && self.completed(with)? == self.completed(without)?)
    }
}
