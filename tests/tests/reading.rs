//! What the library says to people can be read at a reading age of nine to eleven.

use doorstep::{Catalogue, Decision, Description};
use doorstep_tests::{grade, repository};

/// Nine to eleven years.
const GRADE: f64 = 6.0;
/// What programmes say of themselves: their sources' words can be hard.
const GRADE_OF_DOCUMENTS: f64 = 12.0;

/// Texts harder than a grade, hardest first.
fn harder<T: AsRef<str>>(texts: impl IntoIterator<Item = T>, than: f64) -> Vec<String> {
    let graded = texts.into_iter().filter_map(|text| Some((grade(text.as_ref())?, text)));
    let mut hard: Vec<_> = graded.filter(|(grade, _)| *grade > than).collect();
    hard.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    hard.into_iter().map(|(grade, text)| format!("{grade:.1} {}", text.as_ref())).collect()
}

/// A fixed sentence with a short word for each thing a document says.
fn filled(sentence: &str) -> String {
    let mut parts = sentence.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + "May" + part.split_once('}').map_or("", |(_, rest)| rest))
}

#[test]
fn the_fixed_words_of_descriptions_are_easy() {
    let all: Vec<String> = Description::fixed_words().iter().map(|sentence| filled(sentence)).collect();
    assert!(all.len() > 50);
    assert_eq!(harder(&all, GRADE), [""; 0]);
    let together = grade(&all.join(". ")).unwrap();
    assert!(together < 3.0, "{together}");
}

#[test]
fn the_fixed_words_of_decisions_are_easy() {
    let all: Vec<String> = Decision::fixed_words().iter().map(|sentence| filled(sentence)).collect();
    assert!(all.len() > 20);
    assert_eq!(harder(&all, GRADE), [""; 0]);
    let together = grade(&all.join(". ")).unwrap();
    assert!(together < 3.5, "{together}");
}

#[test]
fn the_programmes_own_words_are_not_too_hard() {
    let catalogue = Catalogue::load(repository().join("programmes")).unwrap();
    let (mut texts, mut groups) = (Vec::new(), Vec::new());
    for id in catalogue.programmes().into_keys() {
        let description = catalogue.describe(id, "en", None).unwrap();
        for version in description.versions {
            texts.extend(version.criteria.into_iter().chain(version.continuing).map(|criterion| criterion.text.text));
            groups.extend(version.target_groups.into_iter().map(|group| group.text.text));
            texts.extend(version.advice.into_iter().map(|advice| advice.text.text));
        }
    }
    let questions = catalogue.facts().filter(|(_, fact)| fact.asked_of().any(|who| who == "person"));
    texts.extend(questions.filter_map(|(_, fact)| Some(fact.question.as_ref()?.in_language("en").text)));
    let worst = harder(texts.iter().chain(&groups), GRADE);
    let all = texts.len() + groups.len();
    println!("{} of {all} texts are harder than grade {GRADE}:\n  {}", worst.len(), worst.join("\n  "));
    // Groups are called what their sources call them, in two or three words: too few to be judged by.
    assert_eq!(harder(&texts, GRADE_OF_DOCUMENTS), [""; 0]);
}
