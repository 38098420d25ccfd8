//! How much somebody may ask for is counted by kind and by person: another connection gives no more, and nobody is cut off.

use codedark_protocol::{ClientMsg, Command, Direction, Role};
use codedark_server::hub::Call;
use codedark_tests::{Class, Page, hello, next_number, seat};

/// Says so many lines at once; gives how many were taken.
fn say(class: &mut Class, page: &mut Page, lines: usize) -> usize {
    let numbers: Vec<u64> = (0..lines).map(|_| next_number()).collect();
    for number in &numbers {
        page.say(&ClientMsg::Chat { number: *number, team: "t1".to_owned(), text: "Quick.".to_owned() });
    }
    class.pass(200);
    page.read();
    numbers.iter().filter(|number| page.seen.answers.get(number) == Some(&None)).count()
}

#[test]
fn another_connection_gives_no_more() {
    let mut class = Class::new();
    let mut ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    assert_eq!(say(&mut class, &mut ada, 10), 5, "five at once");
    assert!(ada.seen.bye.is_none(), "the rest is refused, and nobody is cut off");
    let token = ada.token.clone();
    drop(ada);
    let mut again = class.open(&token);
    assert!(say(&mut class, &mut again, 10) <= 1, "a new connection gives no more");
    class.pass(5_000);
    assert_eq!(say(&mut class, &mut again, 10), 5, "time does");
}

/// How often each kind was refused, as health tells it.
fn counted(class: &mut Class, kind: &str) -> u64 {
    let (sender, answer) = std::sync::mpsc::channel();
    assert!(class.handle.leave(Call::Health { reply: Box::new(move |health| sender.send(health).expect("it waits")) }));
    class.pass(200);
    let health = answer.try_recv().expect("answered");
    health.too_quick.into_iter().find(|(known, _)| known.name() == kind).map_or(0, |(_, count)| count)
}

#[test]
fn each_kind_has_its_own_and_is_counted() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let mut ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    class.direct(&mut facilitator, Direction::Start);
    class.pass(10_000);
    let order = |number| {
        let command = Command::Act { action: "no-such-action".to_owned(), target: None };
        ClientMsg::Order { number, seat: seat(Role::SecurityLead), command }
    };
    let take = |number| ClientMsg::Take { number, team: "t1".to_owned(), roles: vec![Role::SecurityLead] };
    let away = |number| ClientMsg::Away { number, away: false };
    let alarm = |number| ClientMsg::Alarm { number };
    let kinds: [(&str, &dyn Fn(u64) -> ClientMsg, usize); 4] =
        [("order", &order, 12), ("take", &take, 5), ("take", &away, 0), ("alarm", &alarm, 5)];
    for (kind, message, burst) in kinds {
        let before = counted(&mut class, kind);
        let numbers: Vec<u64> = (0..burst + 3).map(|_| next_number()).collect();
        numbers.iter().for_each(|number| ada.say(&message(*number)));
        class.pass(200);
        ada.read();
        let quick =
            |number: &&u64| ada.seen.answers[*number].as_ref().is_some_and(|reason| reason.id == "refused-too-quick");
        let refused = numbers.iter().filter(quick).count();
        // A round gives a little back.
        assert!((2..=3).contains(&refused), "{kind}: {refused} of {} were refused", numbers.len());
        assert_eq!(counted(&mut class, kind) - before, refused as u64, "{kind}: and counted");
    }
    assert!(ada.seen.bye.is_none() && !ada.client.is_closed(), "nobody is cut off");
}

#[test]
fn saying_hello_again_and_again_harms_nobody_else() {
    let mut class = Class::new();
    let mut ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    class.pass(15_000);
    let mut sent_away = 0;
    let mut last = None;
    for _ in 0..30 {
        let mut page = class.connect();
        page.say(&hello(&ada.token));
        class.pass(200);
        page.read();
        sent_away += usize::from(page.seen.bye.as_ref().is_some_and(|reason| reason.id == "bye-too-fast"));
        last = if page.seen.welcomes > 0 { Some(page) } else { last };
    }
    assert!(sent_away >= 10, "{sent_away} of 30 in six seconds");
    let mut last = last.expect("some were welcomed");
    last.read();
    assert!(last.seen.bye.is_none(), "the page that was welcomed last goes on");
    assert_eq!(counted(&mut class, "hello"), sent_away as u64);
    ada.read();
}

#[test]
fn a_flood_of_joins_leaves_room_for_the_class() {
    let mut class = Class::new();
    let code = class.session().code().to_owned();
    let (sender, answers) = std::sync::mpsc::channel();
    for number in 0..1_000 {
        let (sender, name, code) = (sender.clone(), format!("Flood {number}"), code.clone());
        let reply = Box::new(move |joined: Result<String, _>| sender.send(joined.is_ok()).expect("it waits"));
        assert!(class.handle.leave(Call::Join { name, code, reply }));
        if number % 100 == 99 {
            class.pass(200);
        }
    }
    let let_in = answers.try_iter().filter(|joined| *joined).count();
    assert!((100..200).contains(&let_in), "{let_in} of 1,000 in two seconds");
    assert_eq!(counted(&mut class, "join"), 1_000 - let_in as u64);
    let mut class_of_40 = Vec::new();
    for number in 0..40 {
        let name = format!("Player {number}");
        let joined = (0..10).find_map(|_| class.enter(&name).ok()).expect("after a moment everybody is let in");
        let mut page = class.open(&joined);
        page.say(&ClientMsg::Take { number: 1, team: "t1".to_owned(), roles: Vec::new() });
        class_of_40.iter_mut().for_each(Page::read);
        page.read();
        class_of_40.push(page);
    }
    class.pass(400);
    for page in &mut class_of_40 {
        page.read();
        assert_eq!((page.seen.welcomes, page.seen.answers.get(&1)), (1, Some(&None)));
        assert!(page.seen.bye.is_none() && !page.client.is_closed());
    }
}
