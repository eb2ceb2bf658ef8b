//! Where random catalogues and people come from.

/// A list of random numbers, used up one choice after another; when it is used up, every choice is the first.
///
/// What is made from smaller numbers is simpler, so that a test that shrinks the list shrinks what was made from it.
#[derive(Clone, Debug)]
pub struct Choices {
    numbers: Vec<u32>,
    used: usize,
}

impl Choices {
    /// Choices by the numbers given.
    #[must_use]
    pub fn new(numbers: Vec<u32>) -> Self {
        Self { numbers, used: 0 }
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        let number = self.numbers.get(self.used).copied().unwrap_or(0);
        self.used += 1;
        // The whole width of the number counts, so that halving it halves the choice.
        ((u64::from(number) * limit as u64) >> u32::BITS) as usize
    }

    /// Whether something that happens `times` out of a hundred does.
    pub fn chance(&mut self, times: usize) -> bool {
        self.below(100) + times >= 100
    }

    /// One of several.
    pub fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    /// The place of one of several by how likely each is.
    pub fn weighted(&mut self, weights: &[usize]) -> usize {
        let mut left = self.below(weights.iter().sum());
        weights
            .iter()
            .position(|weight| {
                left < *weight || {
                    left -= weight;
                    false
                }
            })
            .unwrap_or(0)
    }
}
