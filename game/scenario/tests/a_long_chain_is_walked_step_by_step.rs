//! However long a chain of services that need each other, the reader and the checker walk it step by step: who writes too
//! many is told so, and none of them is a call within a call.

use crate::common::{chain_of_services, problems, small_with};

/// Services of the chain: with more, the file would hold more signs than a scenario may.
const LENGTH: usize = 6_000;
/// Stack on which it is checked: enough for a scenario, and far too little for a call for each service.
const STACK_BYTES: usize = 1 << 18;

/// What is told about a text on a small stack.
fn told(text: String) -> Vec<String> {
    let thread = std::thread::Builder::new().stack_size(STACK_BYTES);
    thread.spawn(move || problems(&text)).expect("a thread").join().expect("it is checked")
}

#[test]
fn a_chain_as_long_as_a_file_takes_no_more_of_the_stack() {
    assert_eq!(told(small_with("weekend: 1", "weekend: 1.0")), Vec::<String>::new(), "the stack is enough");
    let found = told(chain_of_services(LENGTH));
    let wanted = format!("`services` may have at most 100 entries; this has {}.", LENGTH + 2);
    assert!(found.iter().any(|problem| problem.ends_with(&wanted)), "{found:?}");
    assert!(found.iter().all(|problem| !problem.contains("need itself")), "and it is no round: {found:?}");
}
