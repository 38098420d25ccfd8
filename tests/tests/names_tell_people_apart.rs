//! Two people of one name are told apart, and a name that misleads is refused with a sentence.

use codedark_protocol::Msg;
use codedark_server::content::parallel;
use codedark_server::store::Store;
use codedark_sim::exercise::Skill;
use codedark_tests::Class;

fn refused(joined: Result<String, Msg>) -> Option<String> {
    joined.err().map(|reason| reason.id)
}

#[test]
fn of_two_annas_the_second_gets_a_number() {
    let mut class = Class::new();
    let mut anna = class.guest("Anna");
    let _second = class.guest("anna ");
    let _third = class.guest("Anna (2)");
    class.pass(400);
    anna.read();
    let names: Vec<&str> = anna.seen.session.people.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Anna", "anna (2)", "Anna (3)"]);
}

#[test]
fn invisible_and_misleading_letters_are_refused() {
    let mut class = Class::new();
    let mut refuse = |name: &str, reason: &str, why: &str| {
        assert_eq!(refused(class.enter(name)).as_deref(), Some(reason), "{why}");
    };
    for (name, why) in [
        ("An\u{200b}na", "a zero-width space"),
        ("Anna\u{202e}", "turned around"),
        ("\u{2066}Anna\u{2069}", "isolated"),
        ("\u{feff}Anna", "a byte order mark"),
        ("\u{301}\u{302}", "marks without a letter"),
        ("A\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}", "a tower of marks"),
        ("\u{3164}", "a filler that shows nothing"),
        ("\u{2800}", "a blank in braille"),
        ("\u{a0}\u{2003}", "spaces only"),
        ("An\tna", "a control"),
        ("An\u{2028}na", "a line end"),
        ("---", "no letter"),
    ] {
        refuse(name, "refused-name", why);
    }
    for (name, why) in [
        ("Facilitator", "the facilitator's title"),
        ("the FACILITATOR", "with more around it"),
        ("Fac\u{456}litator", "with a Cyrillic letter in it"),
        ("Faci1itator", "with a digit in it"),
        ("F a c i l i t a t o r", "with spaces in it"),
    ] {
        refuse(name, "refused-title", why);
    }
    for name in ["Zoë O’Brien-Smith", "José", "Łukasz", "Αθηνά", "Борис", "田中", "محمد", "นภา", "J. R. 2"]
    {
        assert_eq!(refused(class.enter(name)), None, "{name}");
    }
}

#[test]
fn also_when_the_server_was_started_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("codedark.sqlite");
    let open = || Store::open(&file, None).expect("it opens").store;
    let mut class = Class::with(open(), &parallel(2, 7, Skill::Novice));
    let first = class.guest("Anna");
    let second = class.guest("Anna");
    let tokens = [first.token.clone(), second.token.clone()];
    drop((first, second, class));
    let mut class = Class::resumed(open());
    let _third = class.guest("Anna");
    let mut anna = class.open(&tokens[0]);
    class.pass(400);
    anna.read();
    let names: Vec<&str> = anna.seen.session.people.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Anna", "Anna (2)", "Anna (3)"]);
    assert_eq!(class.open(&tokens[1]).seen.person, 2);
}
