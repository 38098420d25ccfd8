//! The behaviours of the classroom host, one a file: each test is named `FILE::TEST`.

mod a_damaged_store_is_salvaged;
mod a_store_that_cannot_write_says_why;
mod a_torn_log_opens_as_a_prefix;
mod an_older_store_keeps_no_secret_in_clear;
mod an_older_store_opens;
mod erased_words_leave_no_trace;
mod flipped_bytes_cost_what_is_named;
mod network_drives_are_refused;
mod one_server_holds_a_folder;
mod one_writer_serves_all_classes;
mod other_files_are_not_opened;
mod stores;
