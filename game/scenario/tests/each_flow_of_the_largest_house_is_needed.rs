//! Every flow of the house from which the others are drawn carries something: libraries are not told of idle flows, since a
//! smaller house may need fewer.

use crate::common::source;
use codedark_scenario::codes::IDLE_FLOW;
use codedark_scenario::{Problem, check_texts};
use codedark_shipped::built_in;

/// The hospital of the library as a scenario's own, with another text in place of a piece of it.
fn written_out(from: &str, to: &str) -> Vec<Problem> {
    let scenario = built_in("conti-friday").expect("shipped").text;
    let library = built_in("library/hospitals/regional-300").expect("shipped").text;
    let start = library.find("hospital: (").expect("a hospital");
    let end = library.find(",\n\n    texts: {").expect("its texts");
    let drawn = "hospital: (from: \"hospitals/regional-300\")";
    assert!(scenario.contains(drawn) && library.contains(from));
    let scenario = scenario.replacen(drawn, &library[start..end].replacen(from, to, 1), 1);
    let words = library[end..].find("texts: {").map(|at| &library[end + at + "texts: {".len()..]).expect("words");
    let words = &words[..words.rfind("    },\n").expect("their end")];
    let scenario = scenario.replacen("    texts: {\n", &format!("    texts: {{\n{words}"), 1);
    check_texts(source("conti-friday.ron", &scenario), &built_in).problems
}

fn idle(problems: &[Problem]) -> Vec<String> {
    problems.iter().filter(|problem| *problem.code == IDLE_FLOW).map(ToString::to_string).collect()
}

#[test]
fn each_flow_of_the_largest_house_is_needed() {
    let flow = "(from: \"supplier\", to: \"wards\", service: Web),";
    let found = written_out(flow, flow);
    assert_eq!(idle(&found), [""; 0]);
    let added = written_out(flow, &format!("{flow} (from: \"building\", to: \"backup\", service: Web),"));
    assert_eq!(idle(&added).len(), 1, "{added:?}");
}
