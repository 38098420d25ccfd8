//! Until the debrief, nobody at a seat is sent a word or an id that no row of theirs shows; and no row comes without its
//! words. A class plays an exercise in which every hidden text is a canary: it says its own key and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use codedark_protocol::{Arg, Pace, ServerMsg, Stage, View, decode_server, encode};
use codedark_scenario::Scenario;
use codedark_server::content::Content;
use codedark_shipped::built_in_names;
use codedark_tests::{Seen, Watched};

/// Rounds until the debrief, at most.
const ROUNDS_MAX: u32 = 6_000;
/// Rounds after which somebody loads their page anew.
const ANEW_EVERY: u32 = 40;
/// How a canary begins; its key and `>` follow.
const CANARY: &str = "canary<";

/// The exercise with canaries for all words and for what only authors read. They are put into its texts, since a class is
/// made from those.
fn with_canaries(name: &str) -> Content {
    let mut content = Content::named(name).expect("shipped exercises load");
    let keys: Vec<&String> = content.scenario.texts.keys().collect();
    for source in &mut content.sources {
        for key in &keys {
            source.text = replaced(&source.text, &format!("\"{key}\": {{ \"en\": \""), key);
        }
        for field in ["source", "technique_name"] {
            source.text = replaced(&source.text, &format!("{field}: \""), &format!("author.{field}"));
        }
    }
    let planted = Content::recorded(&content.sources).expect("words may be anything");
    let words = |(key, words): (&String, &BTreeMap<String, String>)| words["en"] == format!("{CANARY}{key}>");
    assert!(planted.scenario.texts.iter().all(words), "every text is a canary");
    assert!(planted.scenario.adversary.source.starts_with(CANARY), "what authors read is a canary");
    planted
}

/// The text with a canary of this name in place of each string that follows `before`.
fn replaced(text: &str, before: &str, name: &str) -> String {
    let mut parts = text.split(before);
    let mut made = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut escaped = false;
        let ends = part.find(|letter| {
            let is_end = letter == '"' && !escaped;
            escaped = letter == '\\' && !escaped;
            is_end
        });
        let rest = &part[ends.expect("a string ends")..];
        made.extend([before, CANARY, name, ">", rest]);
    }
    made
}

/// Ids that tell something, by the kind of text they have: those that stand for nothing else.
fn ids(scenario: &Scenario) -> BTreeMap<String, &'static str> {
    let kinds: [(&'static str, Vec<&String>); 7] = [
        ("action", scenario.actions.iter().map(|it| &it.id).collect()),
        ("inject", scenario.injects.iter().map(|it| &it.id).collect()),
        ("step", scenario.adversary.steps.iter().map(|it| &it.id).collect()),
        ("objective", scenario.objectives.iter().map(|it| &it.id).collect()),
        ("patient", scenario.patients.iter().map(|it| &it.id).collect()),
        ("duty", scenario.duties.iter().map(|it| &it.id).collect()),
        ("stop", scenario.cuts.iter().flat_map(|it| &it.phases).flat_map(|it| &it.stops).map(|it| &it.id).collect()),
    ];
    let hospital = &scenario.hospital;
    let known = hospital.zones.iter().map(|it| &it.id).chain(hospital.services.iter().map(|it| &it.id));
    let known = known.chain(hospital.groups.iter().map(|it| &it.id)).chain(scenario.phases.iter().map(|it| &it.id));
    let known: BTreeSet<&String> = known.collect();
    let mut found: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
    for (kind, ids) in kinds {
        let ids: BTreeSet<&String> = ids.into_iter().filter(|id| !known.contains(id)).collect();
        ids.into_iter().for_each(|id| found.entry(id.clone()).or_default().push(kind));
    }
    found.into_iter().filter_map(|(id, kinds)| Some((id, *kinds.first().filter(|_| kinds.len() == 1)?))).collect()
}

