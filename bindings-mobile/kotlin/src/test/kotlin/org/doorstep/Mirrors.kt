// What the library gives, written out as JSON again: the core's own, if nothing is lost on the way.
package org.doorstep

import com.fasterxml.jackson.core.JsonParser
import com.fasterxml.jackson.databind.DeserializationFeature
import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.json.JsonMapper
import com.fasterxml.jackson.databind.node.ArrayNode
import com.fasterxml.jackson.databind.node.JsonNodeFactory
import com.fasterxml.jackson.databind.node.ObjectNode

internal val json =
    JsonMapper
        .builder()
        .nodeFactory(JsonNodeFactory(true))
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .build()

internal fun entries(vararg entries: Pair<String, Any?>): ObjectNode {
    val node = json.createObjectNode()
    for ((name, value) in entries) node.set<JsonNode>(name, value as? JsonNode ?: json.valueToTree(value))
    return node
}

internal fun <T> list(
    items: List<T>,
    toJson: (T) -> JsonNode,
): ArrayNode = json.createArrayNode().addAll(items.map(toJson))

internal fun toJson(value: FactValue): JsonNode =
    when (value) {
        is FactValue.Nothing -> json.nodeFactory.nullNode()
        is FactValue.Boolean -> json.nodeFactory.booleanNode(value.value)
        is FactValue.Number -> json.nodeFactory.textNode(value.value)
        is FactValue.Text -> json.nodeFactory.textNode(value.value)
        is FactValue.Date -> json.nodeFactory.textNode(value.value)
        is FactValue.Duration -> json.nodeFactory.textNode(value.value)
        is FactValue.Items -> list(value.items, ::toJson)
        is FactValue.Record -> toJson(value.entries)
    }

internal fun toJson(facts: List<Fact>): ObjectNode =
    entries(*facts.map { (name, value) -> name to toJson(value) }.toTypedArray())

internal fun toJson(screening: Screening): ObjectNode {
    val byProgramme = entries(*screening.decisions().map { it.programme to toJson(it) }.toTypedArray())
    return entries(
        "as_at" to screening.asAt(),
        "catalogue" to screening.catalogue(),
        "library" to screening.library(),
        "decisions" to byProgramme,
    )
}

internal fun toJson(question: NextQuestion): ObjectNode {
    val (fact, text, language, type, values, programmes) = question
    val codes = entries(*values.map { it.code to it.text }.toTypedArray())
    return entries(
        "fact" to fact,
        "text" to text,
        "language" to language,
        "type" to (type?.id() ?: "household"),
        "values" to codes,
        "programmes" to programmes,
    )
}

internal fun toJson(verdict: Verdict): ObjectNode {
    val (figure, text, language, printed, judged, because, tried) = verdict
    val denominator = { it: TriedDenominator ->
        entries(
            "text" to it.text,
            "language" to it.language,
            "denominator" to it.denominator,
            "gives" to it.gives,
            "low" to it.low,
            "high" to it.high,
            "fit" to it.fit.id(),
            "because" to it.because,
        )
    }
    return entries(
        "figure" to figure,
        "text" to text,
        "language" to language,
        "printed" to printed,
        "verdict" to judged.id(),
        "because" to because,
        "tried" to list(tried, denominator),
    )
}

internal fun toJson(report: TestReport): ObjectNode {
    val (passed, examples, unnoticed, untried, _) = report
    val example = { it: ExampleResult ->
        entries(
            "programme" to it.programme,
            "version" to it.version,
            "index" to it.index.toLong(),
            "name" to it.name,
            "expect" to it.expect.id(),
            "status" to it.status?.id(),
            "passed" to it.passed,
            "problem" to it.problem,
            "file" to it.file,
            "line" to it.line.toLong(),
            "column" to it.column.toLong(),
        )
    }
    val change = { it: Unnoticed ->
        entries(
            "programme" to it.programme,
            "version" to it.version,
            "criterion" to it.criterion,
            "clause" to it.clause,
            "change" to it.change,
            "file" to it.file,
            "line" to it.line.toLong(),
            "column" to it.column.toLong(),
        )
    }
    val left = { it: Untried ->
        entries(
            "programme" to it.programme,
            "version" to it.version,
            "criterion" to it.criterion,
            "changes" to it.changes.toLong(),
        )
    }
    return entries(
        "passed" to passed,
        "examples" to list(examples, example),
        "unnoticed" to list(unnoticed, change),
        "untried" to list(untried, left),
    )
}

