// Returns of a caseload: cells, and the people that each of them opens to.

import assert from "node:assert/strict";
import test from "node:test";

import { CaseFile, Catalogue, EventError, FactError, Partial, Release, Report, ReturnError } from "../pkg/nodejs/doorstep.js";
import { returns } from "./documents.mjs";

const catalogue = Catalogue.parse(returns);
const DAY = "2022-03-31";

const start = (person, on = "2021-05-01") => ({ id: `s${person}`, person, kind: "started", programme: "boost", on });
const job = (person, hours, recorded_at) =>
    ({ id: `j${person}`, person, kind: "employment", start: "2021-06-01", data: { hours_per_week: hours }, recorded_at });

/** One in work, one who is not, one of whom it is not told, and one who started too late to be due. */
const EVENTS = [
    start(7), job(7, 16), start(8), start(9), { id: "j9", person: 9, kind: "employment", start: "2021-06-01" },
    start(10, "2021-06-02"),
];
const PEOPLE = [{ person_id: 7, tenure: "social" }, { person_id: "8", tenure: "private" }, { person_id: 11n }];
const RATE = { indicator: "rate", programme: "boost", period: "2021/22" };

const compute = (events = EVENTS, people = PEOPLE, asAt = DAY, options) =>
    catalogue.compute("yearly", people, events, asAt, options);

function thrown(call) {
    try {
        call();
    } catch (error) {
        return error;
    }
    return assert.fail("nothing was thrown");
}

const cellOf = (report, key) =>
    report.cells.find((cell) => ["indicator", "period", "by", "group"].every((name) => cell[name] === (key[name] ?? null)));

test("a report says what each number knows", () => {
    const report = compute();
    assert.ok(report instanceof Report);
    assert.deepEqual(catalogue.returns(), ["other", "yearly"]);
    assert.deepEqual([report.returnId, report.asAt, report.knownAt], ["yearly", DAY, null]);
    assert.deepEqual([report.catalogue, report.library], [catalogue.fingerprint, report.toJSON().library]);
    const signedUp = cellOf(report, { ...RATE, indicator: "sign_ups" });
    assert.deepEqual(signedUp, {
        ...RATE, indicator: "sign_ups", by: null, group: null, periodStart: "2021-04-01", periodEnd: "2022-03-31",
        state: "exact", value: 4, low: 4, high: 4, numerator: 4, denominator: null, pending: 0, target: "4.5",
    });
    const rate = cellOf(report, RATE);
    assert.deepEqual([rate.state, rate.value, rate.low, rate.high], ["bounded", null, 1 / 4, 2 / 4]);
    assert.deepEqual([rate.numerator, rate.denominator, rate.pending, rate.target], [1, 4, 0, null]);
    const later = cellOf(report, { ...RATE, indicator: "in_a_year" });
    assert.deepEqual([later.state, later.value, later.pending], ["not_yet_due", null, 4]);
    const social = cellOf(report, { ...RATE, by: "tenure", group: "social" });
    assert.deepEqual([social.state, social.value, social.numerator, social.denominator], ["exact", 1, 1, 1]);
    assert.ok(social.intervalLow > 0.2 && social.intervalLow < 0.21, String(social.intervalLow));
    assert.equal(report.cells, report.cells, "made once");
    assert.equal(cellOf(compute(EVENTS, null, "2022-05-15"), { ...RATE, indicator: "in_a_year" }).pending, 1);
});

