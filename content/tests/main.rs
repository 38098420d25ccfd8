//! The behaviours of what programs are given and say, one a file: each test is named `FILE::TEST`.

mod a_policy_file_is_read_as_scenarios_are;
mod every_message_has_a_sentence;
mod files_are_replaced_whole;
