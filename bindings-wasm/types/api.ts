// What must compile, and what must not, against the package's types. `npm run types` checks it.

import {
    CaseFile, Catalogue, ConditionError, DocumentError, EventError, FactError, Partial, Release, Report, ReturnError, evaluate,
    importService, importServices,
} from "doorstep-wasm";
import type {
    ActionState, Audit, CaseloadItem, Cell, CellColumns, Claims, Comparison, CriterionResult, Decision, Description, Diagnostic,
    EventProblem, Facts, FactProblem, Flow, JourneyState, OutcomeOptions, OutcomeResult, Outcomes, PersonEvent, Programme,
    Question, ReportData, ReturnPerson, Screening, Status, TestReport, TriedDenominator,
    Value, Verdict, Why,
} from "doorstep-wasm";

const catalogue: Catalogue = Catalogue.parse({ "a.json": "{}", "b.json": { programme: "b" } });
const fingerprint: string = catalogue.fingerprint;
const programmes: Record<string, Programme[]> = catalogue.programmes();
const warnings: Diagnostic[] = catalogue.check();
const questions: Record<string, string> = catalogue.questions();

const facts: Facts = {
    age: 30,
    savings: 12.5,
    large: 10n,
    name: "text",
    yes: true,
    barriers: ["health", "debt"],
    some_left_out: undefined,
    told: { value: ["health"], not: ["debt"], complete: true, evidence: "payslip", on: "2022-04-01" },
    only_not: { not: ["debt"] },
    absent: { absent: "declined" },
    household: [{ age: 12 }, { age: { absent: "not_known" } }],
};
const screening: Screening = catalogue.screen(facts, "2022-04-01");
const events: PersonEvent[] = [
    { id: 1, person: "a", kind: "grant", on: "2022-04-01", data: { amount: 200, of: ["x", { y: true }] } },
    { id: 2n, person: 7, voids: 1, recorded_at: "2022-04-01T09:30:00Z", evidence: { type: "payslip" } },
];
catalogue.screen({} as const, "2022-04-01", { language: "cy" });
catalogue.screen(facts, "2022-04-01", { events, language: undefined });
catalogue.screen(facts, "2022-04-01", { events: [] });
catalogue.screen(facts, "2022-04-01", undefined);
const question: Question | null = screening.nextQuestion;
const other: Question | null = screening.ask("key_worker");
const problems: EventProblem[] = screening.eventProblems;
const review: CriterionResult[] | null = catalogue.review("kickstart", facts, "2022-04-01");
const report: TestReport = catalogue.test();
const description: Description | null = catalogue.describe("kickstart", { asAt: "2022-04-01", language: "cy" });
const text: string = `${report}${description}`;
const made: Catalogue = Catalogue.parse(importService("{}", { eligibilityDescription: "noted" }).documents);
Catalogue.parse(importServices({ contents: [] }, { areas: [{ when: "a", name: "A" }] }).documents);
const maximum: unknown = made.exportService("p", "2022-04-01", { areaFacts: ["council"] }).service["maximum_age"];

const phone: CaseFile = new CaseFile(catalogue, events);
const office: CaseFile = CaseFile.fromJsonl(catalogue, phone.toJsonl()).merge(phone);
const kept: CaseFile = office.propose({ id: 3, person: 7, kind: "contact", on: "2022-04-02" }, "They rang");
office.propose(kept.events[0]!, { reason: "They rang", by: "w1" }).erase(7, "2022-05-01");
const state: JourneyState | null = office.state("kickstart", "2022-06-01", "2022-05-01");
const action: ActionState | undefined = state?.actions[0];
const soFar: string | null | undefined = action?.soFar;
void [soFar, office.problems, office.rejected, office.tombstones, office.toAppend(phone)];
const list: CaseloadItem[] = catalogue.caseload(office, "2022-06-01", { worker: 12, knownAt: "2022-05-01" });
catalogue.caseload([phone, office], "2022-06-01").concat(catalogue.caseload(events, "2022-06-01", null));
if (list[0]?.reason === "action_overdue") void list[0].days.toFixed();
catalogue.caseload(office.toJsonl(), "2022-06-01", { worker: undefined });
const options: OutcomeOptions = { knownAt: "2022-06-01", factsOn: null };
const achieved: Outcomes | null = catalogue.outcomes("kickstart", facts, office, "2022-06-01", options);
const result: OutcomeResult | undefined = achieved?.outcomes.find(({ state }) => state === "not_yet_due");
const due: string | null | undefined = result?.dueOn;
const claims: Claims = catalogue.claims({}, office, "2022-06-01");
if (claims.findings[0]?.fault === "two_fundings") void [claims.claims[0]?.amount, due];
const people: ReturnPerson[] = [{ person_id: 7, tenure: "social" }, { person_id: "8" }];
const yearly: Report = catalogue.compute("yearly", people, [office, ...events], "2022-06-01", options);
const ids: string[] = catalogue.returns();
const cell: Cell | undefined = yearly.cells.find(({ state }) => state === "bounded");
const width: number | null = cell === undefined || cell.high === null || cell.low === null ? null : cell.high - cell.low;
const columns: CellColumns = { indicator: "sign_ups", period: "2021/22" };
const opened: string[] = yearly.people(0).concat(yearly.people(columns, "pending"), cell ? yearly.people(cell, null) : []);
const why: Why | null = yearly.why(7n, columns);
const flow: Flow = yearly.flow("sign_ups");
const moved: Comparison = yearly.compare(catalogue.compute("yearly", null, office, "2021-06-01"));
if (moved.moves[0]?.by.includes("late")) void [moved.moves[0].from, moved.cells[0]?.before?.[1], why?.parts, flow.due];
const whole: ReportData = yearly.toJSON();
const state7: Partial = catalogue.partial("yearly", [], "", "2022-06-01").merge(Partial.fromBytes(new Uint8Array()));
void [state7.report(catalogue).rejected, state7.toBytes().length, whole.accounts.withoutEvents, ids, width, opened];
try {
    yearly.people(99);
} catch (error) {
    if (error instanceof ReturnError) void error.message;
}
const published: Release = yearly.release("public", [Release.fromJson("{}"), "{}", yearly.release("funder").toJSON()]);
const audit: Audit = published.audit([published]);
void [published.disclosure?.roundTo, published.cells[0]?.pending, audit.recovered[0]?.since, yearly.release("funder").publish()];
// @ts-expect-error
yearly.release("everybody");
// @ts-expect-error
published.audit(published);
// @ts-expect-error
catalogue.compute("yearly", [{ tenure: "social" }], office, "2022-06-01");
// @ts-expect-error
yearly.people({ period: "2021/22" });
// @ts-expect-error
yearly.people(0, "achieved");
// @ts-expect-error
yearly.compare(whole);
// @ts-expect-error
cell?.state === "unknown";
// @ts-expect-error
new Report();
const verdicts: Verdict[] = catalogue.checkFigures();
const tried: TriedDenominator | undefined = catalogue.checkFigures("cy")[0]?.tried[0];
const gives: string | null | undefined = tried?.gives;
if (verdicts[0]?.verdict === "under_specified") void gives;
// @ts-expect-error
verdicts[0]?.verdict === "wrong";
// @ts-expect-error
catalogue.outcomes("kickstart", facts, events, "2022-06-01");
// @ts-expect-error
catalogue.outcomes("kickstart", facts, office, "2022-06-01", "2022-06-01");
// @ts-expect-error
catalogue.claims({}, office);
// @ts-expect-error
result?.state === "achived";
// @ts-expect-error
catalogue.caseload(office, "2022-06-01", "w1");
// @ts-expect-error
list[0]?.reason === "overdue";
// @ts-expect-error
new CaseFile(events);
// The day of an erasure is an argument too.
// @ts-expect-error
office.erase(7);
// @ts-expect-error
action?.status === "finished";

