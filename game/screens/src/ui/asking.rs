//! The question before a press that cannot be taken back.

use codedark_protocol::{Direction, SPEED_ASK_MILLI, Stage};

use super::context::{Question, ScreenContext};
use super::notice::{Notice, Press};
use super::parts::Weight;
use super::top;

/// Sets the clocks' speed, after a question where it is high.
pub(super) fn speed(context: &mut ScreenContext, speed_milli: u32) {
    if speed_milli > SPEED_ASK_MILLI {
        context.screen.asking = Some(Question::Speed(speed_milli));
    } else {
        context.class.direct(Direction::Speed(speed_milli));
    }
}

/// Answers the question.
pub(super) fn answer(context: &mut ScreenContext, yes: bool) {
    match context.screen.asking.take().filter(|_| yes) {
        Some(Question::Real) => context.class.raise_alarm(),
        Some(Question::NextPhase(ends)) => context.class.direct(Direction::NextPhase { ends }),
        Some(Question::End) => context.class.direct(Direction::End),
        Some(Question::Remove(person)) => context.class.direct(Direction::Remove { person }),
        Some(Question::Speed(speed_milli)) => context.class.direct(Direction::Speed(speed_milli)),
        None => {}
    }
}

/// The question as a notice. One that the class has left behind is dropped.
pub(super) fn notice(context: &mut ScreenContext) -> Option<Notice> {
    let class = &context.class;
    let alarmed = class.class_row().is_some_and(|row| row.alarm.is_some());
    let stands = match context.screen.asking.as_ref()? {
        Question::Real => !alarmed && class.stage() != Stage::Debrief,
        Question::NextPhase(ends) => class.stage() == Stage::Play && class.phase() == *ends,
        Question::End | Question::Speed(_) => class.stage() == Stage::Play,
        Question::Remove(person) => class.person_row(*person).is_some_and(|row| !row.removed),
    };
    if !stands {
        context.screen.asking = None;
    }
    let (sentence, yes) = words_of(context, context.screen.asking.as_ref()?);
    let no = context.words.t("ask-no");
    let question = Notice::new("question", Weight::Ask, sentence);
    Some(question.press(yes, Press::Answer(true)).press(no, Press::Answer(false)))
}

/// The question, and the words of its yes.
fn words_of(context: &ScreenContext, question: &Question) -> (String, String) {
    let words = context.words;
    match question {
        Question::Real => (words.t("ask-real"), words.t("yes-real")),
        Question::NextPhase(ends) => {
            let phase = top::phase_name(context, *ends);
            let phase = [("phase", phase.as_str())];
            (words.with("ask-next-phase", &phase), words.with("yes-next-phase", &phase))
        }
        Question::End => (words.t("ask-end"), words.t("yes-end")),
        Question::Remove(person) => {
            let name = context.class.name_of(*person);
            let name = [("name", name.as_str())];
            (words.with("ask-remove", &name), words.with("yes-remove", &name))
        }
        Question::Speed(speed_milli) => {
            let (times, name) = (top::speed_words(*speed_milli), top::speed_name(words, *speed_milli));
            (words.with("ask-speed", &[("times", &times)]), words.with("yes-speed", &[("speed", &name)]))
        }
    }
}
