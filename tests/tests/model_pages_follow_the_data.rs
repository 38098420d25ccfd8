//! MODEL.md and docs/model-data.md tell the numbers that the program uses: their tables are made from the data.
//!
//! After a change of a number, `CODEDARK_RENEW=1 cargo test -p codedark-tests --test behaviours model_pages_follow`
//! writes the tables anew.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use codedark_scenario::{
    Action, Adversary, Duty, Effect, Expr, Gain, Hospital, Need, Role, SourceFile, Texts, load_texts,
};
use codedark_shipped::{built_in, hospital_names, load_built_in};
use codedark_sim::base::number::Number;
use codedark_sim::base::numbers::Numbers;
use serde::Deserialize;

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Holds a page against what the data gives, or writes it.
fn check(page: &str, made: impl FnOnce(&str) -> String) {
    let file = project().join(page);
    let text = fs::read_to_string(&file).unwrap_or_default();
    let wanted = made(&text);
    if std::env::var_os("CODEDARK_RENEW").is_some() {
        fs::write(&file, &wanted).expect("the page can be written");
    } else {
        let place = text.lines().zip(wanted.lines()).position(|(is, should)| is != should);
        let line = place.unwrap_or(text.lines().count().min(wanted.lines().count())) + 1;
        assert!(text == wanted, "{page} differs from the data from line {line} on; see this test's head");
    }
}

#[test]
fn the_model_page_holds_every_parameter_of_the_model() {
    check("MODEL.md", |text| {
        let mut page = text.to_owned();
        for (domain, listed) in Numbers::list() {
            let (begin, end) = (format!("<!-- numbers: {domain} -->\n"), "<!-- end of numbers -->");
            let start = page.find(&begin).unwrap_or_else(|| panic!("MODEL.md has a table for {domain}")) + begin.len();
            let stop = start + page[start..].find(end).expect("the table ends");
            page.replace_range(start..stop, &numbers(listed));
        }
        let free = Numbers::list().iter().flat_map(|(_, all)| all.iter()).filter(|one| one.is_free()).count();
        let count: usize = Numbers::list().iter().map(|(_, all)| all.len()).sum();
        let (begin, end) = ("<!-- count -->", "<!-- end of count -->");
        let start = page.find(begin).expect("MODEL.md counts the numbers") + begin.len();
        let stop = start + page[start..].find(end).expect("the count ends");
        page.replace_range(start..stop, &format!("{count} numbers of the model, {free} of them assumptions"));
        let begin = "<!-- eu plan -->\n";
        let start = page.find(begin).expect("MODEL.md has a table of the plan") + begin.len();
        let stop = page.find("<!-- end of eu plan -->").expect("the table ends");
        let scenario = load_built_in("conti-friday").expect("the shipped scenario loads").scenario;
        page.replace_range(start..stop, &plan(&scenario.actions));
        page
    });
}

fn numbers(listed: &[Number]) -> String {
    let mut table =
        String::from("| number | value | range | unit | what it means | source |\n|---|---|---|---|---|---|\n");
    for Number { name, value, low, high, unit, what, source } in listed {
        let _ =
            writeln!(table, "| `{name}` | {value} | {low} to {high} | {unit} | {} | {} |", cell(what), cell(source));
    }
    table
}

/// The rows of the EU action plan that have a mechanic: number, measure, by what route it reaches a hospital, and the
/// actions, clocks and messages that play it.
///
/// Row 22, consultation, has none: it is why the plan's measures are files.
const PLAN: &[(u32, &str, &str, &[&str])] = &[
    (
        1,
        "European Cybersecurity Support Centre",
        "asked by the hospital, before and during an attack",
        &["read-guidance", "ask-national-team"],
    ),
    (
        2,
        "Guidance on critical practices",
        "read: it names what to do first, and preparing goes faster",
        &["read-guidance"],
    ),
    (
        3,
        "Pilots: hygiene, risk assessment, monitoring, threat intelligence",
        "weak spots are told to security and IT",
        &["assess-risks", "round-the-clock-monitoring"],
    ),
    (
        4,
        "Vouchers for micro, small and medium hospitals",
        "applied for at the state, in small hospitals only",
        &["seek-voucher"],
    ),
    (5, "Training for health staff", "bought; small effect on clicks", &["phishing-training", "remind-staff"]),
    (6, "Regulatory mapping tool", "listed beforehand: deadlines show at once", &["list-legal-duties"]),
    (
        7,
        "Procurement guidelines",
        "clauses in contracts decide what makers do later",
        &["supplier-clauses", "makers-technicians"],
    ),
    (
        8,
        "Coordinated EU risk assessment of devices and cloud",
        "a flaw in one family of devices is announced while preparing",
        &["pump-advisory", "own-network-for-devices"],
    ),
    (
        9,
        "Guidelines for patient data in the cloud",
        "in the house, or at a supplier and gone without the internet",
        &["record-in-the-cloud"],
    ),
    (10, "Testing of hospitals, preparedness tests", "bought, zone by zone", &["penetration-test"]),
    (11, "European Health CISOs network", "warnings of peers, and to them", &["join-peer-network", "share-indicators"]),
    (
        12,
        "Makers report exploited flaws of medical devices",
        "a maker's advice, which the biomedical engineer follows or not",
        &["pump-advisory", "follow-makers-advice"],
    ),
    (
        13,
        "EU-wide early warning service",
        "subscribed; sometimes calls hours before a strike",
        &["subscribe-early-warning"],
    ),
    (14, "Sharing of flaws exploited against health", "a list by which updates are ordered", &["exploited-list"]),
    (15, "Support for the Health ISAC", "as row 11", &["join-peer-network", "share-indicators"]),
    (
        16,
        "Rapid response from trusted providers (Cybersecurity Reserve)",
        "early warning, then the national team, then the Reserve",
        &["nis2-early-warning", "request-responders"],
    ),
    (
        17,
        "Incident playbooks and exercises",
        "written and rehearsed beforehand",
        &["write-playbooks", "run-crisis-exercise", "drill-downtime"],
    ),
    (18, "Ransom payments are reported", "with the report to the national team", &["payment-report", "report-payment"]),
    (
        19,
        "Decryptors and a recovery subscription",
        "asked for after the strike; subscribed before it",
        &["check-for-decryptor", "recovery-subscription"],
    ),
    (
        20,
        "Deterrence",
        "evidence, complaint, refusal, shared indicators: told in the debrief, never points",
        &["preserve-evidence", "call-police", "refuse-ransom", "share-indicators"],
    ),
    (
        21,
        "Connected devices and supply chain in scope",
        "a zone, an owner and reports of their own",
        &["own-network-for-devices", "device-report", "cut-supplier-links"],
    ),
];

