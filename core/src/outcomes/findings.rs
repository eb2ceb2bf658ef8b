//! What speaks against claims and payments, for somebody to look at: it decides nothing.

use std::collections::BTreeMap;

use super::claims::{ClaimFault, ClaimFinding, ClaimMade};
use super::{OutcomeState, Outcomes};
use crate::document::{OncePer, Outcome, Programme};
use crate::value::{Date, Number, in_words};

/// What speaks against each claim; then claims that do not go together, then what speaks against each payment.
pub(super) fn all(claims: &[ClaimMade], paid: &[ClaimMade], judged: &BTreeMap<&str, Judged<'_>>) -> Vec<ClaimFinding> {
    let mut findings: Vec<ClaimFinding> = claims.iter().flat_map(|claim| alone(claim, judged)).collect();
    findings.extend(again(claims, judged));
    findings.extend(together(claims, judged));
    for (place, payment) in paid.iter().enumerate() {
        findings.extend(nowhere(payment, "pays", judged));
        findings.extend(below_zero(payment, "pays"));
        let before = paid.iter().take(place).filter(|before| before.is_for_the_same(payment));
        findings.extend(on_a_claim(payment, &before.collect::<Vec<_>>(), claims, judged));
    }
    findings
}

/// A programme that was claimed for, as it stands.
pub(super) struct Judged<'c> {
    pub(super) document: &'c Programme,
    pub(super) outcomes: Outcomes,
}

impl Judged<'_> {
    /// Whether two of its fundings are one or match, straight or by way of others.
    fn match_each_other(&self, one: &str, other: &str) -> bool {
        let fundings = &self.document.funding;
        let mut joined = vec![one];
        let mut at = 0;
        while let Some(next) = joined.get(at).copied() {
            for funding in fundings {
                let (id, matches) = (funding.id.as_str(), funding.matches.as_ref().map(|id| id.as_str()));
                let beside = match matches {
                    Some(matches) if matches == next => id,
                    Some(matches) if id == next => matches,
                    _ => continue,
                };
                if !joined.contains(&beside) {
                    joined.push(beside);
                }
            }
            at = at.saturating_add(1);
        }
        joined.contains(&other)
    }
}

fn finding<'c>(fault: ClaimFault, message: String, claims: impl IntoIterator<Item = &'c ClaimMade>) -> ClaimFinding {
    let events = claims.into_iter().map(|claim| claim.event.clone()).collect();
    ClaimFinding { fault, message, events, records: Vec::new() }
}

/// What a claim or a payment says in words: which outcome, and on which day.
fn says(claim: &ClaimMade, does: &str) -> String {
    format!("the event `{}` {does} the outcome `{}` on {}", claim.event, claim.outcome, in_words(claim.on))
}

fn claims_on(claim: &ClaimMade) -> String {
    says(claim, "claims")
}

/// The definition of what is claimed or paid.
fn definition<'c>(claim: &ClaimMade, judged: &BTreeMap<&str, Judged<'c>>) -> Option<&'c Outcome> {
    let document = judged.get(claim.programme.as_deref()?)?.document;
    document.outcomes.iter().find(|outcome| outcome.id.as_str() == claim.outcome)
}

/// What the outcome is worth, where it says so and the claim is to the funding that it names.
fn worth(claim: &ClaimMade, judged: &BTreeMap<&str, Judged<'_>>) -> Option<Number> {
    let worth = definition(claim, judged)?.claim.as_ref()?;
    worth.amount.filter(|_| claim.funding.as_deref() == Some(worth.funding.as_str())).map(|amount| amount.0)
}

fn below_zero(claim: &ClaimMade, does: &str) -> Option<ClaimFinding> {
    claim.amount.filter(|amount| *amount < Number::ZERO)?;
    let (event, on) = (&claim.event, in_words(claim.on));
    let message = format!("the event `{event}` {does} an amount below 0 on {on}: void what is taken back");
    Some(finding(ClaimFault::BelowZero, message, [claim]))
}

/// A funding or an outcome that the programme does not have.
fn nowhere(claim: &ClaimMade, does: &str, judged: &BTreeMap<&str, Judged<'_>>) -> Vec<ClaimFinding> {
    let mut findings = Vec::new();
    let said = says(claim, does);
    let known = claim.programme.as_deref().filter(|programme| judged.contains_key(programme));
    if let (Some(programme), Some(funding), None) = (known, &claim.funding, &claim.funder) {
        let message = format!("{said} from `{funding}`, which does not fund `{programme}`");
        findings.push(finding(ClaimFault::NoSuchFunding, message, [claim]));
    }
    if claim.state.is_none() {
        let of = match &claim.programme {
            Some(programme) => format!("which `{programme}` does not have"),
            None => "and does not say of which programme".to_owned(),
        };
        findings.push(finding(ClaimFault::NoSuchOutcome, format!("{said}, {of}"), [claim]));
    }
    findings
}

