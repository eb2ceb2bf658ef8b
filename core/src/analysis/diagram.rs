//! Decision diagrams: a condition as a function of what may yet be told.
//!
//! A node asks one variable; its branches are *left as it is* and one for each cell of what may be told. Nodes are
//! shared and reduced (after Bryant, "Graph-Based Algorithms for Boolean Function Manipulation", 1986; with several
//! branches and three ends, since facts have many values and conditions three). Telling more never unsettles a
//! condition, so a variable that stands in a reduced diagram is one that can matter, and no other is.

use std::collections::BTreeSet;

use super::quick::{OrderedMap, QuickMap};

/// A variable's place in the order in which diagrams ask.
pub(crate) type VariableIndex = usize;

/// A diagram, or a part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Diagram(u32);

impl Diagram {
    pub(crate) const FALSE: Self = Self(0);
    pub(crate) const TRUE: Self = Self(1);
    pub(crate) const UNKNOWN: Self = Self(2);
    /// The places of nodes begin behind the three ends.
    const ENDS: u32 = 3;

    /// The end that a truth value is.
    pub(crate) fn of_truth(truth: Option<bool>) -> Self {
        match truth {
            Some(false) => Self::FALSE,
            Some(true) => Self::TRUE,
            None => Self::UNKNOWN,
        }
    }

    /// The node at a place; `None` if there are too many.
    fn at(place: usize) -> Option<Self> {
        u32::try_from(place).ok()?.checked_add(Self::ENDS).map(Self)
    }

    /// The place of its node; an end has none.
    fn place(self) -> Option<usize> {
        usize::try_from(self.0.checked_sub(Self::ENDS)?).ok()
    }

    fn is_end(self) -> bool {
        self.0 < Self::ENDS
    }

    /// Whether it is settled: true or false, whatever else is told.
    pub(crate) fn is_settled(self) -> bool {
        self == Self::FALSE || self == Self::TRUE
    }
}

/// It would take more work than is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooLarge;

/// How two or three diagrams are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Join {
    And,
    Or,
    /// `if a then b else c`; unknown where `a` is.
    If,
    /// What both say, else unknown.
    Consensus,
}

#[derive(PartialEq, Eq, Hash)]
struct Node {
    variable: VariableIndex,
    /// Left as it is, then each cell.
    branches: Box<[Diagram]>,
}

/// Where a node leads.
struct Ends {
    /// Whether it can come to false, and to true.
    comes_to: [bool; 2],
    /// Where it ends if nothing more is told.
    untold: Diagram,
}

/// Diagrams that share their nodes.
pub(crate) struct Diagrams {
    /// Each once, by its place.
    nodes: OrderedMap<Node, Ends>,
    joined: QuickMap<(Join, [Diagram; 3]), Diagram>,
    closed: QuickMap<Diagram, Diagram>,
    /// The work done and the most that may be: branches made or joined, and whatever else is counted with them. It
    /// bounds memory too, since nothing is kept that was not counted.
    spent: usize,
    limit: usize,
}

impl Diagrams {
    /// No diagrams yet; together they may take so much work.
    pub(crate) fn new(limit: usize) -> Self {
        Self { nodes: OrderedMap::default(), joined: QuickMap::default(), closed: QuickMap::default(), spent: 0, limit }
    }

    /// Allows `more` work beyond what was done, up to `most` in all.
    pub(crate) fn allow(&mut self, more: usize, most: usize) {
        self.limit = self.spent.saturating_add(more).min(most);
    }

    /// Counts work.
    pub(crate) fn spend(&mut self, work: usize) -> Result<(), TooLarge> {
        self.spent = self.spent.saturating_add(work);
        if self.spent > self.limit { Err(TooLarge) } else { Ok(()) }
    }

    /// Counts work that has been done elsewhere.
    pub(crate) fn charge(&mut self, work: usize) {
        self.spent = self.spent.saturating_add(work);
    }

    /// The work done so far.
    pub(crate) fn spent(&self) -> usize {
        self.spent
    }

    fn node(&self, diagram: Diagram) -> Option<&Node> {
        self.nodes.get_index(diagram.place()?).map(|(node, _)| node)
    }

    fn ends(&self, diagram: Diagram) -> Option<&Ends> {
        self.nodes.get_index(diagram.place()?).map(|(_, ends)| ends)
    }