#[test]
fn every_row_of_the_eu_plan_is_played() {
    let scenario = load_built_in("conti-friday").expect("the shipped scenario loads").scenario;
    let rows: Vec<u32> = PLAN.iter().map(|(row, ..)| *row).collect();
    assert_eq!(rows, (1..=21).collect::<Vec<_>>(), "every row that has a mechanic");
    let known = |id: &str| {
        scenario.actions.iter().any(|one| one.id == id)
            || scenario.duties.iter().any(|one| one.id == id)
            || scenario.injects.iter().any(|one| one.id == id)
    };
    for (row, measure, _, ids) in PLAN {
        let unknown: Vec<_> = ids.iter().filter(|id| !known(id)).collect();
        assert!(!ids.is_empty() && unknown.is_empty(), "row {row}, {measure}: nothing is called {unknown:?}");
    }
}

fn plan(actions: &[Action]) -> String {
    let mut table =
        String::from("| row | measure | route | played by, and days from order to effect |\n|---|---|---|---|\n");
    for (row, measure, route, ids) in PLAN {
        let played = ids.iter().map(|id| match actions.iter().find(|action| action.id == *id) {
            Some(action) => format!("`{id}` {:.1}", action.duration_min as f64 / 1440.0),
            None => format!("`{id}`"),
        });
        let _ = writeln!(table, "| {row} | {measure} | {route} | {} |", played.collect::<Vec<_>>().join(", "));
    }
    table
}

#[test]
fn the_data_page_holds_every_hospital_adversary_and_action() {
    check("docs/model-data.md", |_| {
        let mut page = String::from(
            "# The model's data\n\nMade from the files under `scenarios/library` and from `conti-friday`; edit those, not this page.\n\
             What the columns mean is told in [MODEL.md](../MODEL.md).\n",
        );
        hospital_names().iter().for_each(|name| hospital(&mut page, &in_hospital(name)));
        libraries::<AdversaryFile>("adversaries").iter().for_each(|file| adversary(&mut page, &file.adversary));
        let scenario = load_built_in("conti-friday").expect("the shipped scenario loads").scenario;
        duties(&mut page, &scenario.duties);
        actions(&mut page, &scenario.actions, &scenario.texts);
        page
    });
}

/// A shipped hospital, as a scenario that draws on it gets it: it may be written over another one.
fn in_hospital(name: &str) -> Hospital {
    let base = built_in("calibration/sky-lakes-2020").expect("it is shipped");
    let text = base.text.replace("hospitals/regional-300", name);
    let loaded = load_texts(SourceFile { name: base.name, text }, &built_in);
    loaded.unwrap_or_else(|problems| panic!("{name}: {problems:#?}")).scenario.hospital
}

#[derive(Deserialize)]
struct AdversaryFile {
    adversary: Adversary,
}

/// All libraries of a kind, in the order of their names.
fn libraries<T: for<'de> Deserialize<'de>>(kind: &str) -> Vec<T> {
    let folder = project().join("scenarios/library").join(kind);
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("libraries are shipped").map(|entry| entry.expect("it is listed").path()).collect();
    files.sort();
    let read = |file: &PathBuf| {
        let text = fs::read_to_string(file).expect("it can be read");
        ron::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    };
    files.iter().map(read).collect()
}

