//! The project's own figures: those that case studies and articles published.

use doorstep::Catalogue;
use doorstep_tests::repository;

#[test]
fn show() {
    let catalogue = Catalogue::load(repository().join("programmes")).unwrap();
    for verdict in catalogue.check_figures("en") {
        println!("{verdict}");
    }
    for found in catalogue.check() {
        println!("{found}");
    }
}