    /// The diagram that asks a variable; if the answer does not matter, the one it leads to.
    pub(crate) fn ask(&mut self, variable: VariableIndex, branches: Vec<Diagram>) -> Result<Diagram, TooLarge> {
        if let Some(first) = branches.first()
            && branches.iter().all(|branch| branch == first)
        {
            return Ok(*first);
        }
        let node = Node { variable, branches: branches.into_boxed_slice() };
        if let Some(known) = self.nodes.get_index_of(&node) {
            return Diagram::at(known).ok_or(TooLarge);
        }
        self.spend(node.branches.len())?;
        let diagram = Diagram::at(self.nodes.len()).ok_or(TooLarge)?;
        let comes_to = [false, true].map(|end| node.branches.iter().any(|branch| self.comes_to(*branch, end)));
        let untold = node.branches.first().map_or(Diagram::UNKNOWN, |left| self.untold(*left));
        self.nodes.insert(node, Ends { comes_to, untold });
        Ok(diagram)
    }

    /// Whether some answers, or none, lead to an end.
    pub(crate) fn comes_to(&self, diagram: Diagram, end: bool) -> bool {
        match self.ends(diagram) {
            Some(ends) => {
                let [to_false, to_true] = ends.comes_to;
                if end { to_true } else { to_false }
            }
            None => diagram == Diagram::of_truth(Some(end)),
        }
    }

    /// Where a diagram ends if nothing more is told.
    fn untold(&self, diagram: Diagram) -> Diagram {
        self.ends(diagram).map_or(diagram, |ends| ends.untold)
    }

    /// Kleene's `and`.
    pub(crate) fn and(&mut self, a: Diagram, b: Diagram) -> Result<Diagram, TooLarge> {
        self.join(Join::And, [a.min(b), a.max(b), Diagram::TRUE])
    }

    /// Kleene's `or`.
    pub(crate) fn or(&mut self, a: Diagram, b: Diagram) -> Result<Diagram, TooLarge> {
        self.join(Join::Or, [a.min(b), a.max(b), Diagram::FALSE])
    }

    /// `if condition then yes else no`.
    pub(crate) fn choose(&mut self, condition: Diagram, yes: Diagram, no: Diagram) -> Result<Diagram, TooLarge> {
        self.join(Join::If, [condition, yes, no])
    }

    /// Kleene's `not`.
    pub(crate) fn not(&mut self, a: Diagram) -> Result<Diagram, TooLarge> {
        self.choose(a, Diagram::FALSE, Diagram::TRUE)
    }

    /// `or` if any is enough, else `and`.
    pub(crate) fn joined(&mut self, any: bool, a: Diagram, b: Diagram) -> Result<Diagram, TooLarge> {
        if any { self.or(a, b) } else { self.and(a, b) }
    }

    /// What both say, else unknown.
    pub(crate) fn agreed(&mut self, a: Diagram, b: Diagram) -> Result<Diagram, TooLarge> {
        self.join(Join::Consensus, [a.min(b), a.max(b), Diagram::UNKNOWN])
    }

    fn join(&mut self, join: Join, parts: [Diagram; 3]) -> Result<Diagram, TooLarge> {
        if let Some(known) = self.joined_at_once(join, parts) {
            return Ok(known);
        }
        if let Some(known) = self.joined.get(&(join, parts)) {
            return Ok(*known);
        }
        let tops = parts.iter().filter_map(|part| self.node(*part));
        let Some(variable) = tops.map(|node| node.variable).min() else { return Ok(Diagram::UNKNOWN) };
        let count = parts.iter().filter_map(|part| self.node(*part)).filter(|node| node.variable == variable);
        let count = count.map(|node| node.branches.len()).max().unwrap_or(0);
        self.spend(count)?;
        let mut branches = Vec::with_capacity(count);
        for at in 0..count {
            let branch = parts.map(|part| self.branch(part, variable, at));
            branches.push(self.join(join, branch)?);
        }
        let diagram = self.ask(variable, branches)?;
        self.joined.insert((join, parts), diagram);
        Ok(diagram)
    }

    /// What a join is without looking into its branches.
    fn joined_at_once(&self, join: Join, [a, b, c]: [Diagram; 3]) -> Option<Diagram> {
        let unknown = if a == Diagram::UNKNOWN { Some(b) } else { (b == Diagram::UNKNOWN).then_some(a) };
        match join {
            Join::And if a == Diagram::FALSE || b == Diagram::FALSE => Some(Diagram::FALSE),
            Join::And if a == Diagram::TRUE => Some(b),
            Join::And if b == Diagram::TRUE || a == b => Some(a),
            // What is never true is not changed by being unknown at best.
            Join::And => unknown.filter(|other| !self.comes_to(*other, true)),
            Join::Or if a == Diagram::TRUE || b == Diagram::TRUE => Some(Diagram::TRUE),
            Join::Or if a == Diagram::FALSE => Some(b),
            Join::Or if b == Diagram::FALSE || a == b => Some(a),
            Join::Or => unknown.filter(|other| !self.comes_to(*other, false)),
            Join::If => match a {
                Diagram::TRUE => Some(b),
                Diagram::FALSE => Some(c),
                Diagram::UNKNOWN => Some(Diagram::UNKNOWN),
                _ => None,
            },
            Join::Consensus if a == b => Some(a),
            Join::Consensus if unknown.is_some() || a.is_end() && b.is_end() => Some(Diagram::UNKNOWN),
            Join::Consensus => None,
        }
    }