internal fun toJson(decision: Decision): ObjectNode =
    entries(
        "programme" to decision.programme,
        "version" to decision.version,
        "name" to decision.name,
        "language" to decision.language,
        "status" to decision.status.id(),
        "summary" to decision.summary,
        "availability" to decision.availability.id(),
        "opens_on" to decision.opensOn,
        "next_step" to
            decision.nextStep.let { (text, language, programme, route, contact) ->
                entries(
                    "text" to text,
                    "language" to language,
                    "programme" to programme,
                    "route" to route,
                    "contact" to contact,
                )
            },
        "criteria" to list(decision.criteria, ::toJson),
        "reasons" to decision.reasons,
        "missing" to decision.missing,
        "exact" to decision.exact,
        "absent" to entries(*decision.absent.map { it.fact to it.why.id() }.toTypedArray()),
        "changes_on" to decision.changesOn,
        "nearest" to
            list(decision.nearest) { (criterion, fact, to, text, language) ->
                entries(
                    "criterion" to criterion,
                    "fact" to fact,
                    "to" to toJson(to),
                    "text" to text,
                    "language" to language,
                )
            },
        "advice" to list(decision.advice) { entries("text" to it.text, "language" to it.language) },
        "target_groups" to list(decision.targetGroups, ::toJson),
        "as_at" to decision.asAt,
        "catalogue" to decision.catalogue,
        "library" to decision.library,
    )

internal fun toJson(state: JourneyState): ObjectNode =
    entries(
        "programme" to state.programme,
        "version" to state.version,
        "as_at" to state.asAt,
        "known_at" to state.knownAt,
        "stage" to state.stage?.id(),
        "since" to state.since,
        "stages" to list(state.stages) { entries("stage" to it.stage.id(), "on" to it.on, "event" to it.event) },
        "started_on" to state.startedOn,
        "ended_on" to state.endedOn,
        "ended_because" to state.endedBecause,
        "paused_since" to state.pausedSince,
        "decisions" to
            list(state.decisions) { (decision, on, criteria, reason, authority, by, event) ->
                entries(
                    "decision" to decision,
                    "on" to on,
                    "criteria" to criteria,
                    "reason" to reason,
                    "authority" to authority,
                    "by" to by,
                    "event" to event,
                )
            },
        "workers" to
            list(state.workers) { entries("worker" to it.worker, "role" to it.role, "since" to it.since, "event" to it.event) },
        "actions" to list(state.actions, ::toJson),
        "progress" to
            state.progress.let { (actions, done, dropped, open, overdue) ->
                entries(
                    "actions" to actions.toLong(),
                    "done" to done.toLong(),
                    "dropped" to dropped.toLong(),
                    "open" to open.toLong(),
                    "overdue" to overdue.toLong(),
                )
            },
        "next_actions" to state.nextActions,
        "review" to
            state.review?.let {
                entries("every" to it.every, "last" to it.last, "due_on" to it.dueOn, "overdue_days" to it.overdueDays.toLong())
            },
        "last_contact" to state.lastContact,
        "quiet_since" to state.quietSince,
        "goals" to
            list(state.goals) { (id, text, lifecycleStatus, achievementStatus, setOn, reachedOn, event) ->
                entries(
                    "id" to id,
                    "text" to text,
                    "lifecycle_status" to lifecycleStatus,
                    "achievement_status" to achievementStatus,
                    "set_on" to setOn,
                    "reached_on" to reachedOn,
                    "event" to event,
                )
            },
        "scores" to
            list(state.scores) { (scale, first, latest, change) ->
                entries("scale" to scale, "first" to toJson(first), "latest" to toJson(latest), "change" to change)
            },
        "late" to
            list(state.late) { (event, kind, on, recordedOn, days) ->
                entries("event" to event, "kind" to kind, "on" to on, "recorded_on" to recordedOn, "days" to days)
            },
        "problems" to eventProblems(state.problems),
        "catalogue" to state.catalogue,
        "library" to state.library,
    )

internal fun toJson(score: Scored): ObjectNode =
    entries("on" to score.on, "raw" to score.raw, "metric" to score.metric, "event" to score.event)

