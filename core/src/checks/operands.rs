//! Parts of a condition that make no difference.

use super::findings::{Condition, Findings};
use super::parts::{Group, Joined, groups};
use crate::analysis::{Diagram, TooLarge};
use crate::diagnostic::Code;

/// What is removed from a group, and how.
#[derive(Clone, Copy, PartialEq)]
enum Pass {
    /// What can go without a loss, told or not.
    Harmless,
    /// What then makes no difference once everything is told.
    Told,
}

impl Findings {
    /// Operands that the others make idle, and branches that are never reached. In a condition that never holds, or
    /// always, it is the whole that is odd.
    pub(super) fn operands(&mut self, at: usize, condition: &Condition<'_>) {
        if self.complete(condition.expression).is_ok_and(|whole| whole == Diagram::TRUE || !self.can_be_true(whole)) {
            return;
        }
        for group in groups(&condition.formula.syntax, condition.expression) {
            // Where it is too much to work out, nothing is said.
            let _ = match group.joined {
                Joined::If => self.branches(at, &group),
                Joined::And => self.idle(at, &group, false),
                Joined::Or => self.idle(at, &group, true),
            };
        }
    }

    fn branches(&mut self, at: usize, group: &Group<'_>) -> Result<(), TooLarge> {
        let [asked, yes, no] = &group.parts[..] else { return Ok(()) };
        let asked = self.complete(asked.expression)?;
        let help = "remove it, or change the `if`";
        if !self.can_be_true(asked) {
            let message = "this is never reached: the `if` is never true".to_owned();
            self.add(at, yes.syntax.span, Code::Unreachable, message, help);
        }
        if !self.analysis.diagrams.comes_to(asked, false) {
            let why = if asked == Diagram::TRUE { "always true" } else { "never false" };
            let message = format!("this is never reached: the `if` is {why}");
            self.add(at, no.syntax.span, Code::Unreachable, message, help);
        }
        Ok(())
    }

    /// Operands without which the group is the same. Of two that say the same, the later is idle.
    fn idle(&mut self, at: usize, group: &Group<'_>, any: bool) -> Result<(), TooLarge> {
        let diagram = |findings: &Self, part: &crate::condition::Expression| {
            findings.compiled(part).map_or(Err(TooLarge), |compiled| compiled.diagram)
        };
        let mut kept = Vec::new();
        for part in &group.parts {
            kept.push((part, diagram(self, part.expression)?));
        }
        let mut idle = Vec::new();
        for pass in [Pass::Harmless, Pass::Told] {
            let nothing = if any { Diagram::FALSE } else { Diagram::TRUE };
            let mut before = vec![nothing];
            for (_, own) in &kept {
                let so_far = self.joined(any, before.last().copied().unwrap_or(nothing), *own)?;
                before.push(so_far);
            }
            let mut after = nothing;
            let mut stay = Vec::new();
            for ((part, own), before) in kept.into_iter().zip(before).rev() {
                let without = self.joined(any, before, after)?;
                let with = self.joined(any, without, own)?;
                if self.is_the_same(with, without, pass)? {
                    idle.push((part, own, pass));
                } else {
                    after = self.joined(any, own, after)?;
                    stay.push((part, own));
                }
            }
            stay.reverse();
            kept = stay;
        }
        for (part, own, pass) in idle {
            let own = self.completed(own)?;
            let why = match any {
                true if !self.can_be_true(own) => "it is never true",
                true => "whenever it is true, another part is",
                false if own == Diagram::TRUE => "it is always true",
                false => "whenever the other parts are true, it is",
            };
            let help = match pass {
                Pass::Harmless => "remove it, or change it: the condition is the same without it",
                Pass::Told => "change it, or the other parts: once everything is told, they say the same without it",
            };
            self.add(at, part.syntax.span, Code::Unreachable, format!("this makes no difference: {why}"), help);
        }
        Ok(())
    }

    fn joined(&mut self, any: bool, a: Diagram, b: Diagram) -> Result<Diagram, TooLarge> {
        if any { self.diagrams().or(a, b) } else { self.diagrams().and(a, b) }
    }

    /// Whether a group is the same without an operand.
    fn is_the_same(&mut self, with: Diagram, without: Diagram, pass: Pass) -> Result<bool, TooLarge> {
        // Whatever the operand settles early must be settled without it.
        if pass == Pass::Harmless && self.diagrams().agreed(with, without)? != with {
            return Ok(false);
        }
        Ok(with == without || self.completed(with)? == self.completed(without)?)
    }
}
