//! The behaviours of the server and its program, one a file: each test is named `FILE::TEST`.

mod a_killed_server_loses_nothing;
mod a_new_scenario_is_written;
mod a_play_test_is_reported;
mod a_saved_scenario_is_checked_and_shown;
mod a_scenario_is_drawn;
mod an_import_changes_only_its_places;
mod bad_input_costs_little;
mod bad_tables_are_refused;
mod broken_scenarios_read_well;
mod common;
mod every_message_has_a_sentence;
mod exchange;
mod exercises_are_exchanged_as_cexf;
mod exports_stay_as_they_were;
mod files_are_formatted_in_place;
mod layers_open_in_the_navigator;
mod old_files_are_migrated_in_place;
mod problems_are_told_on_the_command_line;
mod tables_carry_injects_there_and_back;
mod the_bench_prints_every_row;
mod the_guide_is_followed;
mod the_model_is_held_against_the_record;