test("every number opens to its people", () => {
    const report = compute();
    const rate = cellOf(report, RATE);
    const row = report.cells.indexOf(rate);
    for (const cell of [row, BigInt(row), RATE, { ...RATE, by: null, group: undefined }, rate]) {
        assert.deepEqual(report.people(cell), ["7"]);
        assert.deepEqual(report.people(cell, null), ["7"]);
        assert.deepEqual(report.people(cell, "denominator"), ["10", "7", "8", "9"]);
        assert.deepEqual(report.people(cell, "undetermined"), ["9"]);
    }
    assert.deepEqual(report.people({ ...RATE, indicator: "in_a_year" }, "pending"), ["10", "7", "8", "9"]);
    const why = report.why(7n, RATE);
    assert.deepEqual([why.person, why.cell, why.parts], ["7", { ...RATE, by: null, group: null }, ["numerator", "denominator"]]);
    assert.deepEqual(why.enrolments.map(({ programme, startedOn, excluded }) => [programme, startedOn, excluded]), [["boost", "2021-05-01", false]]);
    assert.deepEqual(why.enrolments[0].outcomes.map(({ id, state, on, records }) => [id, state, on, records]), [
        ["into_work", "achieved", "2021-06-01", ["j7"]],
    ]);
    const unknown = report.why("9", row);
    assert.deepEqual([unknown.parts, unknown.enrolments[0].outcomes[0].missing], [["denominator", "undetermined"], ["employment.hours_per_week"]]);
    assert.equal(report.why("99", row), null);
    const flow = report.flow("rate");
    assert.deepEqual([flow.referred, flow.started, flow.due, flow.known, flow.undetermined], [4, 4, 4, 3, 1]);
    assert.deepEqual([flow.achieved, flow.notAchieved, flow.eligible, flow.notEligible], [1, 2, 4, 0]);
});

test("what comes in is counted, whatever becomes of it", () => {
    const torn = `${new CaseFile(catalogue, [start(7), job(7, 16)]).toJsonl()}{"id": "secret`;
    const late = { ...start(8, "2022-04-01") };
    const files = [CaseFile.fromJsonl(catalogue, torn), new CaseFile(catalogue, [late]), { ...start(9), programme: "none" }];
    const report = compute(files, [{ person_id: 7, tenure: "secret" }]);
    const { events, used, later, rejected, people, withoutEvents } = report.accounts;
    assert.deepEqual([events, used, later, rejected], [5, 2, 1, 2]);
    assert.deepEqual([people, withoutEvents], [3, 0]);
    assert.deepEqual(report.rejected.map(({ person, event, code }) => [person, event, code]), [
        ["", "", "D672"], ["7", "", "D503"], ["9", "s9", "D657"],
    ]);
    assert.ok(!JSON.stringify(report).includes("secret"));
    assert.deepEqual(report.assumptions, ["facts given without a day are those at each start"]);
    assert.equal(cellOf(report, { ...RATE, by: "tenure" }).numerator, 1, "what cannot be used is not told");
    const whole = report.toJSON();
    assert.deepEqual(JSON.parse(JSON.stringify(report)), whole);
    assert.deepEqual([whole.return, whole.asAt, whole.accounts, whole.cells], ["yearly", DAY, report.accounts, report.cells]);
});

test("a return can be as it was known then, and says who moved", () => {
    const first = compute([start(7), job(7, 3)], []);
    const amended = { id: "k7", person: 7, kind: "employment", start: "2021-06-01", data: { hours_per_week: 16 }, amends: "j7" };
    const restated = compute([start(7), { ...job(7, 3), recorded_at: "2021-06-01" }, { ...amended, recorded_at: "2022-05-01" }], []);
    const { cells, moves } = restated.compare(first);
    assert.deepEqual(moves.map(({ cell, person, from, to, by }) => [cell.by, person, from, to, by]), [
        [null, "7", "denominator", "numerator", ["corrected"]],
        ["tenure", "7", "denominator", "numerator", ["corrected"]],
    ]);
    assert.deepEqual(cells.map(({ cell, before, now }) => [cell.by, before, now]), [[null, [0, 0], [1, 1]], ["tenure", [0, 0], [1, 1]]]);
    const file = [start(7), { ...job(7, 3), recorded_at: "2021-06-01" }, { ...amended, recorded_at: "2022-05-01" }];
    const before = compute(file, [], DAY, { knownAt: "2022-04-30", factsOn: "2022-01-01" });
    assert.deepEqual([before.knownAt, before.cells], ["2022-04-30", first.cells]);
    assert.deepEqual(before.assumptions, ["facts given without a day are those of 1 January 2022"]);
    assert.deepEqual(restated.compare(restated), { cells: [], moves: [] });
    const other = catalogue.compute("other", [], [], DAY);
    assert.match(thrown(() => restated.compare(other)).message, /a report of `yearly` cannot be compared with one of `other`/);
    assert.throws(() => restated.compare({}), /Report/);
});

