//! The behaviours of the whole, one a file: each test is named `FILE::TEST`.

mod a_class_begins_together;
mod a_class_fills_its_time;
mod a_class_plays_all_phases;
mod a_crafted_slice_is_dropped;
mod a_failing_region_is_rebuilt;
mod a_finished_class_is_rated;
mod a_joint_class_shares_a_region;
mod a_restart_resumes_the_class;
mod a_seat_is_not_flooded;
mod a_slow_client_is_dropped;
mod bad_input_is_refused;
mod every_word_of_the_screens_exists;
mod many_share_a_team;
mod model_pages_follow_the_data;
mod records_and_policies_repeat_a_run;
mod screens_show_no_literal_strings;
mod talking_scores_nothing;
mod the_clock_waits_for_people;
mod the_library_keeps_what_can_be_played;
mod the_network_carries_a_class;
mod three_gateways_carry_one_class;
mod three_hospitals_share_a_region;
mod udp_has_limits;
mod udp_lines_end;