internal fun toJson(action: ActionState): ObjectNode =
    entries(
        "id" to action.id,
        "text" to action.text,
        "owner" to action.owner,
        "status" to action.status.id(),
        "since" to action.since,
        "event" to action.event,
        "reason" to action.reason,
        "after" to action.after,
        "waits_for" to action.waitsFor,
        "ready_on" to action.readyOn,
        "due_on" to action.dueOn,
        "overdue_days" to action.overdueDays.toLong(),
        "out_of_order" to action.outOfOrder,
        "never_ready" to action.neverReady,
        "added" to action.added,
        "so_far" to action.soFar,
        "needed" to action.needed,
        "unclear" to action.unclear.toLong(),
    )

internal fun toJson(outcomes: Outcomes): ObjectNode =
    entries(
        "programme" to outcomes.programme,
        "version" to outcomes.version,
        "as_at" to outcomes.asAt,
        "known_at" to outcomes.knownAt,
        "started_on" to outcomes.startedOn,
        "ended_on" to outcomes.endedOn,
        "outcomes" to list(outcomes.outcomes, ::toJson),
        "assumptions" to outcomes.assumptions,
        "problems" to eventProblems(outcomes.problems),
        "catalogue" to outcomes.catalogue,
        "library" to outcomes.library,
    )

internal fun toJson(outcome: OutcomeResult): ObjectNode =
    entries(
        "id" to outcome.id,
        "text" to outcome.text,
        "state" to outcome.state.id(),
        "on" to outcome.on,
        "records" to outcome.records,
        "evidence" to outcome.evidence?.id(),
        "because" to toJson(outcome.because),
        "missing" to outcome.missing,
        "undecided" to outcome.undecided,
        "due_on" to outcome.dueOn,
        "excluded_by" to outcome.excludedBy?.id(),
        "evidenced" to outcome.evidenced,
        "claimed" to outcome.claimed,
        "paid" to outcome.paid,
        "claim_by" to outcome.claimBy,
        "too_late" to outcome.tooLate,
        "set_aside" to eventProblems(outcome.setAside),
    )

internal fun toJson(claims: Claims): ObjectNode =
    entries(
        "as_at" to claims.asAt,
        "known_at" to claims.knownAt,
        "claims" to list(claims.claims, ::toJson),
        "findings" to
            list(claims.findings) { (fault, message, events, records) ->
                entries("fault" to fault.id(), "message" to message, "events" to events, "records" to records)
            },
        "catalogue" to claims.catalogue,
        "library" to claims.library,
    )

internal fun toJson(claim: ClaimMade): ObjectNode =
    entries(
        "event" to claim.event,
        "programme" to claim.programme,
        "outcome" to claim.outcome,
        "funding" to claim.funding,
        "funder" to claim.funder,
        "amount" to claim.amount,
        "on" to claim.on,
        "paid" to claim.paid,
        "state" to claim.state?.id(),
        "achieved" to claim.achieved,
        "evidenced" to claim.evidenced,
        "claim_by" to claim.claimBy,
        "records" to claim.records,
    )

internal fun toJson(criterion: Criterion): ObjectNode {
    val (id, text, language, status, because, missing, assured, decidedBy) = criterion
    val told = toJson(because)
    return entries(
        "id" to id,
        "text" to text,
        "language" to language,
        "status" to status.id(),
        "because" to told,
        "missing" to missing,
        "assured" to assured,
        "decided_by" to decidedBy,
    )
}

internal fun toJson(group: TargetGroup): ObjectNode {
    val (id, text, language, status) = group
    return entries("id" to id, "text" to text, "language" to language, "status" to status.id())
}

internal fun diagnostics(diagnostics: List<Diagnostic>): ArrayNode =
    list(diagnostics) {
        entries(
            "code" to it.code,
            "severity" to it.severity.id(),
            "message" to it.message,
            "help" to it.help,
            "file" to it.file,
            "line" to it.line.toLong(),
            "column" to it.column.toLong(),
            "end_line" to it.endLine.toLong(),
            "end_column" to it.endColumn.toLong(),
        )
    }

internal fun problems(problems: List<FactProblem>): ArrayNode =
    list(problems) {
        entries("code" to it.code, "fact" to it.fact, "message" to it.message, "help" to it.help)
    }

