//! Outcomes that can be judged: each definition in the one form it is told in, its expressions checked.

use std::collections::BTreeMap;

use super::checking::Checking;
use super::order::in_order;
use crate::condition::{Expression, FactIndex, Place, Type, Value};
use crate::diagnostic::{Code, help_for_name, quoted};
use crate::document::{
    Anchor, ChangeBy, FactType, Formula, HeldAt, Id, Lasting, OpenSpells, Outcome, Programme, Score, StageName,
    Together,
};
use crate::facts::typed;
use crate::sort;
use crate::value::{Duration, Number};

/// An outcome as it is judged.
#[derive(Debug)]
pub(crate) struct OutcomeRule {
    /// What achieves it.
    pub(crate) form: Form,
    /// Who can achieve it, by the facts at the start.
    pub(crate) from: Option<Expression>,
    /// Who is left out.
    pub(crate) exclude: Option<Expression>,
}

/// What achieves an outcome.
#[derive(Debug)]
pub(crate) enum Form {
    /// Records of a kind.
    Records(RecordForm),
    /// A change of a fact.
    Fact { fact: FactIndex, change: FactChange },
    /// A change of a score.
    Scale { scale: String, change: Number, score: Score },
    /// A stage that is reached.
    Stage(StageName),
    /// An action that is done.
    Action(String),
    /// A goal that is reached.
    Goal(String),
    /// One of the programme's other outcomes, by their places.
    AnyOf(Vec<usize>),
    /// All of them.
    AllOf(Vec<usize>),
    /// None that could be understood, which has been reported.
    Broken,
}

/// Records that achieve an outcome.
#[derive(Debug)]
pub(crate) struct RecordForm {
    /// Their kind.
    pub(crate) record: String,
    /// Whether records of the kind last.
    pub(crate) is_spell: bool,
    /// Which of them count; without it all do. Parts joined by `and`, each with whether it is about a number of the
    /// record's, which overlapping spells share.
    pub(crate) counts: Vec<(Expression, bool)>,
    /// How many, how much or how long.
    pub(crate) amount: Amount,
}

/// How many, how much or how long.
#[derive(Debug)]
pub(crate) enum Amount {
    /// So many records; one unless an outcome says.
    Count(u32),
    /// A total.
    Total {
        of: Expression,
        least: Expression,
        /// Whether coming to just as much is not enough.
        exceeds: bool,
    },
    /// A share of sessions.
    Attended(Number),
    /// A run of spells.
    Run(Run),
}

/// How long a run of spells must last.
#[derive(Debug)]
pub(crate) enum Run {
    /// Without a longer gap.
    Continuous { length: Duration, gap: Duration, over: bool },
    /// Covered days of a window's.
    DaysOf { days: i64, of: i64 },
    /// Covered weeks or months of a window's; `each` is one.
    PartsOf { least: u32, of: u32, each: Duration, touched: bool, from: Option<Expression> },
    /// Covered days in all.
    Total { days: i64 },
    /// A day.
    At { length: Duration, after: Anchor },
    /// A calendar quarter, counted from the one a day is in.
    Quarter { quarter: u32, after: Anchor },
}

/// How a fact must change.
#[derive(Debug)]
pub(crate) enum FactChange {
    /// It comes to have a value it had not at the start.
    Becomes(Value),
    /// It gains a code.
    Gains(Value),
    /// It loses a code.
    Loses(Value),
    /// It is greater than at the start.
    Rises,
}