test("states of parts of the people merge in any order, through bytes", () => {
    const whole = compute();
    const own = (ids) => [EVENTS.filter(({ person }) => ids.includes(person)), PEOPLE.filter(({ person_id }) => ids.includes(Number(person_id)))];
    const parts = [[7, 10], [8], [9, 11]].map((ids) => {
        const [events, people] = own(ids);
        return catalogue.partial("yearly", people, events, DAY);
    });
    for (const order of [parts, [...parts].reverse()]) {
        const bytes = order.map((part) => part.toBytes());
        assert.ok(bytes[0] instanceof Uint8Array);
        const merged = bytes.map((one) => Partial.fromBytes(one)).reduce((one, other) => one.merge(other));
        const report = Partial.fromBytes(Buffer.from(merged.toBytes())).report(catalogue);
        assert.deepEqual(report.cells, whole.cells);
        assert.deepEqual(report.accounts, whole.accounts);
        assert.match(thrown(() => report.people(0)).message, /partial states, which name nobody/);
        assert.ok(thrown(() => report.flow("rate")) instanceof ReturnError);
    }
    assert.deepEqual(parts[0].merge(parts[1]).toBytes(), parts[1].merge(parts[0]).toBytes());
    const refused = (call) => {
        const error = thrown(call);
        assert.ok(error instanceof ReturnError && error.name === "ReturnError", String(error));
        return error.message;
    };
    const tomorrow = catalogue.partial("yearly", [], [], "2022-04-01");
    assert.match(refused(() => parts[0].merge(tomorrow)), /day judged: `2022-03-31` and `2022-04-01`/);
    assert.match(refused(() => Partial.fromBytes(new Uint8Array([123]))), /no state of a return/);
    const newer = new TextEncoder().encode(new TextDecoder().decode(parts[0].toBytes()).replace(/"doorstep_partial":\d+/, '"doorstep_partial":999'));
    assert.match(refused(() => Partial.fromBytes(newer)), /version 999/);
    const another = Catalogue.parse({ ...returns, "other.json": { ...returns["other.json"], name: "Another" } });
    assert.match(refused(() => parts[0].report(another)), /another catalogue/);
    assert.equal(thrown(() => Partial.fromBytes("{}")).problems[0].fact, "bytes");
});

test("claims are exact, and what is published is protected", () => {
    const people = Array.from({ length: 43 }, (_, person) => ({ person_id: `id-${person}`, tenure: person < 33 ? "social" : "private" }));
    const report = compute(people.map(({ person_id }) => start(person_id)), people.slice(0, 40));
    const funder = report.release("funder");
    assert.deepEqual([funder.audience, funder.returnId, funder.asAt, funder.knownAt], ["funder", "yearly", DAY, null]);
    assert.deepEqual(funder.cells, report.cells);
    const published = report.release("public", []);
    assert.ok(published instanceof Release);
    assert.deepEqual([published.audience, published.catalogue, published.library], ["public", report.catalogue, report.library]);
    assert.deepEqual(published.disclosure, { minimum: 10, roundTo: 5, zerosShown: true });
    const signedUp = (release, by, group) => cellOf(release, { ...RATE, indicator: "sign_ups", by, group });
    assert.equal(signedUp(published).value, 45);
    for (const group of ["private", undefined]) {
        const { state, value, low, high, numerator, pending } = signedUp(published, "tenure", group);
        assert.deepEqual([state, value, low, high, numerator, pending], ["suppressed", null, null, null, null, null]);
    }
    assert.ok(!JSON.stringify([funder, published]).includes("id-"), "nobody is named");
    const { recovered, hidden, contradictory } = published.audit();
    assert.deepEqual([recovered, hidden > 0, contradictory], [[], true, false]);
    assert.deepEqual(funder.publish().cells, published.cells);

    const kept = JSON.stringify(published);
    for (const earlier of [published, kept, JSON.parse(kept), Release.fromJson(kept)]) {
        assert.equal(JSON.stringify(Release.fromJson(earlier)), kept);
        assert.deepEqual(report.release("public", [earlier]).cells, published.cells);
        assert.deepEqual(published.audit([earlier]).recovered, []);
    }
    assert.equal(published.asAt, DAY, "what was given as earlier can still be read");
    const refused = (call) => {
        const error = thrown(call);
        assert.ok(error instanceof ReturnError, String(error));
        return error.message;
    };
    assert.match(refused(() => report.release("everybody")), /`everybody` is no audience/);
    assert.match(refused(() => catalogue.compute("other", [], [], DAY).release("public")), /no `disclosure` rule/);
    assert.match(refused(() => published.publish()), /public already/);
    assert.match(refused(() => Release.fromJson("{}")), /no release/);
    assert.match(refused(() => Release.fromJson({ ...JSON.parse(kept), release: 99 })), /format 99/);
    assert.match(refused(() => published.audit(["{"])), /no release/);
    const fact = (call) => thrown(call).problems.map(({ fact }) => fact).join();
    assert.equal(fact(() => report.release("public", published)), "earlier");
    assert.equal(fact(() => report.release("public", [3])), "earlier");
    assert.equal(fact(() => report.release()), "audience");
    assert.equal(fact(() => Release.fromJson()), "release");
});

