//! A decision in plain words, at a reading age of 9 to 11. The fixed sentences are English: none is a machine's Welsh.

use std::fmt::Write as _;

use super::availability::Availability;
use super::decision::{CriterionStatus, Decision};
use crate::analysis::Input;
use crate::document::Status;

macro_rules! sentences {
    ($($(#[$meta:meta])* $name:ident = $text:literal;)*) => {
        $($(#[$meta])* pub(super) const $name: &str = $text;)*

        /// Every fixed sentence.
        const ALL: &[&str] = &[$($text),*];
    };
}

sentences! {
    ELIGIBLE = "You may be able to join; the provider decides.";
    NOT_ELIGIBLE = "From what you told us, the published rules don't seem to cover you; you can still ask.";
    UNDETERMINED = "We can't tell yet. It depends on things we don't know.";
    RULES = "What the rules ask:";
    MET = "yes";
    NOT_MET = "not from what you told us";
    UNKNOWN = "we don't know yet";
    QUESTIONS = "What we don't know yet:";
    ADVICE = "Good to know:";
    NEXT = "What to do next:";
    /// `{name}` is the programme's.
    OPEN_TO_ALL = "{name} is open to everyone. You can ask there.";
    ASK_AROUND = "You can ask a key worker, your landlord or the Jobcentre what else there is.";
    ANSWER = "Answer the questions that are left, or ask the people who run it.";
    /// Where no question is left that would tell.
    ASK_THEM = "Ask the people who run it if you can join.";
    BY_YOURSELF = "You can ask to join yourself.";
    BY_KEY_WORKER = "Ask your key worker to put you forward.";
    BY_JOBCENTRE = "Ask your work coach at the Jobcentre to put you forward.";
    BY_LANDLORD = "Ask your landlord to put you forward.";
    BY_HEALTH = "Ask your doctor or nurse to put you forward.";
    BY_LOCAL_SERVICE = "Ask a service that helps you to put you forward.";
    BY_WEBSITE = "Look on the website where you look for a home.";
    BY_COLLEGE = "Ask the college how to join.";
    BY_DAY_CENTRE = "Go to the day centre and ask there.";
    BY_OTHERS = "Ask the people who run it how to join.";
    WHO_ELSE = "Who else lives in your home?";
    WHAT_BEFORE = "What was noted down for you before, such as grants and jobs?";
    WAITING = "There is a waiting list.";
    FULL = "It is full at the moment. Ask when there will be a place.";
    /// `{day}` is a day: 1 April 2022.
    OPENS = "It opens on {day}.";
    CLOSED = "It does not take new people at the moment.";
}

/// How to get in by a route.
pub(super) fn way(route: Option<&str>) -> &'static str {
    match route {
        Some("self") => BY_YOURSELF,
        Some("key_worker") => BY_KEY_WORKER,
        Some("jobcentre") => BY_JOBCENTRE,
        Some("landlord" | "housing_services") => BY_LANDLORD,
        Some("gp" | "health_professional") => BY_HEALTH,
        Some("local_services" | "signposting_organisation") => BY_LOCAL_SERVICE,
        Some("landlord_website" | "choice_based_lettings") => BY_WEBSITE,
        Some("college") => BY_COLLEGE,
        Some("day_centre") => BY_DAY_CENTRE,
        _ => BY_OTHERS,
    }
}

/// How to get in, as things stand.
pub(super) fn way_in(availability: Availability, route: Option<&str>) -> String {
    let way = way(route);
    match availability {
        Availability::Open | Availability::Unknown => way.to_owned(),
        Availability::Waiting => format!("{WAITING} {way}"),
        Availability::Full => FULL.to_owned(),
        Availability::OpensOn(day) => format!("{} {way}", OPENS.replace("{day}", &crate::value::in_words(day))),
        Availability::Closed => CLOSED.to_owned(),
    }
}

impl Decision {
    /// The decision in one sentence of plain English.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        match self.status() {
            Status::Eligible => ELIGIBLE,
            Status::NotEligible => NOT_ELIGIBLE,
            Status::Undetermined => UNDETERMINED,
        }
    }

    /// The whole decision in plain words: what it is, what each rule asks and whether that is met, what is not known
    /// yet, advice, and what to do next. It names no answers, so that it can be read over somebody's shoulder.
    ///
    /// Documents' words are in the screening's language where they are there; the rest is English.
    ///
    /// ```
    /// # use doorstep::{Catalogue, Plain};
    /// # let catalogue = Catalogue::parse([
    /// #     ("v.json", r#"{"vocabulary": "v", "facts": {"age": {"type": "number", "question": "How old are you?"}}}"#),
    /// #     ("example.json", r#"{"programme": "example", "name": "Example Works", "in_force": {}, "eligibility": [
    /// #         {"id": "age", "text": "You are 25 or over", "when": "age >= 25"}]}"#),
    /// # ])?;
    /// let screening = catalogue.screen(&Plain::from_json("{}")?, doorstep::parse_date("2022-06-01").unwrap())?;
    /// assert_eq!(screening.decision("example").unwrap().in_words(), "\
    /// Example Works
    /// We can't tell yet. It depends on things we don't know.
    ///
    /// What the rules ask:
    /// - You are 25 or over: we don't know yet
    ///
    /// What we don't know yet:
    /// - How old are you?
    ///
    /// What to do next: Answer the questions that are left, or ask the people who run it.
    /// ");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn in_words(&self) -> String {
        let mut text = format!("{}\n{}\n", self.name().text, self.summary());
        let mut section = |heading: &str, items: Vec<String>| {
            if !items.is_empty() {
                // Writing to a String cannot fail.
                let _ = write!(text, "\n{heading}\n- {}\n", items.join("\n- "));
            }
        };
        let criteria = self.criteria().into_iter().map(|criterion| {
            let status = match criterion.status {
                CriterionStatus::Met => MET,
                CriterionStatus::NotMet => NOT_MET,
                CriterionStatus::Unknown => UNKNOWN,
            };
            format!("{}: {status}", criterion.text)
        });
        section(RULES, criteria.collect());
        section(QUESTIONS, self.untold().inputs.into_iter().map(|input| self.question_for(input)).collect());
        section(ADVICE, self.advice().into_iter().map(|advice| advice.text).collect());
        let next = self.next_step();
        let contact = next.contact.map(|contact| format!(" {contact}")).unwrap_or_default();
        let _ = writeln!(text, "\n{NEXT} {}{contact}", next.text);
        text
    }

    /// How what is not told is asked for, with the answers to choose from.
    fn question_for(&self, input: Input) -> String {
        let inner = self.inner();
        let language = &inner.language;
        let index = match input {
            Input::Fact(index) => index,
            Input::Events => return WHAT_BEFORE.to_owned(),
            Input::Day => return inner.name(input).to_owned(),
        };
        let Some((name, fact)) = inner.catalogue.lexicon().facts.get_index(index) else {
            return WHO_ELSE.to_owned();
        };
        let question = fact.question.as_ref().map_or_else(|| name.clone(), |words| words.in_language(language).text);
        fact.values
            .values()
            .fold(question, |text, value| format!("{text}\n  - {}", value.text.in_language(language).text))
    }

    /// The fixed sentences that decisions are put in, with `{name}` and `{day}` where those stand: to check them, or to
    /// have them translated.
    #[must_use]
    pub fn fixed_words() -> &'static [&'static str] {
        ALL
    }
}
