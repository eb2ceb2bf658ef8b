//! How hard a text is to read.

/// The Flesch–Kincaid grade: the school year in the United States that can read a text; a reading age is about five
/// years more.
///
/// `0.39 × words a sentence + 11.8 × syllables a word − 15.59`: J. P. Kincaid, R. P. Fishburne, R. L. Rogers and
/// B. S. Chissom, *Derivation of new readability formulas for Navy enlisted personnel*, Research Branch Report 8-75,
/// Naval Technical Training Command, 1975. Syllables are counted by the groups of vowels of a word, which is near
/// enough for an average. A text without words has no grade.
#[must_use]
pub fn grade(text: &str) -> Option<f64> {
    let words: Vec<&str> = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’'))).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| word.chars().any(char::is_alphanumeric)).collect();
    if words.is_empty() {
        return None;
    }
    let sentences = sentences(text).max(1);
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    let (words, sentences, syllables) = (words.len() as f64, sentences as f64, syllables as f64);
    Some(0.39 * words / sentences + 11.8 * syllables / words - 15.59)
}

/// How many sentences a text has: each ends with `.`, `!` or `?` before a space or the end.
fn sentences(text: &str) -> usize {
    let ends = |part: &str| part.trim_end_matches(['"', ')', '\'', '’']).ends_with(['.', '!', '?']);
    let mut words = text.split_whitespace();
    let ended = words.clone().filter(|word| ends(word)).count();
    ended + usize::from(words.next_back().is_some_and(|last| !ends(last)))
}

/// About how many syllables a word has.
fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    if word.chars().all(|c| c.is_ascii_digit()) {
        // 16 is sixteen; a longer number is read in two parts at least.
        return word.len().clamp(1, 4);
    }
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let (mut groups, mut before) = (0_usize, false);
    for c in word.chars() {
        let vowel = is_vowel(c);
        groups += usize::from(vowel && !before);
        before = vowel;
    }
    // The e at the end of "age" is not said, nor that of "asked" or "rules"; that of "table" and "wanted" is.
    let bare = |stem: &str| {
        let mut last = stem.chars().rev();
        match (last.next(), last.next()) {
            (Some('l'), Some(before)) => is_vowel(before),
            (Some(last), _) => !is_vowel(last),
            _ => false,
        }
    };
    let silent = if let Some(stem) = word.strip_suffix("es") {
        bare(stem) && !stem.ends_with(['s', 'x', 'z', 'c', 'g']) && !stem.ends_with("sh") && !stem.ends_with("ch")
    } else if let Some(stem) = word.strip_suffix("ed") {
        bare(stem) && !stem.ends_with(['t', 'd'])
    } else {
        word.strip_suffix('e').is_some_and(bare)
    };
    groups.saturating_sub(usize::from(silent && groups > 1)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted_as_they_are_said() {
        let words = "You age are asked rules table wanted services changes provider eligible able notes here 25";
        let counted: Vec<usize> = words.split(' ').map(syllables).collect();
        assert_eq!(counted, [1, 1, 1, 1, 1, 2, 2, 3, 2, 3, 4, 2, 1, 1, 2]);
    }

    #[test]
    fn the_grade_is_the_formulas() {
        // 6 words, 1 sentence, 6 syllables.
        let cat = grade("The cat sat on the mat.").unwrap();
        assert!((cat - (0.39 * 6.0 + 11.8 - 15.59)).abs() < 1e-9, "{cat}");
        assert_eq!(sentences("One. Two! \"Three?\" And four"), 4);
        assert_eq!(grade(" … "), None);
        let hard = grade("Eligibility necessitates demonstrable residential accommodation insecurity.").unwrap();
        assert!(hard > 20.0, "{hard}");
    }
}