    /// Where an answer to a variable leads: to itself, if it does not ask that first.
    fn branch(&self, diagram: Diagram, variable: VariableIndex, at: usize) -> Diagram {
        match self.node(diagram) {
            Some(node) if node.variable == variable => node.branches.get(at).copied().unwrap_or(Diagram::UNKNOWN),
            _ => diagram,
        }
    }

    /// What a diagram would say if it also saw where all answers agree: `x or not(x)` is true without `x`.
    pub(crate) fn closure(&mut self, diagram: Diagram) -> Result<Diagram, TooLarge> {
        let Some(node) = self.node(diagram) else { return Ok(diagram) };
        if let Some(known) = self.closed.get(&diagram) {
            return Ok(*known);
        }
        let (variable, cells) = (node.variable, node.branches.iter().skip(1).copied().collect::<Vec<_>>());
        self.spend(cells.len())?;
        let mut branches = vec![Diagram::UNKNOWN];
        for cell in cells {
            branches.push(self.closure(cell)?);
        }
        let mut agreed = branches.get(1).copied().unwrap_or(Diagram::UNKNOWN);
        for cell in branches.clone().into_iter().skip(2) {
            agreed = self.agreed(agreed, cell)?;
        }
        if let Some(left) = branches.first_mut() {
            *left = agreed;
        }
        let closed = self.ask(variable, branches)?;
        self.closed.insert(diagram, closed);
        Ok(closed)
    }

    /// The variables a diagram asks, in order: those that can matter.
    pub(crate) fn variables(&self, diagram: Diagram) -> BTreeSet<VariableIndex> {
        let (mut seen, mut found) = (vec![false; self.nodes.len()], BTreeSet::new());
        let mut waiting = vec![diagram];
        while let Some(next) = waiting.pop() {
            if let Some(node) = self.node(next)
                && let Some(seen) = next.place().and_then(|place| seen.get_mut(place))
                && !std::mem::replace(seen, true)
            {
                found.insert(node.variable);
                waiting.extend(node.branches.iter());
            }
        }
        found
    }

    /// Where a diagram ends for each cell of one variable, if the rest is left as it is; nothing if the variable does not
    /// matter then.
    pub(crate) fn told(&self, diagram: Diagram, variable: VariableIndex) -> impl Iterator<Item = Diagram> {
        let mut asks = self.node(diagram);
        while let Some(node) = asks.filter(|node| node.variable < variable) {
            asks = node.branches.first().and_then(|left| self.node(*left));
        }
        let cells =
            asks.filter(|node| node.variable == variable).into_iter().flat_map(|node| node.branches.iter().skip(1));
        cells.map(|cell| self.untold(*cell))
    }

    /// A diagram where everything is told: variables are not left as they are, but for those that may stay unknown for
    /// good. Two conditions are the same for all complete answers if theirs are.
    pub(crate) fn complete(
        &mut self,
        diagram: Diagram,
        stays_open: &impl Fn(VariableIndex) -> bool,
        known: &mut QuickMap<Diagram, Diagram>,
    ) -> Result<Diagram, TooLarge> {
        if let Some(known) = known.get(&diagram) {
            return Ok(*known);
        }
        let Some(node) = self.node(diagram) else { return Ok(diagram) };
        let (variable, parts) = (node.variable, node.branches.to_vec());
        self.spend(parts.len())?;
        let mut branches = Vec::with_capacity(parts.len());
        for (at, part) in parts.into_iter().enumerate() {
            let idle = at == 0 && !stays_open(variable);
            branches.push(if idle { Diagram::UNKNOWN } else { self.complete(part, stays_open, known)? });
        }
        if !stays_open(variable) {
            // Nobody looks at this branch: it is made like another, so that what is the same looks the same.
            let told = branches.get(1).copied().unwrap_or(Diagram::UNKNOWN);
            if let Some(left) = branches.first_mut() {
                *left = told;
            }
        }
        let complete = self.ask(variable, branches)?;
        known.insert(diagram, complete);
        Ok(complete)
    }

