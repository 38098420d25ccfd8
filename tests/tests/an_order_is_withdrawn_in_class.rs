//! An order is withdrawn from the page of who gave it, once, before anybody answered or began; all pages see it, and so does
//! the class that was killed and goes on.

use codedark_protocol::{ClientMsg, Command, Direction, ProposalRow, ProposalState, Role, TaskRow};
use codedark_server::content::parallel;
use codedark_server::store::Store;
use codedark_sim::exercise::Skill;
use codedark_tests::{Asked, Class, Page, next_number, seat};

use Role::{IncidentCommander as Commander, SecurityLead as Security};

/// What the commander orders alone, and what the security lead asks money for.
const ALONE: &str = "name-deputies";
const TABLED: &str = "endpoint-blocking";

fn act(action: &str) -> Command {
    Command::Act { action: action.to_owned(), target: None }
}

fn withdraw(action: &str) -> Command {
    Command::Withdraw { action: action.to_owned(), target: None }
}

/// What a page asks for at a seat, and the refusal that it hears.
fn ask(class: &mut Class, page: &mut Page, role: Role, command: Command) -> Option<String> {
    let refused = class.ask(page, Asked::Order(seat(role), command)).map(|refused| refused.id);
    class.pass(200);
    page.read();
    refused
}

fn request(page: &Page, role: Role) -> ProposalRow {
    let rows = &page.seen.seats[&seat(role)].proposals;
    rows.iter().rev().find(|row| row.action == TABLED).expect("it is in sight").clone()
}

fn task(page: &Page) -> Option<TaskRow> {
    page.seen.seats[&seat(Commander)].tasks.iter().find(|row| row.action == ALONE).cloned()
}

fn withdrawals(class: &mut Class) -> usize {
    class.record().lines().filter(|line| line.contains("\"Withdraw\"")).count()
}

#[test]
fn a_request_is_withdrawn_once_and_all_pages_see_it() {
    let folder = std::env::temp_dir().join(format!("codedark-withdrawn-{}", std::process::id()));
    let file = folder.join("class.sqlite");
    let _ = std::fs::remove_dir_all(&folder);
    let store = || Store::open(&file, None).expect("the file opens").store;

    let mut class = Class::with(store(), &parallel(1, 11, Skill::Competent));
    let mut facilitator = class.facilitator();
    let (mut ada, mut cleo) = (class.join("Ada", "t1", &[Commander]), class.join("Cleo", "t1", &[Security]));
    class.direct(&mut facilitator, Direction::Start);
    class.direct(&mut facilitator, Direction::Pause(true));
    assert_eq!(ask(&mut class, &mut cleo, Security, act(TABLED)), None);
    ada.read();
    assert_eq!(request(&ada, Commander).withdrawable_by, Some(Security), "the row says who can withdraw it");
    for (runs, role, refused, why) in [
        (false, Commander, "refused-not-your-order", "the commander leaves it, and withdraws nothing"),
        (false, Security, "refused-not-your-seat", "who does not hold the seat"),
        (true, Security, "refused-not-your-seat", "nor does a facilitator"),
    ] {
        let page = if runs { &mut facilitator } else { &mut ada };
        assert_eq!(ask(&mut class, page, role, withdraw(TABLED)).as_deref(), Some(refused), "{why}");
    }

    let number = next_number();
    for time in 0..2 {
        cleo.say(&ClientMsg::Order { number, seat: seat(Security), command: withdraw(TABLED) });
        class.pass(200);
        cleo.read();
        assert_eq!(cleo.seen.answers.remove(&number), Some(None), "time {time}: it is answered");
    }
    assert_eq!(withdrawals(&mut class), 1, "and done once");
    ada.read();
    for (page, role) in [(&ada, Commander), (&cleo, Security)] {
        let row = request(page, role);
        assert_eq!((row.state, row.settled_by), (ProposalState::Withdrawn, Some(Security)), "{role:?}");
        assert_eq!(row.withdrawable_by, None, "{role:?}");
        let log = &page.seen.seats[&seat(role)].log;
        assert_eq!(log.iter().filter(|line| line.what.id == "log-withdrawn").count(), 1, "{role:?}");
    }
    let agree = Command::Agree { proposal: request(&ada, Commander).id };
    assert_eq!(ask(&mut class, &mut ada, Commander, agree).as_deref(), Some("refused-settled"), "it is too late");

    let hashes = class.hashes();
    drop((ada, cleo, facilitator, class));
    let mut class = Class::resumed(store());
    assert_eq!(class.hashes(), hashes, "a restart plays it again");
    codedark_server::recorded::replay(&class.record()).expect("and so does whoever has the record");
    drop(class);
    std::fs::remove_dir_all(&folder).expect("the test cleans up");
}

#[test]
fn an_order_alone_is_withdrawn_until_the_clock_moves() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let mut ada = class.join("Ada", "t1", &[Commander]);
    class.direct(&mut facilitator, Direction::Start);
    class.direct(&mut facilitator, Direction::Pause(true));
    for _ in 0..2 {
        assert_eq!(ask(&mut class, &mut ada, Commander, act(ALONE)), None);
        assert_eq!(task(&ada).expect("it is under way").withdrawable_by, Some(Commander));
        assert_eq!(ask(&mut class, &mut ada, Commander, withdraw(ALONE)), None);
        assert_eq!(task(&ada), None);
    }
    assert_eq!(ask(&mut class, &mut ada, Commander, act(ALONE)), None);
    let ordered = ada.minute("t1");
    class.direct(&mut facilitator, Direction::Pause(false));
    while ada.minute("t1") == ordered {
        class.pass(200);
        ada.read();
    }
    assert_eq!(task(&ada).expect("it is still under way").withdrawable_by, None, "its work has begun");
    assert_eq!(ask(&mut class, &mut ada, Commander, withdraw(ALONE)).as_deref(), Some("refused-begun"));
}