/// What speaks against a claim by itself.
fn alone(claim: &ClaimMade, judged: &BTreeMap<&str, Judged<'_>>) -> Vec<ClaimFinding> {
    let mut findings = nowhere(claim, "claims", judged);
    let said = claims_on(claim);
    let mut find = |fault, message: String| findings.push(finding(fault, message, [claim]));
    let is_later = |day: &Date| *day > claim.on;
    match (claim.state, claim.achieved, claim.evidenced) {
        (None, ..) => {}
        (Some(OutcomeState::Unknown), ..) => {
            find(ClaimFault::NotKnown, format!("{said}, and whether it was achieved is not known"));
        }
        (Some(_), None, _) => find(ClaimFault::NotAchieved, format!("{said}, and it is not achieved")),
        (Some(_), Some(achieved), _) if is_later(&achieved) => {
            find(ClaimFault::TooEarly, format!("{said}, and it was achieved on {}", in_words(achieved)));
        }
        (Some(_), Some(_), None) => find(ClaimFault::NotEvidenced, format!("{said}, and it is not shown")),
        (Some(_), Some(_), Some(shown)) if is_later(&shown) => {
            find(ClaimFault::NotEvidenced, format!("{said}, and it was shown on {}", in_words(shown)));
        }
        _ => {}
    }
    if let Some(last) = claim.claim_by.filter(|last| *last < claim.on) {
        find(ClaimFault::TooLate, format!("{said}, and could until {}", in_words(last)));
    }
    if let (Some(amount), Some(worth)) = (claim.amount, worth(claim, judged))
        && amount >= Number::ZERO
        && amount != worth
    {
        find(ClaimFault::OtherAmount, format!("{said} with another amount than its {worth}"));
    }
    findings.extend(below_zero(claim, "claims"));
    findings
}

/// What speaks against a payment by the claims it can be for; `before` are the payments for the same before it. What is
/// below 0 pays nothing.
fn on_a_claim(
    payment: &ClaimMade,
    before: &[&ClaimMade],
    claims: &[ClaimMade],
    judged: &BTreeMap<&str, Judged<'_>>,
) -> Option<ClaimFinding> {
    let said = says(payment, "pays");
    let own = claims.iter().filter(|claim| claim.is_for_the_same(payment));
    let Some(first) = own.clone().next() else {
        // What there is not is listed as such.
        let message = format!("{said}, which nobody claimed");
        return payment.state.map(|_| finding(ClaimFault::NotClaimed, message, [payment]));
    };
    if payment.on < first.on {
        let message = format!("{said}, and `{}` claims it on {}", first.event, in_words(first.on));
        return Some(finding(ClaimFault::PaidEarly, message, [first, payment]));
    }
    // What counts once in a period is claimed again; of anything else one claim is all there should be.
    let is_of_a_period = definition(payment, judged).is_some_and(|own| own.once_per == Some(OncePer::Period));
    let limit = if is_of_a_period { usize::MAX } else { 1 };
    let open: Vec<&ClaimMade> = own.filter(|claim| claim.on <= payment.on).take(limit).collect();
    let is_payment = |paid: &&&ClaimMade| paid.amount.is_none_or(|amount| amount >= Number::ZERO);
    let paid: Vec<&ClaimMade> = before.iter().filter(is_payment).copied().collect();
    let beyond = paid.get(open.len().saturating_sub(1)).filter(|_| is_payment(&&payment))?;
    let sum = |amounts: Vec<Option<Number>>| {
        amounts.into_iter().try_fold(Number::ZERO, |sum, amount| sum.checked_add(amount?))
    };
    // What is paid in parts is paid once.
    let claimed = sum(open.iter().map(|claim| claim.amount.or_else(|| worth(claim, judged))).collect());
    let so_far = sum(paid.iter().copied().chain([payment]).map(|paid| paid.amount).collect());
    if so_far.zip(claimed).is_some_and(|(so_far, claimed)| so_far <= claimed) {
        return None;
    }
    let message = format!("{said} again, which `{}` did on {}", beyond.event, in_words(beyond.on));
    Some(finding(ClaimFault::PaidTwice, message, [*beyond, payment]))
}

/// A claim that one before it made, unless the outcome counts once in a period.
fn again(claims: &[ClaimMade], judged: &BTreeMap<&str, Judged<'_>>) -> Vec<ClaimFinding> {
    let before = |(place, claim): (usize, &ClaimMade)| {
        let first = claims.iter().take(place).find(|first| first.is_for_the_same(claim))?;
        if definition(claim, judged)?.once_per == Some(OncePer::Period) {
            return None;
        }
        let message = format!("{} again, which `{}` did on {}", claims_on(claim), first.event, in_words(first.on));
        let records = first.records.clone();
        Some(ClaimFinding { records, ..finding(ClaimFault::ClaimedTwice, message, [first, claim]) })
    };
    claims.iter().enumerate().filter_map(before).collect()
}

/// Claims of one outcome, or of one record, from fundings that do not match: a finding for each two.
fn together(claims: &[ClaimMade], judged: &BTreeMap<&str, Judged<'_>>) -> Vec<ClaimFinding> {
    let mut findings = Vec::new();
    for (place, one) in claims.iter().enumerate() {
        for other in claims.iter().skip(place.saturating_add(1)) {
            let (Some(from), Some(and_from)) = (&one.funding, &other.funding) else { continue };
            let same_programme = one.programme.is_some() && one.programme == other.programme;
            let records: Vec<String> = one.records.iter().filter(|id| other.records.contains(id)).cloned().collect();
            if records.is_empty() && !(same_programme && one.outcome == other.outcome) {
                continue;
            }
            let programme = one.programme.as_deref().filter(|_| same_programme).and_then(|id| judged.get(id));
            if programme.is_some_and(|programme| programme.match_each_other(from, and_from)) {
                continue;
            }
            let what = match records.as_slice() {
                [] => format!("the outcome `{}`", one.outcome),
                [record] => format!("the event `{record}`"),
                several => format!("what {} events show", several.len()),
            };
            let of = |claim: &ClaimMade, funding: &str| {
                let (programme, on) = (claim.programme.as_deref().unwrap_or_default(), in_words(claim.on));
                format!("`{funding}` of `{programme}` (`{}` on {on})", claim.event)
            };
            let message = format!(
                "{what} is claimed first from {} and then from {}, of which neither matches the other",
                of(one, from),
                of(other, and_from)
            );
            findings.push(ClaimFinding { records, ..finding(ClaimFault::TwoFundings, message, [one, other]) });
        }
    }
    findings
}