    /// The variables to tell, each with the cell that is told, that cost least of those that settle a diagram; `None` if
    /// none do.
    pub(crate) fn cheapest(
        &self,
        diagram: Diagram,
        cost: impl Fn(VariableIndex, usize) -> u64,
    ) -> Option<Vec<(VariableIndex, usize)>> {
        let mut best = QuickMap::default();
        self.price(diagram, &cost, &mut best);
        let mut asked = Vec::new();
        let mut at = diagram;
        while let Some(node) = self.node(at) {
            let (_, branch) = best.get(&at).copied().flatten()?;
            asked.extend(branch.checked_sub(1).map(|cell| (node.variable, cell)));
            at = node.branches.get(branch).copied()?;
        }
        at.is_settled().then_some(asked)
    }

    /// The least cost of settling a diagram, and the branch that leads there.
    fn price(
        &self,
        diagram: Diagram,
        cost: &impl Fn(VariableIndex, usize) -> u64,
        best: &mut QuickMap<Diagram, Option<(u64, usize)>>,
    ) -> Option<u64> {
        let Some(node) = self.node(diagram) else { return diagram.is_settled().then_some(0) };
        if let Some(known) = best.get(&diagram) {
            return known.map(|(price, _)| price);
        }
        let mut cheapest: Option<(u64, usize)> = None;
        for (at, branch) in node.branches.iter().enumerate() {
            let own = at.checked_sub(1).map_or(0, |cell| cost(node.variable, cell));
            let Some(price) = self.price(*branch, cost, best).map(|price| price.saturating_add(own)) else { continue };
            if cheapest.is_none_or(|(least, _)| price < least) {
                cheapest = Some((price, at));
            }
        }
        best.insert(diagram, cheapest);
        cheapest.map(|(price, _)| price)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A variable that is true in its second cell.
    fn boolean(diagrams: &mut Diagrams, variable: VariableIndex) -> Diagram {
        diagrams.ask(variable, vec![Diagram::UNKNOWN, Diagram::FALSE, Diagram::TRUE]).unwrap()
    }

    #[test]
    fn what_cannot_matter_is_not_asked() {
        let mut diagrams = Diagrams::new(1_000);
        let (x, y) = (boolean(&mut diagrams, 0), boolean(&mut diagrams, 1));
        let both = diagrams.and(x, y).unwrap();
        let either = diagrams.or(x, both).unwrap();
        // `x or (x and y)` is `x`, for unknown too.
        assert_eq!(either, x);
        assert_eq!(diagrams.variables(both), BTreeSet::from([0, 1]));
    }

    #[test]
    fn the_closure_sees_where_all_answers_agree() {
        let mut diagrams = Diagrams::new(1_000);
        let x = boolean(&mut diagrams, 0);
        let not_x = diagrams.not(x).unwrap();
        let always = diagrams.or(x, not_x).unwrap();
        assert!(!always.is_settled());
        assert_eq!(diagrams.closure(always).unwrap(), Diagram::TRUE);
        assert_eq!(diagrams.closure(x).unwrap(), x);
    }

    #[test]
    fn an_unknown_condition_leaves_an_if_unknown() {
        let mut diagrams = Diagrams::new(1_000);
        let (x, y) = (boolean(&mut diagrams, 0), boolean(&mut diagrams, 1));
        let same = diagrams.choose(x, y, y).unwrap();
        assert_ne!(same, y);
        assert_eq!(diagrams.told(same, 0).collect::<Vec<_>>(), [Diagram::UNKNOWN; 2]);
        assert_eq!(diagrams.told(same, 1).next(), None);
        assert_eq!(diagrams.told(x, 0).collect::<Vec<_>>(), [Diagram::FALSE, Diagram::TRUE]);
        assert_eq!(diagrams.cheapest(same, |_, _| 1).unwrap(), [(0, 0), (1, 0)]);
    }

    #[test]
    fn complete_answers_tell_no_more_apart_than_they_must() {
        let mut diagrams = Diagrams::new(1_000);
        let x = boolean(&mut diagrams, 0);
        let not_x = diagrams.not(x).unwrap();
        let always = diagrams.or(x, not_x).unwrap();
        let mut complete = |open: bool| diagrams.complete(always, &|_| open, &mut QuickMap::default()).unwrap();
        assert_eq!(complete(false), Diagram::TRUE);
        assert_eq!(complete(true), always);
    }

    #[test]
    fn more_work_than_allowed_is_an_error() {
        let mut diagrams = Diagrams::new(3);
        boolean(&mut diagrams, 0);
        assert_eq!(diagrams.ask(1, vec![Diagram::FALSE, Diagram::TRUE]), Err(TooLarge));
    }
}
