//! The behaviours of the authors' tools, one a file: each test is named `FILE::TEST`.

mod a_condition_is_read_as_scenarios_are;
mod a_new_scenario_is_played;
mod records_and_policies_repeat_a_run;
mod tables_carry_injects_there_and_back;
mod the_bench_prints_every_row;
mod the_model_is_held_against_the_record;
