//! Case files, states and caseloads.

use std::sync::Arc;

use doorstep_mobile::{
    ActionState, Assignment, CaseFile, CaseloadItem, Catalogue, DoorstepError, Event, EventProblem, FactValue, Goal,
    JourneyState, Late, Override, Progress, RejectedLine, Review, Scored, Scores, StageReached, Tombstone,
    WorkerDecision,
};
use serde_json::{Value, json};

use crate::told::*;

pub(crate) fn event_problem_json(of: EventProblem) -> Value {
    let EventProblem { event, severity: _, code, message, help } = of;
    json!({"event": event, "code": code, "message": message, "help": help})
}

fn journey_json(of: JourneyState) -> Value {
    let JourneyState {
        programme,
        version,
        as_at,
        known_at,
        stage,
        since,
        stages,
        started_on,
        ended_on,
        ended_because,
        paused_since,
        decisions,
        workers,
        actions,
        progress,
        next_actions,
        review,
        last_contact,
        quiet_since,
        goals,
        scores,
        late,
        problems,
        catalogue,
        library,
    } = of;
    json!({
        "programme": programme,
        "version": version,
        "as_at": as_at,
        "known_at": known_at,
        "stage": stage.map(|word| word.id()),
        "since": since,
        "stages": stages.into_iter().map(stage_json).collect::<Value>(),
        "started_on": started_on,
        "ended_on": ended_on,
        "ended_because": ended_because,
        "paused_since": paused_since,
        "decisions": decisions.into_iter().map(worker_decision_json).collect::<Value>(),
        "workers": workers.into_iter().map(assignment_json).collect::<Value>(),
        "actions": actions.into_iter().map(action_json).collect::<Value>(),
        "progress": progress_json(progress),
        "next_actions": next_actions,
        "review": review.map(review_json),
        "last_contact": last_contact,
        "quiet_since": quiet_since,
        "goals": goals.into_iter().map(goal_json).collect::<Value>(),
        "scores": scores.into_iter().map(scores_json).collect::<Value>(),
        "late": late.into_iter().map(late_json).collect::<Value>(),
        "problems": problems.into_iter().map(event_problem_json).collect::<Value>(),
        "catalogue": catalogue,
        "library": library,
    })
}

fn item_json(of: CaseloadItem) -> Value {
    let CaseloadItem { person, programme, stage, workers, reason, about, text, on, days } = of;
    json!({
        "person": person,
        "programme": programme,
        "stage": stage.map(|word| word.id()),
        "workers": workers,
        "reason": reason.id(),
        "about": about,
        "text": text,
        "on": on,
        "days": days,
    })
}

fn stage_json(of: StageReached) -> Value {
    let StageReached { stage, on, event } = of;
    json!({
        "stage": stage.id(),
        "on": on,
        "event": event,
    })
}

fn worker_decision_json(of: WorkerDecision) -> Value {
    let WorkerDecision { decision, on, criteria, reason, authority, by, event } = of;
    json!({
        "decision": decision,
        "on": on,
        "criteria": criteria,
        "reason": reason,
        "authority": authority,
        "by": by,
        "event": event,
    })
}

fn assignment_json(of: Assignment) -> Value {
    let Assignment { worker, role, since, event } = of;
    json!({
        "worker": worker,
        "role": role,
        "since": since,
        "event": event,
    })
}

fn action_json(of: ActionState) -> Value {
    let ActionState {
        id,
        text,
        owner,
        status,
        since,
        event,
        reason,
        after,
        waits_for,
        ready_on,
        due_on,
        overdue_days,
        out_of_order,
        never_ready,
        added,
        so_far,
        needed,
        unclear,
    } = of;
    json!({
        "id": id,
        "text": text,
        "owner": owner,
        "status": status.id(),
        "since": since,
        "event": event,
        "reason": reason,
        "after": after,
        "waits_for": waits_for,
        "ready_on": ready_on,
        "due_on": due_on,
        "overdue_days": overdue_days,
        "out_of_order": out_of_order,
        "never_ready": never_ready,
        "added": added,
        "so_far": so_far,
        "needed": needed,
        "unclear": unclear,
    })
}

fn progress_json(of: Progress) -> Value {
    let Progress { actions, done, dropped, open, overdue } = of;
    json!({
        "actions": actions,
        "done": done,
        "dropped": dropped,
        "open": open,
        "overdue": overdue,
    })
}

fn review_json(of: Review) -> Value {
    let Review { every, last, due_on, overdue_days } = of;
    json!({
        "every": every,
        "last": last,
        "due_on": due_on,
        "overdue_days": overdue_days,
    })
}

fn goal_json(of: Goal) -> Value {
    let Goal { id, text, lifecycle_status, achievement_status, set_on, reached_on, event } = of;
    json!({
        "id": id,
        "text": text,
        "lifecycle_status": lifecycle_status,
        "achievement_status": achievement_status,
        "set_on": set_on,
        "reached_on": reached_on,
        "event": event,
    })
}

fn scores_json(of: Scores) -> Value {
    let Scores { scale, first, latest, change } = of;
    json!({
        "scale": scale,
        "first": scored_json(first),
        "latest": scored_json(latest),
        "change": change,
    })
}

fn scored_json(of: Scored) -> Value {
    let Scored { on, raw, metric, event } = of;
    json!({
        "on": on,
        "raw": raw,
        "metric": metric,
        "event": event,
    })
}

fn late_json(of: Late) -> Value {
    let Late { event, kind, on, recorded_on, days } = of;
    json!({
        "event": event,
        "kind": kind,
        "on": on,
        "recorded_on": recorded_on,
        "days": days,
    })
}

