//! The behaviours of what programs are given and say, one a file: each test is named `FILE::TEST`.

mod every_message_has_a_sentence;
