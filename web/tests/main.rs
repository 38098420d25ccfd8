//! The behaviours of the builder, one a file: each test is named `FILE::TEST`.

mod debian_source_is_chosen_exactly;
mod page_is_laid_out;
mod programs_link_what_they_may;
mod results_are_counted;