/// What a page may know: keys of texts that its rows show, in the order of no importance.
fn explained(seen: &Seen, scenario: &Scenario, ever: &mut BTreeSet<String>) {
    let mut add = |key: String| _ = ever.insert(key);
    let class = seen.session.class.first();
    let begun = class.filter(|class| class.stage == Stage::Play).map(|class| class.phase as usize);
    for phase in scenario.phases.iter().take(begun.map_or(0, |phase| phase + 1)) {
        for action in scenario.actions.iter().filter(|action| action.phases.contains(&phase.id)) {
            add(format!("action.{}", action.id));
            add(format!("action.{}.why", action.id));
        }
    }
    for team in &seen.session.teams {
        if let Pace::Huddle { stop: Some(stop), .. } = &team.pace {
            add(format!("stop.{stop}"));
        }
    }
    for role in
        seen.seats.keys().map(|seat| seat.role).filter(|_| class.is_some_and(|class| class.stage == Stage::Briefing))
    {
        let warm_up = scenario.warm_up.iter().filter(|warm_up| warm_up.role == role);
        for part in warm_up.flat_map(|it| it.options.iter().map(String::as_str).chain(["fact", "question"])) {
            add(format!("warm-up.{}.{part}", role.id()));
        }
    }
    seen.seats.values().for_each(|view| explained_by_rows(view, &mut add));
}

fn explained_by_rows(view: &View, add: &mut impl FnMut(String)) {
    view.groups.iter().for_each(|row| add(format!("group.{}", row.id)));
    view.patients.iter().for_each(|row| add(format!("patient.{}", row.id)));
    view.duties.iter().for_each(|row| add(format!("duty.{}", row.id)));
    for row in &view.cases {
        add(row.report.clone());
        add(format!("sensor.{}", row.sensor));
    }
    for row in &view.injects {
        ["", ".text"].iter().for_each(|part| add(format!("inject.{}{part}", row.id)));
        row.options.iter().for_each(|option| add(format!("inject.{}.{option}", row.id)));
    }
    let targets = view.offers.iter().flat_map(|row| &row.targets);
    let targets = targets.chain(view.tasks.iter().filter_map(|row| row.target.as_ref()));
    targets
        .chain(view.proposals.iter().filter_map(|row| row.target.as_ref()))
        .for_each(|id| add(format!("group.{id}")));
    for (_, arg) in view.log.iter().flat_map(|row| &row.what.args) {
        if let Arg::Text(key) = arg
            && !key.starts_with("step.")
        {
            add(key.clone());
        }
    }
}

/// Whether a key names something that everybody is told at joining.
fn is_known(key: &str) -> bool {
    matches!(key, "scenario.title" | "scenario.brief")
        || ["phase.", "cut.", "zone.", "service."].iter().any(|kind| key.starts_with(kind))
}

/// What only authors and facilitators read, and must stay as it is: ids of ATT&CK.
fn attack_ids(scenario: &Scenario) -> BTreeSet<String> {
    let techniques = scenario.adversary.steps.iter().map(|step| step.technique.clone());
    techniques.chain(scenario.actions.iter().filter_map(|action| action.mitigation.clone())).collect()
}

/// Canaries in these bytes.
fn canaries(frame: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(frame);
    text.split(CANARY).skip(1).map(|rest| rest.split('>').next().unwrap_or_default().to_owned()).collect()
}

/// All strings of a message, in parts.
fn parts(value: &serde_json::Value, found: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::String(text) => found.extend(text.split('.').map(str::to_owned)),
        serde_json::Value::Array(all) => all.iter().for_each(|one| parts(one, found)),
        serde_json::Value::Object(all) => all.values().for_each(|one| parts(one, found)),
        _ => {}
    }
}

/// A page under watch.
struct Guard {
    scenario: Arc<Scenario>,
    ids: BTreeMap<String, &'static str>,
    attack_ids: BTreeSet<String>,
    /// What rows have explained so far, page by page.
    ever: Vec<BTreeSet<String>>,
    /// Canaries that were seen.
    seen: BTreeSet<String>,
}

impl Guard {
    fn new(content: &Content, pages: usize) -> Guard {
        let scenario = content.scenario.clone();
        let (ids, attack_ids) = (ids(&scenario), attack_ids(&scenario));
        Guard { scenario, ids, attack_ids, ever: vec![BTreeSet::new(); pages], seen: BTreeSet::new() }
    }

