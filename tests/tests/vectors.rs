//! Every vector, in Rust.

use doorstep_tests::{read_all, repository, run};

#[test]
fn every_vector_holds() {
    let vectors = read_all(&repository().join("tests/vectors")).unwrap();
    let mut failures = Vec::new();
    let mut cases = 0;
    // `VECTORS=returns` runs those alone whose path has that in it.
    let only = std::env::var("VECTORS").unwrap_or_default();
    for (path, vector) in vectors.iter().filter(|(path, _)| path.to_string_lossy().contains(&only)) {
        for case in &vector.cases {
            cases += 1;
            match run(vector, case) {
                Ok(differences) if differences.is_empty() => {}
                Ok(differences) => {
                    failures.push(format!("{}: {}:\n  {}", path.display(), case.name, differences.join("\n  ")))
                }
                Err(error) => failures.push(format!("{}: {}: {error}", path.display(), case.name)),
            }
        }
    }
    assert!(cases >= 60 || !only.is_empty(), "only {cases} cases were found");
    assert!(failures.is_empty(), "{} of {cases} cases fail:\n{}", failures.len(), failures.join("\n"));
}
