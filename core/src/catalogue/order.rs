//! What depends on what, and in which order to work it out.

/// An order in which everything comes after what it depends on, or the circles that make one impossible.
///
/// `dependencies[i]` are the places `i` depends on. No recursion: a chain may be as long as a catalogue.
pub(crate) fn in_order(dependencies: &[Vec<usize>]) -> Result<Vec<usize>, Vec<Vec<usize>>> {
    let mut waiting: Vec<usize> = dependencies.iter().map(Vec::len).collect();
    let mut dependents = vec![Vec::new(); dependencies.len()];
    for (at, needed) in dependencies.iter().enumerate() {
        for need in needed {
            if let Some(dependents) = dependents.get_mut(*need) {
                dependents.push(at);
            }
        }
    }
    let mut order: Vec<usize> = (0..dependencies.len()).filter(|at| waiting.get(*at) == Some(&0)).collect();
    let mut next = 0;
    while let Some(done) = order.get(next).copied() {
        next = next.saturating_add(1);
        for dependent in dependents.get(done).into_iter().flatten() {
            if let Some(count) = waiting.get_mut(*dependent) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    order.push(*dependent);
                }
            }
        }
    }
    if order.len() == dependencies.len() { Ok(order) } else { Err(circles(dependencies, &waiting)) }
}

/// The circles among what is still waiting: one for each group that waits for itself.
fn circles(dependencies: &[Vec<usize>], waiting: &[usize]) -> Vec<Vec<usize>> {
    let is_waiting = |at: &usize| waiting.get(*at).is_some_and(|count| *count > 0);
    let mut seen = vec![false; dependencies.len()];
    let mut found = Vec::new();
    for start in (0..dependencies.len()).filter(is_waiting) {
        let mut path = Vec::new();
        let mut at = start;
        while seen.get(at) == Some(&false) {
            if let Some(seen) = seen.get_mut(at) {
                *seen = true;
            }
            path.push(at);
            match dependencies.get(at).and_then(|needed| needed.iter().find(|need| is_waiting(need))) {
                Some(need) => at = *need,
                None => break,
            }
        }
        if let Some(begins) = path.iter().position(|step| *step == at)
            && path.len() > begins
            && dependencies.get(at).is_some()
        {
            found.push(path.split_off(begins));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn needs_come_first_and_circles_are_named() {
        assert_eq!(in_order(&[vec![1], vec![2], vec![]]), Ok(vec![2, 1, 0]));
        assert_eq!(in_order(&[vec![1], vec![0], vec![]]), Err(vec![vec![0, 1]]));
        assert_eq!(in_order(&[vec![0]]), Err(vec![vec![0]]));
        // 0 depends on a circle without being in it.
        assert_eq!(in_order(&[vec![1], vec![2], vec![1]]), Err(vec![vec![1, 2]]));
    }
}