    /// Looks at what a page was sent in a round, and has read. Tells what no row explains.
    fn look(&mut self, page: usize, frames: &[Vec<u8>], seen: &Seen) -> Vec<String> {
        let ever = &mut self.ever[page];
        explained(seen, &self.scenario, ever);
        let mut told = Vec::new();
        for key in frames.iter().flat_map(|frame| canaries(frame)) {
            if !is_known(&key) && !ever.contains(&key) {
                told.push(format!("page {page}: the words of {key}"));
            }
            self.seen.insert(key);
        }
        for (frame, id) in frames.iter().flat_map(|frame| self.attack_ids.iter().map(move |id| (frame, id))) {
            if frame.windows(id.len()).any(|bytes| bytes == id.as_bytes()) {
                told.push(format!("page {page}: {id} of ATT&CK"));
            }
        }
        let mut found = BTreeSet::new();
        for frame in frames {
            let message = decode_server(frame).expect("the server keeps the protocol");
            parts(&serde_json::to_value(message).expect("plain data"), &mut found);
        }
        for (id, kind) in found.iter().filter_map(|id| Some((id, self.ids.get(id)?))) {
            let own = format!("{kind}.{id}");
            if !ever.contains(&own) && !ever.iter().any(|key| key.starts_with(&format!("{own}."))) {
                told.push(format!("page {page}: the id {own}"));
            }
        }
        told.extend(missing(seen, &self.scenario).into_iter().map(|key| format!("page {page}: {key} has no words")));
        told
    }
}

/// Rows that are shown without their words.
fn missing(seen: &Seen, scenario: &Scenario) -> Vec<String> {
    let mut shown = BTreeSet::new();
    seen.seats.values().for_each(|view| explained_by_rows(view, &mut |key| _ = shown.insert(key)));
    shown.extend(seen.catalogue.actions.iter().map(|card| format!("action.{}", card.id)));
    let has = |key: &String| seen.texts.contains_key(key) || seen.catalogue.texts.contains_key(key);
    shown.into_iter().filter(|key| scenario.texts.contains_key(key) && !has(key)).collect()
}

/// Plays an exercise to the debrief. Tells what was sent too early, and which kinds of texts were seen.
fn play(name: &str) -> (Vec<String>, BTreeSet<String>) {
    let content = with_canaries(name);
    let mut world = Watched::of(content.clone());
    let mut guard = Guard::new(&content, world.pages.len());
    let mut told = Vec::new();
    for round in 0..ROUNDS_MAX {
        let frames = world.round();
        if world.stage() == Stage::Debrief {
            world.read(&frames);
            let kinds = guard.seen.iter().filter_map(|key| Some(key.split('.').next()?.to_owned())).collect();
            println!("{name}: {round} rounds, {} orders, {} canaries", world.orders, guard.seen.len());
            return (told, kinds);
        }
        world.read(&frames);
        for (page, frames) in frames.iter().enumerate() {
            told.extend(guard.look(page, frames, &world.pages[page].seen));
        }
        match round {
            2 => world.begin(),
            20 => world.start(),
            _ if round % ANEW_EVERY == 5 => world.begin_anew((round / ANEW_EVERY) as usize % 10),
            _ => world.act(true),
        }
    }
    panic!("{name}: no debrief in {ROUNDS_MAX} rounds");
}

fn check(name: &str) -> BTreeSet<String> {
    let (told, kinds) = play(name);
    assert_eq!(told, Vec::<String>::new(), "{name}");
    kinds
}

#[test]
fn in_the_irish_case() {
    let kinds = check("conti-friday");
    for kind in ["action", "step", "inject", "patient", "duty", "stop", "warm-up", "sensor", "group"] {
        assert!(kinds.contains(kind), "nothing of kind {kind} was ever shown, so nothing was tested");
    }
}

#[test]
#[ignore = "long: all shipped exercises"]
fn in_every_shipped_exercise() {
    built_in_names().into_iter().for_each(|name| _ = check(name));
}

#[test]
fn planted_words_and_ids_are_caught() {
    let content = with_canaries("conti-friday");
    let inject = content.scenario.injects.last().expect("there are injects").id.clone();
    let words = ServerMsg::Texts(vec![("x".to_owned(), format!("{CANARY}inject.{inject}.best>"))]);
    let id = ServerMsg::Texts(vec![(content.scenario.objectives[0].id.clone(), String::new())]);
    for (planted, why) in [(words, "what would have been best"), (id, "an objective's id")] {
        let mut guard = Guard::new(&content, 1);
        assert!(!guard.look(0, &[encode(&planted)], &Seen::default()).is_empty(), "{why}");
    }
}
