//! A mistyped field, variant or id is one sentence with the word that was meant.

use crate::common::{expect, place, small_with};

#[test]
fn each_typo_is_one_problem_with_a_suggestion() {
    for (from, to, at, message) in [
        ("beds: 30", "bedz: 30", "bedz", "There is no field `bedz` here. Did you mean `beds`?"),
        (
            "ransom_cents: 100",
            "ransom_cent: 100",
            "ransom_cent:",
            "There is no field `ransom_cent` here. Did you mean `ransom_cents`?",
        ),
        ("kind: Office", "kind: Ofice", "Ofice", "`Ofice` is not known for `kind`. Did you mean `Office`?"),
        (
            "owner: medical_lead",
            "owner: MedicalLead",
            "MedicalLead",
            "`MedicalLead` is not known for `owner`. Did you mean `medical_lead`?",
        ),
        ("measure: Act(any:", "measure: Act(anny:", "anny", "There is no field `anny` here. Did you mean `any`?"),
    ] {
        let text = small_with(from, to);
        expect(&text, &[&format!("{}: {message}", place(&text, at))]);
    }
}

#[test]
fn a_word_near_nothing_gets_the_list_instead() {
    let text = small_with("family: HumanOperatedRansomware", "family: Flood");
    let message = "`Flood` is not known for `family`. It must be one of HumanOperatedRansomware, Worm, DataTheftExtortion, SupplierCompromise, DenialOfService, Insider, MedicalDeviceTampering.";
    expect(&text, &[&format!("{}: {message}", place(&text, "Flood"))]);
}