impl Checking<'_> {
    /// Checks a programme's outcomes. Gives them, and an order in which each comes after those it is made of.
    pub(super) fn outcomes(&mut self, document: &Programme) -> (Vec<OutcomeRule>, Vec<usize>) {
        let rules: Vec<OutcomeRule> = document.outcomes.iter().map(|outcome| self.outcome(outcome, document)).collect();
        let parts = rules.iter().map(|rule| match &rule.form {
            Form::AnyOf(parts) | Form::AllOf(parts) => parts.clone(),
            _ => Vec::new(),
        });
        let parts: Vec<Vec<usize>> = parts.collect();
        let order = in_order(&parts).unwrap_or_else(|circles| {
            for circle in circles {
                let members: Vec<&Id> =
                    circle.iter().filter_map(|at| document.outcomes.get(*at)).map(|outcome| &outcome.id).collect();
                if let Some(first) = members.first() {
                    let names = quoted(members.iter().map(|id| id.as_str()));
                    let message = format!("{names} are made of each other in a circle");
                    let help = "let one of them say what achieves it";
                    self.diagnostics.report(Code::DependencyCycle, self.source, first.span, message, help);
                }
            }
            Vec::new()
        });
        (rules, order)
    }

    fn outcome(&mut self, outcome: &Outcome, document: &Programme) -> OutcomeRule {
        self.outcome_names(outcome, document);
        self.parts_of_other_forms(outcome);
        if outcome.anchor == Anchor::None && outcome.within.is_some() {
            let message = format!("the outcome `{}` has `within` and nothing that it counts from", outcome.id);
            self.outcome_form(outcome, message, "remove `anchor: none`, or `within`");
        }
        let from = outcome.from.as_ref().map(|from| self.condition(from, Place::Eligibility));
        let enrolment = enrolment_parts();
        let exclude = outcome.exclude.as_ref();
        let exclude = exclude.and_then(|exclude| self.condition_about(exclude, Some(&enrolment), Place::Exclude));
        OutcomeRule { form: self.form(outcome, document).unwrap_or(Form::Broken), from, exclude }
    }

    /// What an outcome names of its own document and of vocabularies.
    fn outcome_names(&mut self, outcome: &Outcome, document: &Programme) {
        let fundings: Vec<&str> = document.funding.iter().map(|funding| funding.id.as_str()).collect();
        let outcomes: Vec<&str> = document.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
        let actions = document.plan.iter().flat_map(|plan| &plan.actions);
        let actions: Vec<&str> = actions.map(|action| action.id.as_str()).collect();
        self.among(outcome.claim.as_ref().map(|claim| &claim.funding), &fundings, "funding");
        self.among(outcome.action.as_ref(), &actions, "action");
        for other in outcome.any_of.iter().chain(&outcome.all_of) {
            self.among(Some(other), &outcomes, "outcome");
        }
        self.known(outcome.fact.as_ref(), self.lexicon.facts.keys(), "fact");
        self.known(outcome.scale.as_ref(), self.lexicon.scales.keys(), "scale");
        let records = self.lexicon.records.keys();
        let follow_up = outcome.known_by.as_ref().map(|known_by| &known_by.record);
        self.known(follow_up.filter(|record| !FOLLOW_UPS.contains(&record.as_str())), records.clone(), "record kind");
        let Some(during) = outcome.lasting.as_ref().and_then(|lasting| lasting.r#while.as_ref()) else { return };
        self.known(Some(during), records, "record kind");
        if self.lexicon.records.get(during.as_str()).is_some_and(|kind| !kind.spell) {
            let message = format!("a `{during}` happens on a day, and nothing goes on while it does");
            let help = format!("declare `{during}` with `spell: true`");
            self.diagnostics.report(Code::NotASpell, self.source, during.span, message, &help);
        }
    }

    /// An outcome is told in one form, and by the keys that belong to it.
    fn parts_of_other_forms(&mut self, outcome: &Outcome) {
        let forms = forms(outcome);
        let help = "give one of `record`, `fact`, `scale`, `stage`, `action`, `goal`, `any_of` and `all_of`";
        match forms.as_slice() {
            [] => {
                let message = format!("the outcome `{}` does not say what achieves it", outcome.id);
                self.outcome_form(outcome, message, help);
            }
            [form] => {
                for (key, _) in keys_of_forms(outcome).into_iter().filter(|(_, of)| of != form) {
                    let message =
                        format!("the outcome `{}` is told by `{form}`, and `{key}` is no part of that", outcome.id);
                    self.outcome_form(outcome, message, &format!("remove `{key}`, or make a second outcome of it"));
                }
            }
            several => {
                let names = quoted(several.iter().copied());
                let message = format!("the outcome `{}` is told in several forms: {names}", outcome.id);
                self.outcome_form(outcome, message, "make an outcome of each, and join them with `any_of` or `all_of`");
            }
        }
    }

    fn outcome_form(&mut self, outcome: &Outcome, message: String, help: &str) {
        self.diagnostics.report(Code::OutcomeForm, self.source, outcome.id.span, message, help);
    }

    fn form(&mut self, outcome: &Outcome, document: &Programme) -> Option<Form> {
        if outcome.record.is_some() {
            return self.record_form(outcome).map(Form::Records);
        }
        if let Some(fact) = &outcome.fact {
            return self.fact_form(outcome, fact);
        }
        if let Some(scale) = &outcome.scale {
            return self.scale_form(outcome, scale);
        }
        if let Some(stage) = outcome.stage {
            return Some(Form::Stage(stage));
        }
        if let Some(action) = &outcome.action {
            return Some(Form::Action(action.as_str().to_owned()));
        }
        if let Some(goal) = &outcome.goal {
            return Some(Form::Goal(goal.as_str().to_owned()));
        }
        let places = |ids: &[Id]| {
            let place = |id: &Id| document.outcomes.iter().position(|other| other.id == *id);
            ids.iter().filter_map(place).collect()
        };
        match (outcome.any_of.as_slice(), outcome.all_of.as_slice()) {
            ([], []) => None,
            (any_of, []) => Some(Form::AnyOf(places(any_of))),
            (_, all_of) => Some(Form::AllOf(places(all_of))),
        }
    }

    fn record_form(&mut self, outcome: &Outcome) -> Option<RecordForm> {
        let own = self.record(outcome.record.as_ref());
        let kind = outcome.record.as_ref()?.as_str();
        // Of a record kind that is not declared nothing is known, and that has been reported.
        let declared = self.lexicon.records.get(kind)?;
        let counts =
            outcome.r#where.as_ref().and_then(|counts| self.condition_about(counts, own.as_ref(), Place::Record));
        let numbers = |of: &Type| matches!(of, Type::Number);
        let counts = counts.map_or_else(Vec::new, |counts| joined(counts, |name| own.as_ref()?.get(name).map(numbers)));
        let told = [
            (outcome.lasting.is_some(), "lasting"),
            (outcome.count.is_some(), "count"),
            (outcome.sum.is_some(), "sum"),
            (outcome.attended.is_some(), "attended"),
        ];
        let told: Vec<&str> = told.into_iter().filter(|(told, _)| *told).map(|(_, key)| key).collect();
        if told.len() > 1 {
            let message = format!("the outcome `{}` counts its records in several ways: {}", outcome.id, quoted(told));
            self.outcome_form(outcome, message, "make an outcome of each, and join them with `all_of`");
            return None;
        }
        if outcome.together != Together::Each && (outcome.sum.is_some() || outcome.count.is_some()) {
            let message = format!("the outcome `{}` takes overlapping spells together and counts each", outcome.id);
            self.outcome_form(outcome, message, "remove `together`, or ask how long they last (`lasting`)");
            return None;
        }
        let wanted = [outcome.at_least.as_ref(), outcome.more_than.as_ref()];
        if wanted.iter().flatten().count() != usize::from(outcome.sum.is_some()) {
            let message =
                format!("the outcome `{}` does not say what is added up and what it must come to", outcome.id);
            self.outcome_form(outcome, message, "write `sum: hours`, and either `at_least: 12` or `more_than: 12`");
            return None;
        }
        let lasts = outcome.lasting.is_some() || outcome.held_at.is_some() || outcome.together != Together::Each;
        if lasts && !declared.spell {
            let message =
                format!("the outcome `{}` asks how long a `{kind}` lasts, which happens on a day", outcome.id);
            let help = format!("declare `{kind}` with `spell: true`, or count its records: `count: 3`");
            self.diagnostics.report(Code::NotASpell, self.source, outcome.id.span, message, help);
            return None;
        }
        let amount = if let (Some(of), Some(least)) = (&outcome.sum, wanted.into_iter().flatten().next()) {
            let of = self.amount(of, own.as_ref());
            let least = self.amount(least, own.as_ref());
            Amount::Total { of: of?, least: least?, exceeds: outcome.more_than.is_some() }
        } else if let Some(attended) = &outcome.attended {
            let known = own.as_ref().and_then(|own| own.get(ATTENDED));
            if !matches!(known, Some(Type::Boolean)) {
                let message = format!("a `{kind}` does not tell whether it was attended");
                let help = format!("declare its attribute `{ATTENDED}: boolean`");
                self.diagnostics.report(Code::NotInVocabulary, self.source, outcome.id.span, message, help);
                return None;
            }
            Amount::Attended(attended.at_least.0)
        } else if let Some(lasting) = &outcome.lasting {
            Amount::Run(self.run(outcome, lasting)?)
        } else {
            Amount::Count(outcome.count.unwrap_or(1).max(1))
        };
        Some(RecordForm { record: kind.to_owned(), is_spell: declared.spell, counts, amount })
    }

    /// An amount of a record: a number or money.
    fn amount(&mut self, formula: &Formula, own: Option<&BTreeMap<String, Type>>) -> Option<Expression> {
        let (expression, of) = self.typed_about(formula, own, Place::Record)?;
        if matches!(of, Type::Number | Type::Money | Type::Any) {
            return Some(expression);
        }
        let message = format!("an amount is a number or money, and this is {of}");
        super::lexicon::report(
            Code::TypeMismatch,
            formula,
            message,
            "name an attribute such as `hours`",
            self.diagnostics,
        );
        None
    }

    fn run(&mut self, outcome: &Outcome, lasting: &Lasting) -> Option<Run> {
        let forms = [
            (lasting.continuous.is_some(), "continuous"),
            (lasting.days.is_some(), "days"),
            (lasting.weeks.is_some(), "weeks"),
            (lasting.months.is_some(), "months"),
            (lasting.total.is_some(), "total"),
            (lasting.at.is_some(), "at"),
            (lasting.r#in.is_some(), "in"),
        ];
        let forms: Vec<&str> = forms.into_iter().filter(|(told, _)| *told).map(|(_, key)| key).collect();
        let [form] = forms.as_slice() else {
            let message = format!("`lasting` of the outcome `{}` does not say one thing that must last", outcome.id);
            let help = "give one of `continuous`, `days`, `weeks`, `months`, `total`, `at` and `in`";
            self.outcome_form(outcome, message, help);
            return None;
        };
        let (form, mut is_sound) = (*form, true);
        let keys = [
            (lasting.gap.is_some(), "gap", form == "continuous"),
            (lasting.of.is_some(), "of", matches!(form, "days" | "weeks" | "months")),
            (lasting.touched, "touched", matches!(form, "weeks" | "months")),
            (lasting.from.is_some(), "from", matches!(form, "weeks" | "months")),
            (lasting.after.is_some(), "after", form == "at"),
            (lasting.over, "over", matches!(form, "continuous" | "days" | "total")),
        ];
        for (_, key, _) in keys.into_iter().filter(|(told, _, fits)| *told && !fits) {
            let message = format!("`{key}` is no part of `{form}`, by which the outcome `{}` lasts", outcome.id);
            self.outcome_form(outcome, message, &format!("remove `{key}`"));
            is_sound = false;
        }
        let least = lasting.days.or(lasting.weeks).or(lasting.months);
        if let Some(least) = least
            && !lasting.of.is_some_and(|of| of >= least && least > 0)
        {
            let message = format!("`lasting` of the outcome `{}` has no window that holds {least} {form}", outcome.id);
            self.outcome_form(
                outcome,
                message,
                &format!("give the window's length in {form}: `of: {}`", least.saturating_add(3)),
            );
            is_sound = false;
        }
        for (length, key) in [(lasting.continuous, "continuous"), (lasting.total, "total"), (lasting.gap, "gap")] {
            let shortest = i64::from(key != "gap");
            let Some(Duration::Days(count) | Duration::Months(count)) =
                length.filter(|length| !fits(*length, shortest, key))
            else {
                continue;
            };
            let (message, help) = if count < shortest {
                (format!("`{key}` of the outcome `{}` is no length of time", outcome.id), "give one such as `P13W`")
            } else {
                (
                    format!(
                        "`{key}` of the outcome `{}` is counted in days, and a month has no fixed number",
                        outcome.id
                    ),
                    "give days or weeks, such as `P26W`",
                )
            };
            self.outcome_form(outcome, message, help);
            is_sound = false;
        }
        let from = lasting.from.as_ref().and_then(|from| self.day(from));
        if !is_sound {
            return None;
        }
        let one_more = i64::from(lasting.over);
        let of = lasting.of.unwrap_or_default();
        let parts = |least, each| Run::PartsOf { least, of, each, touched: lasting.touched, from };
        Some(if let Some(length) = lasting.continuous {
            Run::Continuous { length, gap: lasting.gap.unwrap_or(Duration::Days(0)), over: lasting.over }
        } else if let Some(days) = lasting.days {
            Run::DaysOf { days: i64::from(days).saturating_add(one_more), of: i64::from(of) }
        } else if let Some(weeks) = lasting.weeks {
            parts(weeks, Duration::Days(7))
        } else if let Some(months) = lasting.months {
            parts(months, Duration::Months(1))
        } else if let Some(Duration::Days(days)) = lasting.total {
            Run::Total { days: days.saturating_add(one_more) }
        } else if let Some(length) = lasting.at {
            Run::At { length, after: lasting.after.unwrap_or(outcome.anchor) }
        } else {
            let within = lasting.r#in.as_ref()?;
            Run::Quarter { quarter: within.quarter, after: within.after }
        })
    }

    /// A day that follows from an enrolment's days and the facts at its start.
    fn day(&mut self, formula: &Formula) -> Option<Expression> {
        let (expression, of) = self.typed_about(formula, Some(&enrolment_parts()), Place::Exclude)?;
        if matches!(of, Type::Date | Type::Any) {
            return Some(expression);
        }
        let message = format!("the first day of a window is a date, and this is {of}");
        super::lexicon::report(
            Code::TypeMismatch,
            formula,
            message,
            "write it as in `date(2022, 10, 1)`",
            self.diagnostics,
        );
        None
    }

    fn fact_form(&mut self, outcome: &Outcome, fact: &Id) -> Option<Form> {
        let (index, declared, codes) = self.lexicon.fact(fact.as_str())?;
        let changes =
            [outcome.becomes.is_some(), outcome.gains.is_some(), outcome.loses.is_some(), outcome.rises.is_some()];
        if changes.into_iter().filter(|told| *told).count() != 1 {
            let message = format!("the outcome `{}` does not say one change of `{fact}`", outcome.id);
            self.outcome_form(outcome, message, "give one of `becomes`, `gains`, `loses` and `rises: true`");
            return None;
        }
        let code = |checking: &mut Self, code: &Id| {
            let Some(known) = codes.get(code.as_str()).filter(|_| declared.r#type == FactType::Codes) else {
                let message = match declared.r#type {
                    FactType::Codes => format!("`{fact}` has no code `{code}`"),
                    _ => format!("`{fact}` is no list of codes, and can neither gain nor lose one"),
                };
                let help = match declared.r#type {
                    FactType::Codes => help_for_name(code.as_str(), codes.iter().map(AsRef::as_ref), "codes"),
                    _ => "say what it becomes: `becomes: …`".to_owned(),
                };
                checking.diagnostics.report(Code::NotInVocabulary, checking.source, code.span, message, help);
                return None;
            };
            Some(Value::Text(known.clone()))
        };
        let change = if let Some(gained) = &outcome.gains {
            FactChange::Gains(code(self, gained)?)
        } else if let Some(lost) = &outcome.loses {
            FactChange::Loses(code(self, lost)?)
        } else if let Some(becomes) = &outcome.becomes {
            let value = typed(declared.r#type, becomes.into()).ok();
            // A code shares its text with the fact's.
            let value = match (value, declared.r#type) {
                (Some(Value::Text(text)), FactType::Code) => codes.get(&*text).map(|code| Value::Text(code.clone())),
                (value, FactType::Codes) => value.and(None),
                (value, _) => value,
            };
            let Some(value) = value else {
                let message = format!("the outcome `{}` wants `{fact}` to become what it cannot be", outcome.id);
                let help = match declared.r#type {
                    FactType::Codes => "write `gains: code` or `loses: code`".to_owned(),
                    FactType::Code => format!("give one of {}", quoted(codes.iter().map(AsRef::as_ref))),
                    of => format!("give {}", of.wanted()),
                };
                self.outcome_form(outcome, message, &help);
                return None;
            };
            FactChange::Becomes(value)
        } else {
            let can_rise = matches!(declared.r#type, FactType::Number | FactType::Money | FactType::Date);
            if outcome.rises != Some(true) || !can_rise {
                let message = format!("the outcome `{}` asks of `{fact}` what it cannot do", outcome.id);
                self.outcome_form(outcome, message, "a number or an amount of money can rise: write `rises: true`");
                return None;
            }
            FactChange::Rises
        };
        Some(Form::Fact { fact: index, change })
    }

    fn scale_form(&mut self, outcome: &Outcome, scale: &Id) -> Option<Form> {
        let declared = self.lexicon.scales.get(scale.as_str())?;
        let (change, score) = match &outcome.change {
            None => {
                let message = format!("the outcome `{}` does not say by how much `{scale}` must change", outcome.id);
                self.outcome_form(outcome, message, "write `change: 2`, or below 0 if a lower score is better");
                return None;
            }
            Some(ChangeBy::Points(change)) => (*change, outcome.score.unwrap_or(Score::Raw)),
            Some(ChangeBy::Threshold(name)) => {
                let Some(threshold) = declared.thresholds.get(name.as_str()) else {
                    let message = format!("the scale `{scale}` names no threshold `{name}`");
                    let known = declared.thresholds.keys().map(String::as_str);
                    let help = help_for_name(name.as_str(), known, "thresholds");
                    self.diagnostics.report(Code::NotInVocabulary, self.source, name.span, message, help);
                    return None;
                };
                if outcome.score.is_some_and(|score| score != threshold.score) {
                    let message = format!("the threshold `{name}` is one of {} scores", threshold.score.as_str());
                    self.outcome_form(outcome, message, "remove `score`: raw and metric scores do not mix");
                    return None;
                }
                (threshold.change, threshold.score)
            }
        };
        if score == Score::Metric && declared.metric.is_empty() {
            let message = format!("the scale `{scale}` has no metric scores");
            self.outcome_form(outcome, message, "declare its conversion table (`metric`), or ask for `score: raw`");
            return None;
        }
        if change == Number::ZERO {
            let message = format!("the outcome `{}` asks for a change of nothing", outcome.id);
            self.outcome_form(outcome, message, "give by how much the score must rise, or below 0 fall");
            return None;
        }
        Some(Form::Scale { scale: scale.as_str().to_owned(), change, score })
    }
}

