//! The behaviours of the authors' tools, one a file: each test is named `FILE::TEST`.

mod a_condition_is_read_as_scenarios_are;
mod a_new_scenario_is_played;
mod a_number_that_matters_turns_points_over;
mod an_incident_is_left_out;
mod another_value_changes_the_table;
mod common;
mod few_seeds_never_help;
mod numbers_are_set_by_name;
mod records_and_policies_repeat_a_run;
mod samples_fill_every_range;
mod tables_carry_injects_there_and_back;
mod the_bench_prints_every_row;
mod the_model_is_held_against_the_record;
mod the_next_hospital_is_not_judged;
mod the_others_choose_without_the_one_left_out;
mod what_a_stand_in_did_is_not_missing;