#[test]
fn case_files_and_states_say_what_the_cores_json_says() {
    let mut states = 0;
    for (documents, cases) in vectors("case_files") {
        let core_catalogue = doorstep::Catalogue::parse(documents.clone()).unwrap();
        let catalogue = Catalogue::parse(documents).unwrap();
        for case in cases.as_array().unwrap() {
            let lines = lines(case);
            let core = doorstep::CaseFile::from_jsonl(&core_catalogue, lines.clone());
            let file = CaseFile::from_jsonl(&catalogue, lines);
            assert_eq!(file.to_jsonl(), core.to_jsonl());
            let problems = file.problems().into_iter().map(event_problem_json).collect::<Value>();
            assert_eq!(problems.to_string(), json!(core.problems()).to_string());
            let rejected = file.rejected().into_iter().map(|of| {
                let RejectedLine { line, text, problem } = of;
                json!({"line": line, "text": text, "problem": event_problem_json(problem)})
            });
            assert_eq!(rejected.collect::<Value>(), json!(core.rejected()));
            let tombstones =
                file.tombstones().into_iter().map(|Tombstone { erased, on }| json!({"erased": erased, "on": on}));
            assert_eq!(tombstones.collect::<Value>(), json!(core.tombstones()));
            if core.rejected().is_empty() && core.tombstones().is_empty() {
                assert_eq!(CaseFile::new(&catalogue, file.events()).unwrap().to_jsonl(), core.to_jsonl());
            }
            if let Some(asked) = case.get("caseload") {
                let text = |key: &str| asked[key].as_str().map(str::to_owned);
                let (as_at, worker, known_at) = (text("as_at").unwrap(), text("worker"), text("known_at"));
                let files = vec![Arc::new(file.clone())];
                let json = catalogue.caseload_json(files.clone(), &as_at, worker.clone(), known_at.clone()).unwrap();
                let known = known_at.as_deref().map(day);
                let items = core_catalogue.caseload([&core], day(&as_at), worker.as_deref(), known);
                assert_eq!(json, json!(items).to_string());
                let items = catalogue.caseload(files, &as_at, worker, known_at).unwrap();
                assert_eq!(items.into_iter().map(item_json).collect::<Value>().to_string(), json);
            }
            let (Some(programme), Some(as_at)) = (case["programme"].as_str(), case["as_at"].as_str()) else { continue };
            let known_at = case["known_at"].as_str().map(str::to_owned);
            let json = file.state_json(programme, as_at, known_at.clone()).unwrap();
            let state = file.state(programme, as_at, known_at.clone()).unwrap();
            assert_eq!(state.map(|state| journey_json(state).to_string()), json);
            let state = core.state(programme, day(as_at), known_at.as_deref().map(day));
            assert_eq!(json, state.map(|state| json!(state).to_string()));
            states += 1;
        }
    }
    assert!(states > 40, "only {states} states");
}

#[test]
fn what_is_proposed_is_kept_or_refused_and_never_shown() {
    let catalogue = Catalogue::parse(vectors("case_files").swap_remove(0).0).unwrap();
    let event = |id: &str, kind: &str, data: &[(&str, FactValue)]| Event {
        kind: Some(kind.to_owned()),
        on: Some("2022-05-02".to_owned()),
        end: None,
        programme: Some("p".to_owned()),
        data: data.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
        evidence: None,
        ..grant(id, "1")
    };
    let file = CaseFile::new(&catalogue, vec![event("g", "agreed", &[]), event("s", "started", &[])]).unwrap();
    let early = event("x", "action_done", &[("action", text("cv"))]);
    let refused = file.propose(early.clone(), None).unwrap_err();
    assert!(matches!(&refused, DoorstepError::Event { problems, .. } if problems[0].code == "D659"));
    let overriding = Override { reason: "secret".to_owned(), by: Some("w1".to_owned()), authority: None };
    let kept = file.propose(early, Some(overriding.clone())).unwrap();
    assert_eq!(kept.events().pop().unwrap().overridden, Some(overriding.clone()));
    let same = file.propose_json(
        r#"{"id": "x", "person": "a", "kind": "action_done", "on": "2022-05-02",
        "programme": "p", "data": {"action": "cv"}, "recorded_at": "2022-05-04T09:30:00+01:00", "recorded_by": "w"}"#,
        Some(overriding),
    );
    assert_eq!(same.unwrap().to_jsonl(), kept.to_jsonl());
    assert!(file.propose_json("{", None).is_err());

    let dropped = event("d", "action_dropped", &[("action", text("cv")), ("reason", text("secret"))]);
    let state = kept.propose(event("h", "goal_set", &[("goal", text("job")), ("text", text("secret"))]), None).unwrap();
    let state = state.propose(dropped, None).unwrap().state("p", "2022-06-01", None).unwrap().unwrap();
    assert!(state.goals[0].text.as_deref() == Some("secret"), "it is there");
    let torn = CaseFile::from_jsonl(&catalogue, "{\"secret".to_owned());
    for printed in
        [format!("{state:?}{state}{:?}{:?}", state.goals, state.actions), format!("{:?}{torn:?}", torn.rejected())]
    {
        assert!(!printed.contains("secret"), "{printed}");
    }
    assert!(matches!(file.erase("a", "soon"), Err(DoorstepError::Fact { problems, .. }) if problems[0].fact == "on"));
    let unknown = file.state("p", "2022-06-01", Some("soon".to_owned()));
    assert!(matches!(unknown, Err(DoorstepError::Fact { problems, .. }) if problems[0].fact == "known_at"));
    assert_eq!(file.state("none", "2022-06-01", None).unwrap(), None);
    let erased = file.erase("a", "2022-07-01").unwrap();
    assert_eq!((erased.merge(&file).events().len(), erased.to_append(&erased).len()), (0, 0));
}