internal fun eventProblems(problems: List<EventProblem>): ArrayNode = list(problems, ::eventProblem)

internal fun eventProblem(problem: EventProblem): ObjectNode =
    entries("event" to problem.event, "code" to problem.code, "message" to problem.message, "help" to problem.help)

internal fun toJson(report: Report): ObjectNode =
    entries(
        "return" to report.returnId(),
        "as_at" to report.asAt(),
        "known_at" to report.knownAt(),
        "cells" to list(report.cells(), ::toJson),
        "accounts" to
            report.accounts().let { (events, used, later, rejected, repeated, people, withoutEvents, erased) ->
                entries(
                    "events" to events.toLong(),
                    "used" to used.toLong(),
                    "later" to later.toLong(),
                    "rejected" to rejected.toLong(),
                    "repeated" to repeated.toLong(),
                    "people" to people.toLong(),
                    "without_events" to withoutEvents.toLong(),
                    "erased" to erased.toLong(),
                )
            },
        "rejected" to
            list(report.rejected()) { (person, event, code, message, help) ->
                entries("person" to person, "event" to event, "code" to code, "message" to message, "help" to help)
            },
        "assumptions" to report.assumptions(),
        "catalogue" to report.catalogue(),
        "library" to report.library(),
    )

internal fun toJson(key: CellKey): ObjectNode {
    val (indicator, programme, period, by, group) = key
    return entries("indicator" to indicator, "programme" to programme, "period" to period, "by" to by, "group" to group)
}

internal fun toJson(cell: Cell): ObjectNode {
    val node = toJson(cell.key)
    val columns =
        entries(
            "period_start" to cell.periodStart,
            "period_end" to cell.periodEnd,
            "state" to cell.state.id(),
            "value" to cell.value,
            "low" to cell.low,
            "high" to cell.high,
            "numerator" to cell.numerator,
            "denominator" to cell.denominator,
            "pending" to cell.pending,
            "target" to cell.target,
        )
    node.setAll<JsonNode>(columns)
    cell.intervalLow?.let { node.put("interval_low", it) }
    cell.intervalHigh?.let { node.put("interval_high", it) }
    return node
}

internal fun toJson(why: Why): ObjectNode =
    entries(
        "person" to why.person,
        "cell" to toJson(why.cell),
        "parts" to why.parts.map { it.id() },
        "enrolments" to
            list(why.enrolments) { (programme, startedOn, endedOn, endedBecause, excluded, outcomes) ->
                entries(
                    "programme" to programme,
                    "started_on" to startedOn,
                    "ended_on" to endedOn,
                    "ended_because" to endedBecause,
                    "excluded" to excluded,
                    "outcomes" to list(outcomes, ::toJson),
                )
            },
        "records" to why.records,
    )

internal fun toJson(flow: Flow): ObjectNode =
    entries(
        "indicator" to flow.indicator,
        "referred" to flow.referred.toLong(),
        "eligible" to flow.eligible.toLong(),
        "not_eligible" to flow.notEligible.toLong(),
        "eligibility_unknown" to flow.eligibilityUnknown.toLong(),
        "overridden" to flow.overridden.toLong(),
        "not_started" to flow.notStarted.toLong(),
        "started" to flow.started.toLong(),
        "excluded" to flow.excluded.toLong(),
        "pending" to flow.pending.toLong(),
        "not_counted" to flow.notCounted.toLong(),
        "due" to flow.due.toLong(),
        "undetermined" to flow.undetermined.toLong(),
        "known" to flow.known.toLong(),
        "achieved" to flow.achieved.toLong(),
        "not_achieved" to flow.notAchieved.toLong(),
        "erased" to flow.erased.toLong(),
    )

internal fun toJson(comparison: Comparison): ObjectNode {
    val spread = { it: Spread? -> it?.let { (low, high) -> json.createArrayNode().add(low).add(high) } }
    return entries(
        "cells" to
            list(comparison.cells) { (cell, before, now) ->
                entries("cell" to toJson(cell), "before" to spread(before), "now" to spread(now))
            },
        "moves" to
            list(comparison.moves) { (cell, person, from, to, by) ->
                entries(
                    "cell" to toJson(cell),
                    "person" to person,
                    "from" to from?.id(),
                    "to" to to?.id(),
                    "by" to by.map { it.id() },
                )
            },
    )
}
