//! What a page does when the server says goodbye.

/// Rest after a goodbye that another try may mend, in milliseconds.
const AGAIN_MS: u32 = 5_000;

/// What follows a goodbye.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterBye {
    /// The token is worth nothing: back to the door.
    Door,
    /// Another page of this person took over: quiet, until the person wants this one.
    Quiet,
    /// Nothing by itself: loading the page again, which keeps the token, tries anew. The server is newer than this page, or a
    /// facilitator took the person out.
    Reload,
    /// Another try, after so many milliseconds.
    Again(u32),
}

/// What follows a goodbye with this reason.
pub fn after_bye(reason: &str) -> AfterBye {
    match reason {
        "bye-unknown-token" => AfterBye::Door,
        "bye-newer-page" => AfterBye::Quiet,
        "bye-other-version" | "bye-removed" | "bye-not-let-in" => AfterBye::Reload,
        _ => AfterBye::Again(AGAIN_MS),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_goodbye_has_its_own_end() {
        for (reason, end, why) in [
            ("bye-unknown-token", AfterBye::Door, "nothing to come back with"),
            ("bye-newer-page", AfterBye::Quiet, "two tabs would throw each other out for ever"),
            ("bye-other-version", AfterBye::Reload, "the same page would be refused again"),
            ("bye-removed", AfterBye::Reload, "a removal can be undone"),
            ("bye-not-let-in", AfterBye::Reload, "and so can this"),
            ("bye-too-fast", AfterBye::Again(AGAIN_MS), "it was a burst"),
            ("bye-silent", AfterBye::Again(AGAIN_MS), "the line was bad"),
            ("bye-garbage", AfterBye::Again(AGAIN_MS), "frames may have been torn"),
            ("bye-no-hello", AfterBye::Again(AGAIN_MS), "the page was busy"),
            ("bye-of-a-later-version", AfterBye::Again(AGAIN_MS), "unknown: a page never gives up by itself"),
        ] {
            assert_eq!(after_bye(reason), end, "{why}");
        }
    }
}
