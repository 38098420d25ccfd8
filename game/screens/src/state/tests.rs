//! What a page keeps of its acts when answers come, lines break and the server says goodbye.

use super::*;

fn welcome(done: &[u64]) -> ServerMsg {
    ServerMsg::Welcome {
        person: 1,
        facilitator: false,
        code: String::new(),
        catalogue: Catalogue::default(),
        stream: 1,
        done: done.to_vec(),
    }
}

/// A page that was welcomed, with the number that its last act got.
struct Page {
    class: Class,
    words: Words,
}

impl Page {
    fn open() -> Page {
        let mut page = Page { class: Class::default(), words: Words::new() };
        page.hears(welcome(&[]));
        page
    }

    fn hears(&mut self, message: ServerMsg) {
        self.class.take(message, &mut self.words);
    }

    fn says(&mut self, text: &str) -> u64 {
        self.class.drafts.insert("t1".to_owned(), text.to_owned());
        self.class.say("t1");
        let said = self.class.outbox.pop().expect("the line is open");
        said.number().expect("chat is numbered")
    }

    fn draft(&self) -> &str {
        self.class.drafts.get("t1").map_or("", String::as_str)
    }
}

#[test]
fn a_line_of_chat_comes_back_unless_it_was_taken() {
    for (answer, draft, unsent, why) in [
        (Some(None), "", 0, "taken"),
        (Some(Some(Msg::new("refused-too-quick"))), "Who has the keys?", 0, "refused"),
        (None, "Who has the keys?", 1, "never arrived"),
    ] {
        let mut page = Page::open();
        let number = page.says("Who has the keys?");
        assert_eq!(page.class.chat_on_its_way("t1"), ["Who has the keys?"], "{why}");
        match answer {
            Some(refused) => page.hears(ServerMsg::Answer { number, refused }),
            None => page.class.not_done(&[number]),
        }
        assert_eq!((page.draft(), page.class.acts.unsent().len()), (draft, unsent), "{why}");
        assert!(page.class.chat_on_its_way("t1").is_empty(), "{why}");
    }
}

#[test]
fn a_line_that_comes_back_stands_before_what_was_written_since() {
    let mut page = Page::open();
    let number = page.says("Who has the keys?");
    page.class.drafts.insert("t1".to_owned(), "Anybody?".to_owned());
    page.class.not_done(&[number]);
    assert_eq!(page.draft(), "Who has the keys? Anybody?");
}

#[test]
fn nothing_is_sent_on_a_line_that_is_not_open() {
    for (link, why) in
        [(Link::Opening, "begins"), (Link::Greeting, "unanswered"), (Link::Lost, "lost"), (Link::Ended, "over")]
    {
        let mut page = Page::open();
        page.class.link = link;
        page.class.drafts.insert("t1".to_owned(), "Hello".to_owned());
        page.class.say("t1");
        page.class.say_ready(true);
        page.class.raise_alarm();
        assert!(page.class.outbox.is_empty(), "{why}");
        assert_eq!(page.draft(), "Hello", "{why}: the text stays");
        assert!(matches!(page.class.acts.unsent(), [ClientMsg::Alarm { .. }]), "{why}: told as not sent");
    }
}

#[test]
fn an_act_survives_the_line_it_was_sent_on() {
    for (answer, why) in [(ServerMsg::Resumed { done: vec![] }, "resumed"), (welcome(&[]), "welcomed anew")] {
        let mut page = Page::open();
        let number = page.says("Hello");
        page.class.link = Link::Lost;
        page.hears(answer);
        assert_eq!(page.class.acts.waiting().len(), 1, "{why}: nobody asked about it, so its answer may come");
        page.hears(ServerMsg::Answer { number, refused: None });
        assert_eq!(page.class.link, Link::Open, "{why}");
        assert_eq!((page.class.acts.waiting().len(), page.draft()), (0, ""), "{why}");
    }
}

#[test]
fn what_was_done_before_the_line_broke_is_no_longer_waited_for() {
    let mut page = Page::open();
    let number = page.says("Hello");
    page.hears(ServerMsg::Resumed { done: vec![number] });
    assert_eq!((page.class.acts.waiting().len(), page.draft()), (0, ""));
}

#[test]
fn a_goodbye_leaves_the_page_waiting_or_quiet() {
    for (reason, link) in [("bye-too-fast", Link::Lost), ("bye-newer-page", Link::Ended)] {
        let mut page = Page::open();
        page.hears(ServerMsg::Bye(Msg::new(reason)));
        assert_eq!(page.class.link, link, "{reason}");
        page.hears(ServerMsg::Resumed { done: vec![] });
        assert_eq!(page.class.farewell, None, "{reason}: it is well again");
    }
}

fn person(id: u32, name: &str, online: bool) -> PersonRow {
    PersonRow {
        id,
        name: name.to_owned(),
        team: None,
        roles: Vec::new(),
        former: Vec::new(),
        online,
        called_away: false,
        stood_in: false,
        claims: None,
        wants: Vec::new(),
        facilitator: false,
        observer: false,
        waits: false,
        removed: false,
    }
}

#[test]
fn a_newcomer_is_asked_about_absent_people_of_the_same_name() {
    let mut page = Page::open();
    let other = |id, name, online| PersonRow { team: Some("t1".to_owned()), ..person(id, name, online) };
    page.class.session.people = vec![
        person(1, "Ciara (2)", true),
        other(2, "ciara", false),
        other(3, "Ciara", true),
        other(4, "Aoife", false),
        PersonRow { facilitator: true, ..other(5, "Ciara", false) },
    ];
    assert_eq!(page.class.namesakes().iter().map(|row| row.id).collect::<Vec<_>>(), [2]);
    page.class.session.people[1].removed = true;
    assert!(page.class.namesakes().is_empty(), "who was removed is not away");
    page.class.session.people[1].removed = false;
    page.class.session.people[0].team = Some("t2".to_owned());
    assert!(page.class.namesakes().is_empty(), "who has a team is no newcomer");
}

#[test]
fn who_holds_a_role_is_asked_by_colleagues_of_the_same_team() {
    let mut page = Page::open();
    let seated = |id, name, team: &str, roles: &[Role], wants: &[Role]| PersonRow {
        team: Some(team.to_owned()),
        roles: roles.to_vec(),
        wants: wants.to_vec(),
        ..person(id, name, true)
    };
    let (mine, other) = (Role::MedicalLead, Role::SecurityLead);
    page.class.session.people = vec![
        seated(1, "Ada", "t1", &[mine], &[]),
        seated(2, "Ben", "t1", &[], &[mine]),
        seated(3, "Cleo", "t1", &[], &[other]),
        seated(4, "Dora", "t2", &[], &[mine]),
    ];
    let asked: Vec<(u32, Role)> = page.class.requests().into_iter().map(|(row, role)| (row.id, role)).collect();
    assert_eq!(asked, [(2, mine)]);
}

#[test]
fn each_team_has_its_own_lines() {
    let mut page = Page::open();
    let line = |id, team: &str| ChatRow { id, team: team.to_owned(), person: 1, text: format!("Line {id}") };
    page.class.session.chat = vec![line(1, "t1"), line(2, "t2"), line(3, "t1")];
    for (team, ids) in [("t1", vec![1, 3]), ("t2", vec![2]), ("t3", vec![])] {
        assert_eq!(page.class.chat(team).map(|row| row.id).collect::<Vec<_>>(), ids, "{team}");
    }
}