/// The kinds of event that follow people up, which no vocabulary declares.
const FOLLOW_UPS: [&str; 3] = ["followed_up", "contact", "review"];

/// The attribute of a session that tells whether it was attended.
pub(crate) const ATTENDED: &str = "attended";

/// What conditions about an enrolment may name.
fn enrolment_parts() -> BTreeMap<String, Type> {
    let own = [("started_on", Type::Date), ("ended_on", Type::Date), ("ended_because", Type::Text)];
    sort::gather(own.into_iter().map(|(name, of)| (name.to_owned(), of)))
}

/// The forms an outcome is told in.
fn forms(outcome: &Outcome) -> Vec<&'static str> {
    let forms = [
        (outcome.record.is_some(), "record"),
        (outcome.fact.is_some(), "fact"),
        (outcome.scale.is_some(), "scale"),
        (outcome.stage.is_some(), "stage"),
        (outcome.action.is_some(), "action"),
        (outcome.goal.is_some(), "goal"),
        (!outcome.any_of.is_empty(), "any_of"),
        (!outcome.all_of.is_empty(), "all_of"),
    ];
    forms.into_iter().filter(|(told, _)| *told).map(|(_, form)| form).collect()
}

/// The keys an outcome has that belong to one form alone, with the form.
fn keys_of_forms(outcome: &Outcome) -> Vec<(&'static str, &'static str)> {
    let keys = [
        (outcome.r#where.is_some(), "where", "record"),
        (outcome.lasting.is_some(), "lasting", "record"),
        (outcome.count.is_some(), "count", "record"),
        (outcome.sum.is_some(), "sum", "record"),
        (outcome.at_least.is_some(), "at_least", "record"),
        (outcome.more_than.is_some(), "more_than", "record"),
        (outcome.attended.is_some(), "attended", "record"),
        (outcome.held_at == Some(HeldAt::Start), "held_at", "record"),
        (outcome.open_spells != OpenSpells::Confirmed, "open_spells", "record"),
        (outcome.together != Together::Each, "together", "record"),
        (outcome.becomes.is_some(), "becomes", "fact"),
        (outcome.gains.is_some(), "gains", "fact"),
        (outcome.loses.is_some(), "loses", "fact"),
        (outcome.rises.is_some(), "rises", "fact"),
        (outcome.change.is_some(), "change", "scale"),
        (outcome.score.is_some(), "score", "scale"),
        (outcome.to.is_some(), "to", "scale"),
    ];
    keys.into_iter().filter(|(told, ..)| *told).map(|(_, key, form)| (key, form)).collect()
}

/// Whether a length of time can stand where it does.
fn fits(length: Duration, shortest: i64, key: &str) -> bool {
    match length {
        Duration::Days(days) => days >= shortest,
        Duration::Months(months) => months >= shortest && key == "continuous",
    }
}

/// The parts that `and` joins, each with whether it names a number of the record's.
fn joined(counts: Expression, is_number: impl Fn(&str) -> Option<bool>) -> Vec<(Expression, bool)> {
    let parts = match counts {
        Expression::And(parts) => parts,
        one => vec![one],
    };
    let names_a_number =
        |part: &Expression| part.any(|part| matches!(part, Expression::Own(name) if is_number(name) == Some(true)));
    parts
        .into_iter()
        .map(|part| {
            let shared = names_a_number(&part);
            (part, shared)
        })
        .collect()
}