test("what a return cannot be computed of is an error that says which", () => {
    const message = (call) => {
        const error = thrown(call);
        assert.ok(error instanceof ReturnError, String(error));
        return error.message;
    };
    assert.match(message(() => catalogue.compute("yearl", [], [], DAY)), /no return `yearl`; did you mean `yearly`\?/);
    assert.match(message(() => compute([], {})), /no part of a list/);
    assert.match(message(() => compute([], [PEOPLE[0], 3])), /row 2 .* no mapping/);
    assert.match(message(() => compute([], [{ tenure: "social" }])), /no `person_id`/);
    assert.match(message(() => compute([], [{ person_id: 7 }, { person_id: "7" }])), /row 2 .* each person once/);
    const fact = (call) => {
        const error = thrown(call);
        assert.ok(error instanceof FactError, String(error));
        return error.problems.map(({ code, fact }) => `${code} ${fact}`).join();
    };
    for (const make of ["compute", "partial"]) {
        const ask = (...given) => catalogue[make](...given);
        assert.equal(fact(() => ask(1, [], [], DAY)), "D502 returnId");
        assert.equal(fact(() => ask("yearly", [], [], "March")), "D509 as_at");
        assert.equal(fact(() => ask("yearly", [], [], DAY, { knownAt: 3 })), "D509 knownAt");
        assert.equal(fact(() => ask("yearly", [], [], DAY, { known: DAY })), "D502 known");
        assert.equal(fact(() => ask("yearly", [], 3, DAY)), "D502 events");
        assert.ok(thrown(() => ask("yearly", [], [{ id: 1 }], DAY)) instanceof EventError);
        assert.equal(thrown(() => ask("yearl", [], [], DAY)).name, "ReturnError");
    }
    const report = compute();
    assert.match(message(() => report.people(99)), /no row 99; there are 12, from 0/);
    for (const row of [-1, 0.5, NaN, 2n ** 64n]) {
        assert.match(message(() => report.people(row)), /no row/);
    }
    assert.match(message(() => report.people({ ...RATE, indicator: "rates" })), /no indicator `rates`/);
    assert.match(message(() => report.people({ ...RATE, period: "2020/21" })), /period `2020\/21`/);
    assert.match(message(() => report.why(7, { ...RATE, by: "tenure", group: "own" })), /group `own`/);
    assert.match(message(() => report.flow("rat")), /no indicator `rat`; did you mean `rate`\?/);
    assert.equal(fact(() => report.people({ period: "2021/22" })), "D502 cell");
    assert.equal(fact(() => report.people({ ...RATE, perod: "2021/22" })), "D502 cell");
    assert.equal(fact(() => report.people({ ...RATE, period: 2021 })), "D502 period");
    assert.equal(fact(() => report.people("rate")), "D502 cell");
    assert.equal(fact(() => report.people(RATE, "achieved")), "D503 part");
    assert.equal(fact(() => report.people(RATE, 1)), "D502 part");
    assert.equal(fact(() => report.why(null, RATE)), "D502 person");
    assert.equal(fact(() => report.flow()), "D502 indicator");
    assert.deepEqual(report.people(RATE), ["7"]);
});

test("a caseload may be larger than one person's facts", () => {
    const many = Array.from({ length: 20_001 }, (_, person) => person);
    const lines = many.map((person) => JSON.stringify(start(person))).join("\n");
    const report = compute(lines, many.map((person_id) => ({ person_id, tenure: "social" })));
    assert.equal(cellOf(report, { ...RATE, indicator: "sign_ups", by: "tenure", group: "social" }).value, 20_001);
});
