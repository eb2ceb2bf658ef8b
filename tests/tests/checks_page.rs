//! `docs/checks.md`: each check has a section, whose first example gives its code and whose second gives none.

use std::collections::BTreeMap;
use std::fs;

use doorstep::{Catalogue, Code};
use doorstep_tests::repository;

/// The codes of what is checked in a catalogue as a whole.
const CHECKED: [&str; 12] =
    ["D404", "D405", "D406", "D421", "D422", "D423", "D424", "D425", "D426", "D427", "D428", "D429"];

/// The page's examples by the code of their section; those before the first section have none.
fn examples(page: &str) -> BTreeMap<Option<String>, Vec<String>> {
    let mut examples: BTreeMap<Option<String>, Vec<String>> = BTreeMap::new();
    let mut section = None;
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            let code = title.split_once(':').map(|(code, _)| code.to_owned());
            section = code.filter(|code| Code::ALL.iter().any(|known| known.as_str() == code));
        } else if line == "```yaml" {
            let text: String = lines.by_ref().take_while(|line| *line != "```").flat_map(|line| [line, "\n"]).collect();
            examples.entry(section.clone()).or_default().push(text);
        }
    }
    examples
}

/// The codes of an example's warnings. Each of its documents is named by its id.
fn warnings(vocabulary: &str, example: &str) -> Vec<&'static str> {
    let documents = example.split("---\n").enumerate().map(|(at, text)| {
        let (_, id) = text.lines().next().and_then(|line| line.split_once(": ")).unwrap();
        (format!("{at}/{id}.yaml"), text.to_owned())
    });
    let documents = documents.chain([("example.yaml".to_owned(), vocabulary.to_owned())]);
    let catalogue = Catalogue::parse(documents).unwrap_or_else(|error| panic!("{error}\n{example}"));
    catalogue.check().into_iter().map(|found| found.code.as_str()).collect()
}

#[test]
fn each_check_has_an_example_and_a_mended_one() {
    let page = fs::read_to_string(repository().join("docs/checks.md")).unwrap();
    let mut examples = examples(&page);
    let [vocabulary] = &examples.remove(&None).unwrap()[..] else { panic!("one vocabulary") };
    let sections: Vec<&str> = examples.keys().flatten().map(String::as_str).collect();
    assert_eq!(sections, CHECKED);
    for (code, examples) in &examples {
        let [odd, mended] = &examples[..] else { panic!("{code:?} has two examples") };
        assert_eq!(warnings(vocabulary, odd), [code.as_deref().unwrap()], "{odd}");
        assert!(warnings(vocabulary, mended).is_empty(), "{code:?}: {:?}\n{mended}", warnings(vocabulary, mended));
    }
}

#[test]
fn every_code_of_a_check_is_on_the_page() {
    let checked: Vec<&str> =
        Code::ALL.iter().map(|code| code.as_str()).filter(|code| ("D420".."D430").contains(code)).collect();
    assert!(checked.iter().all(|code| CHECKED.contains(code)), "{checked:?}");
    let codes = fs::read_to_string(repository().join("docs/codes.md")).unwrap();
    for code in CHECKED {
        let row = codes.lines().find(|line| line.starts_with(&format!("| [{code}](checks.md#"))).unwrap_or_default();
        assert!(row.contains("| warning |"), "docs/codes.md does not link {code} to docs/checks.md");
    }
}