const decision: Decision | undefined = screening.decisions["kickstart"];
if (decision !== undefined) {
    const status: "eligible" | "not_eligible" | "undetermined" = decision.status satisfies Status;
    const because: Value | undefined = decision.criteria[0]?.because["age"];
    const opens: string | null = decision.opensOn;
    const words: string = decision.inWords();
    void [status, because, opens, words];
    // A status is compared with a status only.
    // @ts-expect-error
    if (decision.status === "maybe") void 0;
    // Members are as JavaScript has them.
    // @ts-expect-error
    void decision.opens_on;
    // @ts-expect-error
    void decision.target_groups;
    // A version may have no first day.
    // @ts-expect-error
    void decision.version.length;
}
// A programme that is not in force on the day has no decision.
// @ts-expect-error
void screening.decisions["kickstart"].status;

const value: Value = evaluate("age >= 25", { age: 30 });
evaluate("1 + 1");
evaluate("as_at", null, "2022-04-01");
evaluate("a", { a: null });
// Decimals are text, never numbers.
// @ts-expect-error
const number: number = evaluate("1 + 1");

try {
    catalogue.screen(facts, "2022-04-01");
} catch (error) {
    if (error instanceof EventError) {
        const first: EventProblem | undefined = error.problems[0];
        void first?.event;
    } else if (error instanceof FactError) {
        const problems: FactProblem[] = error.problems;
        const name: "FactError" = error.name;
        const message: string = error.message;
        void [problems, name, message];
        // @ts-expect-error
        void error.diagnostics;
    } else if (error instanceof DocumentError || error instanceof ConditionError) {
        const column: number | undefined = error.diagnostics[0]?.endColumn;
        void column;
    }
}

// What is worked out when it is read cannot be written.
// @ts-expect-error
screening.nextQuestion = null;
// Options have names.
// @ts-expect-error
catalogue.screen(facts, "2022-04-01", "cy");
// @ts-expect-error
catalogue.screen(facts, "2022-04-01", { event: [] });
// @ts-expect-error
catalogue.screen(facts, "2022-04-01", { events: [{ person: 1, kind: "grant", on: "2022-04-01" }] });
// @ts-expect-error
catalogue.screen(facts, "2022-04-01", { events: [{ id: 1, person: 1, on: new Date() }] });
// There may be nothing to ask.
// @ts-expect-error
question.fact;
// @ts-expect-error
catalogue.describe("kickstart", "cy");
// @ts-expect-error
importService(1);

// A catalogue is parsed, and so are errors thrown: neither is made.
// @ts-expect-error
new Catalogue();
// @ts-expect-error
new FactError();
// @ts-expect-error
catalogue.fingerprint = "";
// @ts-expect-error
Catalogue.parse("{}");
// @ts-expect-error
Catalogue.parse({ a: 1 });
// The day is an argument, always: there is no clock here.
// @ts-expect-error
catalogue.screen(facts);
// @ts-expect-error
catalogue.screen(facts, new Date());
// @ts-expect-error
catalogue.screen({ date_of_birth: new Date() }, "2022-04-01");
// @ts-expect-error
catalogue.screen(new Map([["age", 30]]), "2022-04-01");
// @ts-expect-error
catalogue.screen({ age: { absent: "unknown" } }, "2022-04-01");
// @ts-expect-error
catalogue.screen({ age: { valeu: 3 } }, "2022-04-01");
// @ts-expect-error
evaluate(1);

catalogue.free();
catalogue[Symbol.dispose]();
void [fingerprint, programmes, warnings, questions, value, number, other, problems, review, text, maximum];
