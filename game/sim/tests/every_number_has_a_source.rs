//! Every number of the model says its unit and where it comes from, once.
use std::collections::BTreeSet;

#[test]
fn every_parameter_has_a_unit_and_a_source() {
    let mut names = BTreeSet::new();
    for (domain, parameters) in codedark_sim::parameter::all() {
        assert!(!parameters.is_empty(), "{domain} lists its numbers");
        for one in parameters {
            let name = format!("{domain}::{}", one.name);
            assert!(one.value.is_finite(), "{name} is a number");
            assert!(!one.unit.trim().is_empty() && !one.what.trim().is_empty(), "{name} has a unit and a meaning");
            assert!(one.source.trim().len() >= 4, "{name} has a source, or says that it is an assumption");
            assert!(names.insert(name.clone()), "{name} is listed once");
        }
    }
}
