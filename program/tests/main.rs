//! The behaviours of the program, one a file: each test is named `FILE::TEST`.

mod a_crowd_shuts_nobody_out;
mod a_killed_server_loses_nothing;
mod a_missed_point_is_told;
mod a_new_scenario_is_written;
mod a_play_test_is_reported;
mod a_saved_scenario_is_checked_and_shown;
mod a_scenario_is_drawn;
mod a_second_start_changes_nothing;
mod a_session_opens_what_is_the_facilitators;
mod a_silent_line_is_noticed;
mod a_token_is_renewed;
mod an_import_changes_only_its_places;
mod answers_tell_browsers_what_they_may;
mod bad_input_costs_little;
mod bad_tables_are_refused;
mod broken_scenarios_read_well;
mod calibration_tells_how_far_it_is;
mod classes_are_backed_up_and_restored;
mod classes_are_listed_and_deleted;
mod common;
mod exchange;
mod exercises_are_exchanged_as_cexf;
mod exports_stay_as_they_were;
mod facing_the_internet_needs_safety;
mod files_are_formatted_in_place;
mod keys_are_nowhere_in_clear;
mod layers_open_in_the_navigator;
mod old_files_are_migrated_in_place;
mod only_the_owner_reads_the_files;
mod other_sites_are_refused;
mod pages_are_read_over_tls;
mod problems_are_told_on_the_command_line;
#[path = "../../server/tests/stores/mod.rs"]
mod stores;
mod the_guide_is_followed;
mod wrong_guesses_shut_nobody_out;