fn hospital(page: &mut String, hospital: &Hospital) {
    let devices: u32 = hospital.groups.iter().map(|group| group.count).sum();
    let servers: u32 = hospital.groups.iter().filter(|group| group.server).map(|group| group.count).sum();
    let _ = writeln!(page, "\n## Hospital `{}`\n", hospital.id);
    let _ = writeln!(
        page,
        "{} beds, {devices} devices, {servers} of them servers. Backups write back {} GB an hour. {}\n",
        hospital.beds, hospital.restore_gb_per_hour, hospital.source
    );
    page.push_str("| service | urgent a day | planned a day | headroom | paper: first, learned, tired | unsafe per 1,000 | needs | source |\n|---|---|---|---|---|---|---|---|\n");
    for one in &hospital.services {
        let paper = format!("{}, {}, {}", one.paper.first, one.paper.learned, one.paper.tired);
        let _ = writeln!(
            page,
            "| `{}` | {} | {} | {} | {paper} | {} | {} | {} |",
            one.id,
            one.urgent_per_day,
            one.planned_per_day,
            one.headroom,
            one.unsafe_per_1000,
            needs(&one.needs),
            cell(&one.source)
        );
    }
    page.push_str("\n| devices | count | zone | platform | patched days ago | data GB | rebuild min | needs first |\n|---|---|---|---|---|---|---|---|\n");
    for one in &hospital.groups {
        let _ = writeln!(
            page,
            "| `{}` | {} | {} | {:?} | {} | {} | {} | {} |",
            one.id,
            one.count,
            one.zone,
            one.platform,
            one.patch_age_days,
            one.data_gb,
            one.rebuild_staff_min,
            one.needs.join(", ")
        );
    }
}

/// A dependency expression as a person writes it.
fn needs(expr: &Expr) -> String {
    let list = |parts: &[Expr]| parts.iter().map(needs).collect::<Vec<_>>().join(", ");
    match expr {
        Expr::Asset(id) => id.clone(),
        Expr::Service(id) => format!("*{id}*"),
        Expr::All(parts) => format!("all of ({})", list(parts)),
        Expr::Any(parts) => format!("any of ({})", list(parts)),
        Expr::KOf(k, parts) => format!("{k} of ({})", list(parts)),
        Expr::AtLeast(least, part) => format!("at least {least} without {}", needs(part)),
        Expr::Weighted(parts) => {
            let part = |(weight, part): &(f64, Expr)| format!("{weight} {}", needs(part));
            format!("mean of ({})", parts.iter().map(part).collect::<Vec<_>>().join(", "))
        }
    }
}

fn adversary(page: &mut String, adversary: &Adversary) {
    let _ = writeln!(page, "\n## Adversary `{}` ({:?})\n\n{}\n", adversary.id, adversary.family, adversary.source);
    page.push_str("| step | technique | needs | odds | minutes | controls and what they leave | gives |\n|---|---|---|---|---|---|---|\n");
    for step in &adversary.steps {
        let needs: Vec<String> = step.needs.iter().map(|need: &Need| format!("{need:?}")).collect();
        let controls: Vec<String> = step.controls.iter().map(|(id, left)| format!("{id} {left}")).collect();
        let gives: &Gain = &step.gives;
        let _ = writeln!(
            page,
            "| `{}` | {} | {} | {} | {} to {} | {} | {} |",
            step.id,
            step.technique,
            cell(&needs.join(", ")),
            step.odds,
            step.duration_min,
            step.duration_max_min,
            controls.join(", "),
            cell(&format!("{gives:?}"))
        );
    }
}

fn duties(page: &mut String, duties: &[Duty]) {
    page.push_str(
        "\n## Legal clocks of `conti-friday`\n\n| clock | starts | who is told | hours | a whole report needs | fine, euro | source |\n|---|---|---|---|---|---|---|\n",
    );
    for duty in duties {
        let hours = duty.due_min as f64 / 60.0;
        let content: Vec<String> = duty.content.iter().map(|needed| format!("{needed:?}")).collect();
        let _ = writeln!(
            page,
            "| `{}` | {} | {:?} | {hours} | {} | {} | {} |",
            duty.id,
            cell(&format!("{:?}", duty.starts)),
            duty.recipient,
            cell(&content.join(", ")),
            duty.fine_cents / 100,
            cell(&duty.source)
        );
    }
}

fn actions(page: &mut String, actions: &[Action], texts: &Texts) {
    page.push_str("\n## Actions\n\n| action | role | in words | euro | staff-minutes | minutes | changes | source |\n|---|---|---|---|---|---|---|---|\n");
    for action in actions {
        let words =
            texts.get(&format!("action.{}", action.id)).and_then(|text| text.get("en")).map_or("", String::as_str);
        let effects: Vec<String> = action.effects.iter().map(|effect: &Effect| format!("{effect:?}")).collect();
        let role: Role = action.role;
        let _ = writeln!(
            page,
            "| `{}` | {} | {} | {} | {} | {} | {} | {} |",
            action.id,
            role.id(),
            cell(words),
            action.cost_cents / 100,
            action.staff_min,
            action.duration_min,
            cell(&effects.join(", ")),
            cell(&action.source)
        );
    }
}

/// A text in one cell of a table.
fn cell(text: &str) -> String {
    text.trim().replace('|', "\\|").replace('\n', " ")
}
