//! The behaviours of the builder, one a file: each test is named `FILE::TEST`.

mod debian_source_is_chosen_exactly;
mod page_is_laid_out;
mod results_are_counted;
