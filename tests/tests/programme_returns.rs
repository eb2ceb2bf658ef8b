//! The returns of the seeds.

use doorstep::Catalogue;
use doorstep_tests::repository;

#[test]
fn the_returns_load_without_a_remark() {
    let catalogue = Catalogue::load(repository().join("programmes")).unwrap();
    assert_eq!(catalogue.check(), []);
}
