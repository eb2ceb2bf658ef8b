import assert from "node:assert/strict";
import test from "node:test";
import { createContext, runInContext } from "node:vm";

import {
    CaseFile, Catalogue, ConditionError, DocumentError, EventError, FactError, evaluate, importService, importServices,
} from "../pkg/nodejs/doorstep.js";
import { documents, programme, vocabulary } from "./documents.mjs";

const catalogue = Catalogue.parse(documents);
const DAY = "2022-06-01";

/** What a call throws. */
function thrown(call) {
    try {
        call();
    } catch (error) {
        return error;
    }
    return assert.fail("nothing was thrown");
}

/** The problems of facts, as codes and names. */
function problems(facts, asAt = DAY, of = catalogue) {
    const error = thrown(() => of.screen(facts, asAt));
    assert.ok(error instanceof FactError, String(error));
    return error.problems.map(({ code, fact }) => `${code} ${fact}`);
}

test("a catalogue is the same from texts and from objects", () => {
    const texts = Object.fromEntries(Object.entries(documents).map(([name, one]) => [name, JSON.stringify(one)]));
    const same = Catalogue.parse(texts);
    assert.match(catalogue.fingerprint, /^[0-9a-f]{64}$/);
    assert.equal(same.fingerprint, catalogue.fingerprint);
    assert.deepEqual(same.programmes(), catalogue.programmes());
    assert.deepEqual(catalogue.check(), []);
});

test("a screening says which programmes, why, and what is missing", () => {
    const screening = catalogue.screen({ age: 30 }, DAY);
    assert.deepEqual(Object.keys(screening), ["asAt", "catalogue", "library", "decisions"]);
    const decision = screening.decisions.as_at;
    assert.deepEqual(Object.keys(screening.decisions), ["as_at"]);
    assert.equal(decision.status, "undetermined");
    assert.equal(decision.availability, "opens_on");
    assert.equal(decision.opensOn, "2022-07-01");
    assert.deepEqual(decision.missing, ["opens_on", "target_groups"]);
    assert.deepEqual(decision.criteria[0].because, { age: "30" });
    assert.deepEqual(decision.targetGroups.map(({ id, status }) => [id, status]), [["over_50", "not_met"]]);
    assert.equal(decision.catalogue, catalogue.fingerprint);
    assert.deepEqual(catalogue.screen({}, "2024-01-01").decisions, {});
});

test("what explains a decision is worked out when it is read, and reads like any member", () => {
    const screening = catalogue.screen({ age: 30 }, DAY);
    const decision = screening.decisions.as_at;
    assert.deepEqual(Object.keys(decision), [
        "programme", "version", "name", "language", "status", "summary", "availability", "opensOn", "nextStep", "criteria",
        "reasons", "missing", "exact", "absent", "changesOn", "nearest", "advice", "targetGroups", "asAt", "catalogue",
        "library",
    ]);
    assert.equal(decision.criteria, decision.criteria, "worked out once");
    assert.equal(decision.reasons.length, 1);
    assert.deepEqual(decision.absent, { opens_on: "not_asked", target_groups: "not_asked" });
    assert.equal(decision.exact, true);
    assert.equal(decision.changesOn, "2023-04-01");
    assert.deepEqual([decision.nextStep.route, decision.nextStep.contact], ["self", "Ask"]);
    assert.deepEqual(decision.criteria.map(({ assured, decidedBy }) => [assured, decidedBy]), [[true, "rules"], [false, "rules"]]);
    assert.match(decision.inWords(), /^Example Works\nWe can't tell yet\.[^]*- You are 18 or over: yes\n/);
    const copy = structuredClone(screening);
    assert.deepEqual(Object.keys(copy), Object.keys(screening));
    assert.deepEqual(copy.decisions, JSON.parse(JSON.stringify(screening)).decisions);
    assert.deepEqual(catalogue.screen({ age: 30 }, DAY), screening);
});

test("a screening goes on saying what it was asked", () => {
    const facts = { age: 30, target_groups: ["first_one"] };
    const events = [{ id: 1, person: 1, kind: "employment", on: "2022-05-01", data: { hours_per_week: 8 } }];
    const whole = JSON.stringify(catalogue.screen(facts, DAY, { events }));
    let reads = 0;
    const given = { get age() { reads += 1; return 30; }, target_groups: facts.target_groups };
    const short = Catalogue.parse(documents);
    const screening = short.screen(given, DAY, { events });
    facts.target_groups.push("second_one");
    events[0].data.hours_per_week = "many";
    short.free();
    assert.equal(JSON.stringify(screening), whole);
    assert.equal(screening.nextQuestion, null, "it does not take people yet");
    assert.equal(reads, 1);
});

test("a screening asks what can matter, and comes to an end", () => {
    const open = { ...programme, referrals: undefined };
    const asking = Catalogue.parse({ ...documents, "as_at.json": open });
    const next = (facts, language) => asking.screen(facts, DAY, { language }).nextQuestion;
    assert.deepEqual(next({ opens_on: true, date_of_birth: { absent: "declined" } }), {
        fact: "age", text: "How old are you?", language: "en", type: "number", values: {}, programmes: ["as_at"],
    });
    const codes = next({ age: 30, opens_on: false });
    assert.deepEqual([codes.fact, codes.type, codes.values], ["target_groups", "codes", { first_one: "First", second_one: "Second" }]);
    assert.equal(next({ age: 30, opens_on: true }), null);
    assert.equal(next({ age: 17 }), null);
    const facts = {};
    const asked = [];
    for (let question = next(facts); question !== null; question = next(facts)) {
        asked.push(question.fact);
        facts[question.fact] = { absent: "not_known" };
    }
    // Without an age and without that answer, no group could settle it any more.
    assert.deepEqual(asked.sort(), ["age", "opens_on"]);
    const screening = asking.screen({}, DAY);
    assert.equal(screening.ask("person").fact, screening.nextQuestion.fact);
    assert.equal(screening.ask("gp"), null);
    for (const nobody of [undefined, null, 1, {}]) {
        const error = thrown(() => screening.ask(nobody));
        assert.ok(error instanceof FactError);
        assert.deepEqual(error.problems.map(({ code, fact }) => [code, fact]), [["D502", "askedOf"]]);
    }
});

const grants = Catalogue.parse({
    "v.json": { vocabulary: "v", records: { grant: { attributes: { amount: "money" } } } },
    "p.json": {
        programme: "p", name: "P", in_force: {},
        eligibility: [{ id: "cap", text: "Grants of less than £300", when: "sum(grant.amount) < 300" }],
    },
});

test("events tell records; without them records are unknown, and an empty list is none", () => {
    const status = (events) => grants.screen({}, DAY, { events }).decisions.p.status;
    const grant = (id, amount, more) => ({ id, person: "a", kind: "grant", on: "2022-05-01", data: { amount }, ...more });
    assert.equal(status(undefined), "undetermined");
    assert.equal(status(null), "undetermined");
    assert.equal(status([]), "eligible");
    assert.equal(status([grant(1, 200), grant(2n, 99.99)]), "eligible");
    assert.equal(status([grant(1, 200), grant(2, 100)]), "not_eligible");
    assert.equal(status([grant(1, 200), grant(2, 100), { id: 3, person: "a", voids: 2 }]), "eligible");
    const { eventProblems, decisions } = grants.screen({}, DAY, { events: [grant(1, 400, { voids: undefined }), { id: 2, person: "a", voids: "9" }] });
    assert.deepEqual(eventProblems.map(({ event, code }) => [event, code]), [["2", "D654"]]);
    assert.deepEqual(Object.keys(eventProblems[0]), ["event", "code", "message", "help"]);
    assert.equal(decisions.p.status, "not_eligible");
    assert.deepEqual(grants.screen({}, DAY).eventProblems, []);
    const data = { decision: "accepted", criteria: ["cap"], reason: "Paid back" };
    const overridden = [{ id: "d", person: "a", kind: "decided", on: "2022-05-01", programme: "p", data }];
    assert.equal(grants.screen({}, DAY, { events: overridden }).decisions.p.criteria[0].decidedBy, "d");
});

test("events that cannot be read are an EventError, and never show what they tell", () => {
    const codes = (events) => {
        const error = thrown(() => grants.screen({}, DAY, { events }));
        assert.ok(error instanceof EventError && error instanceof Error, String(error));
        assert.equal(error.name, "EventError");
        assert.doesNotMatch(JSON.stringify(error.problems) + error.message + error.stack, /secret/);
        return error.problems.map(({ event, code }) => `${code} ${event}`).join();
    };
    const grant = (data) => ({ id: "g", person: "a", kind: "grant", on: "2022-05-01", data });
    assert.equal(codes("secret"), "D601 ");
    assert.equal(codes({}), "D601 ");
    assert.equal(codes(new Map()), "D601 ");
    assert.equal(codes([1, new Date()]), "D601 ,D601 ");
    assert.equal(codes([grant({ amount: "secret" })]), "D604 g");
    assert.equal(codes([grant({ amount: NaN })]), "D606 g");
    assert.equal(codes([grant({ amout: 1 })]), "D603 g");
    assert.equal(codes([{ ...grant({}), on: new Date() }]), "D605 g");
    assert.equal(codes([{ ...grant({}), note: "secret" }]), "D602 g");
    // Too much, before memory is taken for it.
    const loop = grant({});
    loop.data.loop = loop;
    assert.equal(codes([loop]), "D608 ");
    assert.equal(codes([grant({ amount: "secret".repeat(20_000) })]), "D608 g");
    assert.equal(codes([grant({ amount: "x".repeat(100_000_000) })]), "D608 ");
    assert.equal(codes(new Array(4_294_967_295)), "D608 ");
    assert.equal(codes(Array.from({ length: 10_001 }, () => grant({}))), "D608 ");
    assert.equal(codes([grant({ amount: Array.from({ length: 60 }).reduce((inner) => [inner, inner], 1) })]), "D608 ");
    const mine = new Error("mine");
    assert.equal(thrown(() => grants.screen({}, DAY, { events: [{ get id() { throw mine; } }] })), mine);
    assert.equal(thrown(() => grants.screen({}, DAY, { get events() { throw mine; } })), mine);
});

test("an option that there is not is an error, so that nothing is left out unseen", () => {
    for (const options of ["cy", [], new Map(), { event: [] }, { asAt: DAY }, 1]) {
        assert.ok(thrown(() => catalogue.screen({}, DAY, options)) instanceof FactError, String(options));
        assert.ok(thrown(() => catalogue.describe("as_at", options === "cy" || options.asAt === undefined ? options : { as_at: DAY })) instanceof FactError);
    }
    assert.deepEqual(catalogue.screen({}, DAY, { events: undefined, language: null }), catalogue.screen({}, DAY, null));
});

test("a review asks the continuing criteria", () => {
    const review = (facts, day = DAY) => catalogue.review("as_at", facts, day);
    assert.deepEqual(review({ age: 70 }).map(({ id, status, because }) => [id, status, because]), [["still", "not_met", { age: "70" }]]);
    assert.deepEqual(review({})[0].missing, ["age"]);
    assert.equal(review({}, "2024-01-01"), null);
    assert.equal(catalogue.review("nowhere", {}, DAY), null);
    assert.ok(thrown(() => review({ agee: 1 })) instanceof FactError);
    assert.ok(thrown(() => review({}, "x")) instanceof FactError);
    assert.ok(thrown(() => catalogue.review(1, {}, DAY)) instanceof FactError);
});

test("a catalogue's examples are run, and what none notices is told", () => {
    const report = catalogue.test();
    assert.deepEqual(Object.keys(report), ["passed", "examples", "unnoticed", "untried"]);
    assert.equal(report.passed, true);
    assert.deepEqual(report.examples.map(({ index, status, file }) => [index, status, file]), [[1, "eligible", "as_at.json"]]);
    assert.match(String(report), /^as_at\.json:\d+:\d+: no example notices `age >= 18` of `as_at.is_adult`/);
    const wrong = Catalogue.parse({ ...documents, "as_at.json": { ...programme, examples: [{ facts: {}, as_at: DAY, expect: "eligible" }] } });
    assert.equal(wrong.test().passed, false);
    assert.match(String(wrong.test()), /is undetermined, and eligible was expected/);
    assert.equal(JSON.stringify(report), JSON.stringify(catalogue.test()));
});

test("a programme is described, as data and as text", () => {
    const description = catalogue.describe("as_at", { language: "cy", asAt: DAY });
    assert.deepEqual(description.name, { text: "Gwaith Enghreifftiol", language: "cy" });
    assert.equal(description.asAt, DAY);
    assert.equal(description.askedFor, "cy");
    assert.equal(description.versions[0].criteria[0].when, "age >= 18");
    assert.deepEqual(description.facts.map(({ name }) => name), ["age", "opens_on", "target_groups"]);
    assert.deepEqual(description.facts[0].usedBy, ["eligibility", "continuing", "target_groups", "advice"]);
    assert.deepEqual(description.facts[2].values[0], { code: "first_one", text: { text: "First", language: "en" }, sensitivity: null });
    assert.match(String(catalogue.describe("as_at")), /Rules from 1 April 2022 to 31 March 2023/);
    assert.equal(Object.keys(description).includes("toString"), false);
    assert.equal(catalogue.describe("nowhere"), null);
    assert.deepEqual(catalogue.describe("as_at", { asAt: "2024-01-01" }).versions, []);
    assert.ok(thrown(() => catalogue.describe(1)) instanceof FactError);
    assert.ok(thrown(() => catalogue.describe("as_at", { asAt: "x" })) instanceof FactError);
});

test("services of directories come in and go out", () => {
    const service = { id: "first_steps", name: "First Steps", status: "active", minimum_age: 16, maximum_age: 24, wait_time: "Two weeks" };
    const imported = importService(service);
    assert.deepEqual(importService(JSON.stringify(service)), imported);
    assert.deepEqual(Object.keys(imported), ["programme", "vocabulary", "areas", "notCovered", "documents"]);
    assert.equal(imported.notCovered[0].path, "wait_time");
    assert.equal(imported.programme.in_force !== undefined, true, "documents keep their own names");
    const made = Catalogue.parse(imported.documents);
    const [id] = Object.keys(made.programmes());
    assert.equal(made.screen({ date_of_birth: "1997-04-01" }, "2022-03-31").decisions[id].status, "eligible");
    const exported = made.exportService(id, "2022-03-31", { areas: [], areaFacts: [] });
    assert.deepEqual([exported.service.minimum_age, exported.service.maximum_age], [16, 24]);
    const several = importServices({ contents: [service, { name: 1 }] });
    assert.deepEqual([several.services.length, several.rejected.map(({ path }) => path)], [1, ["contents[1]"]]);
    assert.equal(Catalogue.parse(several.documents).programmes()[id].length, 1);
    assert.deepEqual(importServices([service]).documents, importServices(service).documents);
    const noted = importService({ ...service, eligibility_description: "Ask" }, { eligibilityDescription: "noted" });
    assert.equal(noted.programme.source.includes("Ask"), true);
    const refused = [
        () => importService(1), () => importService("{"), () => importService({}), () => importService([]), () => importServices(1),
        () => importService(service, { eligibilityDescription: "noted?" }), () => importService(service, { areas: {} }),
        () => importService(service, { areas: [{ name: "A" }] }), () => importService(service, { areas: [{ when: "a", name: "A", url: "" }] }),
        () => importService(service, { declared: [1] }), () => made.exportService(id, DAY, { areaFacts: "a" }),
        () => made.exportService("nowhere", DAY), () => made.exportService(id, DAY, { areas: [{ when: "(", name: "A" }] }),
    ];
    for (const call of refused) {
        assert.ok(thrown(call) instanceof DocumentError, String(call));
    }
    // As with any other options: one that there is not is named.
    for (const options of [{ areass: [] }, { eligibility_description: "noted" }, 1, "[]"]) {
        assert.match(thrown(() => importService(service, options)).message, /areas or declared or eligibilityDescription/);
    }
    assert.ok(thrown(() => made.exportService(id, "x")) instanceof FactError);
});

test("names of facts and ids stay as they are", () => {
    const decision = catalogue.screen({ age: 30, opens_on: true }, DAY).decisions.as_at;
    assert.deepEqual(decision.criteria[1].because, { opens_on: true });
    const [version] = catalogue.programmes().as_at;
    assert.deepEqual(version.examples[0].facts, { opens_on: true, age: "30" });
    assert.equal(version.eligibility[0].when, "age >= 18");
    assert.equal(version.plan.actions[1].metBy.atLeast, "12");
    assert.equal(version.inForce.from, "2022-04-01");
    const odd = { __proto__: null, "v.json": vocabulary, "p.json": JSON.stringify({ ...programme, programme: "__proto__" }) };
    assert.deepEqual(Object.keys(Catalogue.parse(odd).programmes()), ["__proto__"]);
    assert.deepEqual(Object.keys(Catalogue.parse(odd).screen({}, DAY).decisions), ["__proto__"]);
});

test("words come in the language asked for, marked with the one they are in", () => {
    const decision = (language) => catalogue.screen({ age: 30 }, DAY, { language }).decisions.as_at;
    assert.equal(decision("cy").name, "Gwaith Enghreifftiol");
    assert.deepEqual(decision("cy").advice, [{ text: "Gofynnwch", language: "cy" }]);
    assert.equal(decision("fr").language, "en");
    assert.equal(decision(undefined).name, "Example Works");
    assert.equal(catalogue.questions("cy").date_of_birth, "Pryd gawsoch chi eich geni?");
    assert.deepEqual(catalogue.questions(), {
        age: "How old are you?",
        date_of_birth: "When were you born?",
        opens_on: "Were you there?",
        target_groups: "Which?",
    });
});

test("documents that do not load report all their problems, each with its place", () => {
    const broken = { ...programme, naem: 1, eligibility: [{ id: "a", text: "A", when: "agee > 1" }] };
    const error = thrown(() => Catalogue.parse({ ...documents, "as_at.json": JSON.stringify(broken, null, 1) }));
    assert.ok(error instanceof DocumentError && error instanceof Error);
    assert.equal(error.name, "DocumentError");
    assert.deepEqual(error.diagnostics.map(({ code }) => code).sort(), ["D101", "D301"]);
    const [first] = error.diagnostics;
    assert.deepEqual(Object.keys(first), ["code", "severity", "message", "help", "file", "line", "column", "endLine", "endColumn"]);
    assert.equal(first.file, "as_at.json");
    assert.match(error.message, /as_at\.json:\d+:\d+: error\[D\d+\]/);
});

test("what is no document is a DocumentError too", () => {
    const codes = (given) => {
        const error = thrown(() => Catalogue.parse(given));
        assert.ok(error instanceof DocumentError, String(error));
        return [...new Set(error.diagnostics.map(({ code }) => code))].join();
    };
    for (const none of [undefined, null, 1, "{}", [], [{}], new Map(), () => {}, Symbol("s"), new Date(), 1n]) {
        assert.equal(codes(none), "D103", String(none));
    }
    assert.equal(codes({}), "D410");
    assert.equal(codes({ a: undefined }), "D410");
    assert.equal(codes({ a: 1 }), "D103");
    assert.equal(codes({ a: null }), "D103");
    assert.equal(codes({ a: new Map() }), "D103");
    assert.equal(codes({ a: 1n }), "D103");
    assert.equal(codes({ "a.json": { programme: 1n } }), "D003");
    assert.equal(codes({ "a.json": {} }), "D109");
    assert.equal(codes({ "a.json": "" }), "D009");
    assert.equal(codes({ "a.json": "{" }), "D003");
    assert.equal(codes({ "a.yaml": "programme: a" }), "D004");
    assert.equal(codes({ "a.json": `{"programme": ${"[".repeat(500_000)}` }), "D005");
    assert.equal(codes({ "a.json": `{"programme": ${"[".repeat(100)}${"]".repeat(100)}}` }), "D005");
    assert.equal(codes({ "a.json": " ".repeat(50_000_000) }), "D001");
    const loop = {};
    loop.loop = loop;
    assert.equal(codes({ "a.json": loop }), "D003");
});

test("numbers are read as their shortest text", () => {
    const told = (age) => catalogue.screen({ age }, DAY).decisions.as_at.criteria[0].because.age;
    assert.equal(told(30), "30");
    assert.equal(told(0.1), "0.1");
    assert.equal(told(-0), "0");
    assert.equal(told(1e21), "1000000000000000000000");
    assert.equal(told(1e-7), "0.0000001");
    assert.equal(told(30n), "30");
    assert.equal(told(12345678901234567890n), "12345678901234567890");
    assert.equal(evaluate("a + b", { a: 0.1, b: 0.2 }), "0.3");
    assert.equal(evaluate("a + b = 0.3", { a: 0.1, b: 0.2 }), true);
});

test("a number that is none is an error that names its fact", () => {
    for (const none of [NaN, Infinity, -Infinity]) {
        assert.deepEqual(problems({ age: none, savings: none }), ["D505 age", "D505 savings"]);
    }
    assert.deepEqual(problems({ age: 1e300 }), ["D505 age"]);
    assert.deepEqual(problems({ age: 10n ** 40n }), ["D505 age"]);
});

test("what is undefined was not asked; null has to say why", () => {
    assert.deepEqual(catalogue.screen({ age: undefined, agee: undefined }, DAY), catalogue.screen({}, DAY));
    assert.deepEqual(problems({ age: null }), ["D502 age"]);
    assert.deepEqual(problems({ age: { value: undefined } }), ["D507 age"]);
    assert.equal(catalogue.screen({ age: { absent: "declined" } }, DAY).decisions.as_at.criteria[0].status, "unknown");
});

test("objects of JavaScript that mean nothing here are errors, never guessed at", () => {
    class Born {}
    const error = thrown(() => catalogue.screen({ date_of_birth: new Date("1990-05-17") }, DAY));
    assert.deepEqual(error.problems.map(({ code, fact }) => [code, fact]), [["D502", "date_of_birth"]]);
    assert.match(error.problems[0].message, /Date/);
    assert.match(error.problems[0].help, /YYYY-MM-DD/);
    const none = [new Date(), new Map(), new Set(), () => 1, Symbol("s"), /x/, new Number(3), new Uint8Array(3), Promise.resolve()];
    for (const value of none) {
        assert.deepEqual(problems({ age: value }), ["D502 age"], String(value));
        assert.deepEqual(problems({ target_groups: [value] }), ["D502 target_groups"], String(value));
        assert.deepEqual(problems(value), ["D507 "], String(value));
        assert.ok(thrown(() => evaluate("a", { a: value })) instanceof ConditionError);
    }
    assert.deepEqual(problems(new Map([["age", 30]])), ["D507 "]);
    assert.deepEqual(problems([]), ["D507 "]);
    assert.deepEqual(problems(undefined), ["D507 "]);
    assert.deepEqual(problems({ age: new Born() }), ["D507 age"]);
    assert.deepEqual(problems({ age: "30" }), ["D502 age"]);
    assert.deepEqual(problems({ date_of_birth: "1990-02-30" }), ["D504 date_of_birth"]);
});

test("objects from elsewhere are read like any other", () => {
    const status = (facts) => catalogue.screen(facts, DAY).decisions.as_at.criteria[0].status;
    assert.equal(status(Object.assign(Object.create(null), { age: 30 })), "met");
    assert.equal(status(runInContext("({age: 30})", createContext())), "met");
    assert.equal(status(new Proxy({ age: 30 }, {})), "met");
    assert.equal(status(Object.create({ age: 30 })), "unknown");
});

test("errors name facts and never tell what was told", () => {
    const error = thrown(() => catalogue.screen({ town: 1, target_groups: ["secret_one"], age: "secret two" }, DAY));
    assert.equal(error.problems.length, 3);
    assert.doesNotMatch(JSON.stringify(error.problems) + error.message + error.stack, /secret/);
});

test("a day that is none is an error", () => {
    for (const day of [undefined, null, "", "yesterday", "2022-02-30", "2022-6-1", 20220601, new Date(), {}, []]) {
        const error = thrown(() => catalogue.screen({}, day));
        assert.ok(error instanceof FactError);
        assert.deepEqual(error.problems.map(({ code, fact }) => [code, fact]), [["D509", "as_at"]]);
        assert.match(error.problems[0].help, /YYYY-MM-DD/);
    }
    assert.ok(thrown(() => evaluate("as_at", {}, "x")) instanceof FactError);
    assert.deepEqual(problems({}, DAY, { screen: (facts, day) => catalogue.screen(facts, day, { language: 1 }) }), ["D502 language"]);
});

test("evaluate gives plain values, and null for unknown", () => {
    assert.equal(evaluate("age >= 25", { age: 30 }), true);
    assert.equal(evaluate("age >= 25", { age: null }), null);
    assert.equal(evaluate("age < 25 and x", { age: 30, x: null }), false);
    assert.equal(evaluate("1 / 0"), null);
    assert.equal(evaluate("as_at"), null);
    assert.equal(evaluate("as_at + duration(\"P1M\")", null, "2022-01-31"), "2022-02-28");
    assert.equal(evaluate("duration(\"P13W\")"), "P91D");
    assert.deepEqual(evaluate("[1, 2.50, null]"), ["1", "2.5", null]);
    assert.deepEqual(evaluate("a", { a: { snake_case: [true] } }), { snake_case: [true] });
    assert.equal(evaluate("a", { a: "2022-01-01" }), "2022-01-01");
});

test("a condition that cannot be read is a ConditionError", () => {
    const codes = (condition, facts) => {
        const error = thrown(() => evaluate(condition, facts));
        assert.ok(error instanceof ConditionError && error instanceof Error, String(error));
        assert.equal(error.name, "ConditionError");
        assert.equal(error.message.split("\n")[0].includes(error.diagnostics[0].message), true);
        return error.diagnostics.map(({ code, file }) => code + file).join();
    };
    assert.equal(codes("1 +"), "D204");
    assert.equal(codes("agee", { age: 1 }), "D301");
    assert.equal(codes("a", { a: NaN }), "D505");
    assert.equal(codes("a", { a: new Date() }), "D502");
    assert.equal(codes("a", { a: "x".repeat(2_000_000) }), "D508");
    assert.equal(codes("a", { a: Array.from({ length: 70 }).reduce((inner) => [inner], 1) }), "D005");
    assert.equal(codes("(".repeat(100) + "1" + ")".repeat(100)), "D202");
    assert.equal(codes("1" + " ".repeat(50_000_000)), "D201");
    for (const none of [undefined, null, 1, {}, [], Symbol("s")]) {
        assert.equal(codes(none), "D103");
    }
    for (const deep of ["-".repeat(8_000), "if a then 1 else ".repeat(400), "count(".repeat(1_000), "[".repeat(8_000)]) {
        assert.equal(codes(`${deep}1`, { a: true }), "D202");
    }
    assert.equal(evaluate(`${"a or ".repeat(1_600)}a`, { a: true }), true);
    assert.equal(evaluate(`${"1 + ".repeat(2_000)}1`), "2001");
});

test("facts that are too deep, too many or too long are refused before they take memory", () => {
    const nested = (depth, make) => Array.from({ length: depth }).reduce(make, 1);
    assert.deepEqual(problems({ age: nested(200_000, (inner) => [inner]) }), ["D005 age"]);
    assert.deepEqual(problems({ age: nested(200_000, (inner) => ({ value: inner })) }), ["D005 age"]);
    const loop = { age: 1 };
    loop.household = [loop];
    assert.deepEqual(problems(loop), ["D005 household"]);
    // Sixty-three doublings of one list: few objects, 2^63 values.
    assert.deepEqual(problems({ age: nested(60, (inner) => [inner, inner]) }), ["D508 age"]);
    assert.deepEqual(problems({ target_groups: new Array(4_294_967_295) }), ["D508 target_groups"]);
    assert.deepEqual(problems({ target_groups: Array.from({ length: 10_001 }, () => "first_one") }), ["D508 target_groups"]);
    assert.deepEqual(problems({ town: "x".repeat(100_000_000) }), ["D508 town"]);
    assert.deepEqual(problems(Object.fromEntries(Array.from({ length: 200_000 }, (_, at) => [`f${at}`, 1]))), ["D508 f99999"]);
});

test("what a getter or a proxy throws is passed on", () => {
    const mine = new Error("mine");
    const angry = { get age() { throw mine; } };
    assert.equal(thrown(() => catalogue.screen(angry, DAY)), mine);
    assert.equal(thrown(() => evaluate("1", angry)), mine);
    const trap = () => { throw mine; };
    const proxy = new Proxy({}, { ownKeys: trap, get: trap, getPrototypeOf: trap });
    assert.equal(thrown(() => catalogue.screen(proxy, DAY)), mine);
    assert.equal(thrown(() => catalogue.screen({ age: proxy }, DAY)), mine);
    assert.equal(thrown(() => Catalogue.parse(proxy)), mine);
    const { proxy: revoked, revoke } = Proxy.revocable([], {});
    revoke();
    assert.ok(thrown(() => catalogue.screen({ age: revoked }, DAY)) instanceof TypeError);
    const long = new Proxy([], { get: (list, name) => (name === "length" ? 1e9 : list[name]) });
    assert.deepEqual(problems({ target_groups: long }), ["D508 target_groups"]);
});

test("whatever is given, the instance goes on working", () => {
    const before = JSON.stringify(catalogue.screen({ age: 30 }, DAY));
    const random = generator(20_221_122);
    const pick = (list) => list[Math.floor(random() * list.length)];
    const scalars = [
        undefined, null, true, false, 0, -1, 1.5, NaN, Infinity, 1e308, 5e-324, 10n ** 30n, -1n, "", "\ud800", "😀", "\0",
        "first_one", "2022-02-29", "not_known", "x".repeat(9_000), Symbol("s"), () => {}, new Date(NaN), new Map(), /x/,
        new Uint8Array(4), Object.create(null), [], {}, [[]], new Proxy({}, {}),
    ];
    const names = [...Object.keys(vocabulary.facts), "household", "value", "not", "absent", "complete", "on", "__proto__", "", "é"];
    const value = (depth) => {
        const kind = depth === 0 ? 0 : random();
        if (kind < 0.5) {
            return pick(scalars);
        }
        const length = Math.floor(random() * 4);
        return kind < 0.7
            ? Array.from({ length }, () => value(depth - 1))
            : Object.fromEntries(Array.from({ length }, () => [pick(names), value(depth - 1)]));
    };
    const pieces = [
        "(", ")", "[", "]", "a", "age", "and", "or", "not(", "in", "between", "if", "then", "else", "some", "every", "satisfies",
        "1", "1e9", "99999999999999999999", "-", "+", "*", "/", ">=", "=", "..", ",", ".", '"', '"x"', "null", "count(", "sum(",
        'date("2022-02-29")', 'duration("P1Y")', "years between(", "as_at", "is defined(", "😀", "\\", "#",
    ];
    const text = JSON.stringify(programme);
    let errors = 0;
    for (let round = 0; round < 20_000; round += 1) {
        try {
            switch (round % 5) {
                case 0:
                    catalogue.screen(value(4), pick([DAY, DAY, value(1)]), pick([undefined, { language: "cy" }, value(0)]));
                    break;
                case 4: {
                    const event = { id: pick([1, "a", value(0)]), person: 1, kind: pick(["employment", "told", "ended"]), on: pick([DAY, value(0)]), data: value(3), [pick(["end", "voids", "evidence"])]: value(2) };
                    const screening = catalogue.screen({}, DAY, { events: pick([value(3), [event], [event, event]]) });
                    screening.ask(pick(["person", value(0)]));
                    break;
                }
                case 1:
                    evaluate(Array.from({ length: 12 }, () => pick(pieces)).join(pick(["", " "])), { a: value(2), age: value(0) }, DAY);
                    break;
                case 2: {
                    const at = Math.floor(random() * text.length);
                    const cut = text.slice(0, at) + pick(["", "}", '"', "0", "null", "[", "\ud800"]) + text.slice(at + Math.floor(random() * 3));
                    Catalogue.parse({ "test.json": vocabulary, "as_at.json": cut }).free();
                    break;
                }
                default:
                    Catalogue.parse(pick([value(3), { "a.json": value(3) }, { ...documents, "b.json": { programme: "b", name: "B", in_force: value(1), eligibility: value(3) } }])).free();
            }
        } catch (error) {
            errors += 1;
            const ours = [DocumentError, FactError, EventError, ConditionError].some((kind) => error instanceof kind);
            assert.ok(ours, `${error.stack}`);
        }
    }
    assert.ok(errors > 10_000 && errors < 20_000, String(errors));
    assert.equal(JSON.stringify(catalogue.screen({ age: 30 }, DAY)), before);
});

test("a catalogue can be let go", () => {
    const short = Catalogue.parse(documents);
    short.free();
    assert.throws(() => short.screen({}, DAY));
    assert.equal(catalogue.screen({ age: 30 }, DAY).decisions.as_at.status, "undetermined");
});

test("letting go of catalogues and errors gives their memory back", () => {
    const once = () => {
        Catalogue.parse(documents).free();
        thrown(() => catalogue.screen({ agee: 1 }, DAY));
        thrown(() => Catalogue.parse({ "a.json": "{" }));
        thrown(() => catalogue.screen({ get age() { throw new Error(); } }, DAY));
    };
    // The memory of WebAssembly is counted there, and never shrinks.
    const used = () => process.memoryUsage().external;
    for (let round = 0; round < 200; round += 1) {
        once();
    }
    const before = used();
    for (let round = 0; round < 2_000; round += 1) {
        once();
    }
    assert.ok(used() - before < 4 * 1024 * 1024, `${used() - before} bytes more`);
});

/** Numbers from 0 to 1, the same in every run (mulberry32). */
function generator(seed) {
    let state = seed;
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    };
}

const START = { id: "s", person: 7, kind: "started", programme: "as_at", on: "2022-06-01" };
const AGREED = { id: "g", person: 7, kind: "agreed", programme: "as_at", on: "2022-06-01" };
const done = (id, action) => ({ id, person: 7, kind: "action_done", programme: "as_at", on: "2022-06-03", data: { action } });

test("case files are merged in any order, and say where a person stands", () => {
    const phone = new CaseFile(catalogue, [START, AGREED]);
    const job = { id: 5n, person: "7", kind: "employment", start: "2022-06-10", data: { hours_per_week: 12.5 } };
    const office = new CaseFile(catalogue, [done("c", "cv"), job]);
    const file = phone.merge(office);
    assert.equal(file.toJsonl(), office.merge(phone).toJsonl());
    assert.deepEqual(file.events.map(({ id }) => id), ["g", "s", "c", "5"]);
    assert.deepEqual(file.events[3].data, { hours_per_week: 12.5 });
    assert.deepEqual(file.problems, []);
    const state = file.state("as_at", "2022-07-01");
    assert.deepEqual([state.stage, state.startedOn, state.knownAt], ["started", "2022-06-01", null]);
    assert.deepEqual(state.actions.map(({ id, status }) => `${id} ${status}`), ["cv done", "hours done"]);
    assert.deepEqual([state.actions[1].soFar, state.actions[1].needed], ["12.5", "12"]);
    assert.equal(state.catalogue, catalogue.fingerprint);
    assert.equal(file.state("none", "2022-07-01"), null);
    assert.equal(file.toAppend(phone).split("\n").length, 4);
    assert.equal(catalogue.screen({}, DAY, { events: file.events }).eventProblems.length, 0);
});

test("a proposal is refused with its reasons, or overridden with one", () => {
    const file = new CaseFile(catalogue, [START, AGREED]);
    const early = done("x", "cvv");
    const refused = thrown(() => file.propose(early));
    assert.ok(refused instanceof EventError);
    assert.deepEqual(refused.problems.map(({ code, event }) => [code, event]), [["D659", "x"]]);
    assert.equal(file.propose(early, "It is another list").problems.length, 0);
    const kept = file.propose(early, { reason: "It is another list", by: "w1", authority: undefined });
    assert.deepEqual(kept.events[2].override, { reason: "It is another list", by: "w1" });
    assert.equal(file.events.length, 2);
    for (const override of ["", {}, { reason: true }, { reason: "R", who: "w1" }, [], true]) {
        assert.ok(thrown(() => file.propose(early, override)) instanceof EventError, JSON.stringify(override));
    }
    assert.ok(thrown(() => file.propose("x")) instanceof EventError);
    assert.ok(thrown(() => new CaseFile(catalogue, [{ id: 1 }])) instanceof EventError);
});

test("who is erased stays erased, and a torn line is kept aside", () => {
    const file = new CaseFile(catalogue, [START, AGREED]);
    for (const person of [7, 7n, "7"]) {
        const erased = file.erase(person, "2022-07-01");
        assert.deepEqual(erased.tombstones, [{ erased: ["7"], on: "2022-07-01" }]);
        assert.deepEqual(erased.merge(file).events, []);
    }
    const torn = CaseFile.fromJsonl(catalogue, `${file.toJsonl()}{"id": "x`);
    assert.deepEqual(torn.rejected.map(({ line, text, problem }) => [line, text, problem.code]), [[3, '{"id": "x', "D672"]]);
});

test("days and ids that are none are errors that say which", () => {
    const file = new CaseFile(catalogue, []);
    const fact = (call) => thrown(call).problems.map(({ fact }) => fact).join();
    assert.equal(fact(() => file.state("as_at", 3)), "as_at");
    assert.equal(fact(() => file.state("as_at", DAY, "yesterday")), "knownAt");
    assert.equal(fact(() => file.state(1, DAY)), "programme");
    assert.equal(fact(() => file.erase("7")), "on");
    assert.equal(fact(() => file.erase(null, DAY)), "person");
    assert.equal(fact(() => CaseFile.fromJsonl(catalogue, 1)), "text");
});

test("a caseload is of events however they come", () => {
    const assigned = { id: "w", person: 7, kind: "assigned", on: "2022-06-01", data: { worker: 12 } };
    const twice = { ...START, id: "s2", on: "2022-06-02" };
    const events = [START, AGREED, assigned, twice];
    const file = new CaseFile(catalogue, events);
    const list = catalogue.caseload(file, "2022-06-03", { worker: 12 });
    assert.deepEqual(list.map(({ person, programme, stage, workers, reason, about, on, days }) =>
        [person, programme, stage, workers, reason, about, on, days]), [
        ["7", "as_at", "started", ["12"], "problem", "s2", null, 0],
    ]);
    const files = events.map((event) => new CaseFile(catalogue, [event]));
    for (const given of [events, files, [files[0], ...events.slice(1)], file.toJsonl(), [file, file]]) {
        assert.deepEqual(catalogue.caseload(given, "2022-06-03", { worker: "12", knownAt: null }), list);
    }
    assert.deepEqual(catalogue.caseload([], DAY), []);
    assert.deepEqual(catalogue.caseload(file, "2022-06-03", { worker: 12n, knownAt: "2022-06-01" }), list);
    const people = Array.from({ length: 10_001 }, (_, person) => ({ ...twice, id: person, person: person + 100 }));
    assert.deepEqual(catalogue.caseload(people.concat(events), "2022-06-03", { worker: 12 }), list);
    assert.equal(catalogue.caseload('{"id": "x', DAY)[0].person, null);
});

test("what a caseload cannot be made of is an error that says which", () => {
    const fact = (...given) => thrown(() => catalogue.caseload(...given)).problems.map(({ fact }) => fact).join();
    assert.equal(fact(3, DAY), "events");
    assert.equal(fact({ id: 1 }, DAY), "events");
    assert.equal(fact([], "June"), "as_at");
    assert.equal(fact([], DAY, { worker: true }), "worker");
    assert.equal(fact([], DAY, { knownAt: 3 }), "knownAt");
    assert.equal(fact([], DAY, { workers: "w1" }), "workers");
    const unread = thrown(() => catalogue.caseload([START, { id: 1 }], DAY));
    assert.ok(unread instanceof EventError && unread.problems.every(({ event }) => event === "1"));
});

test("outcomes have days of their own, and can be as known on another", () => {
    const job = (start, end, hours) => ({ id: `j${start}`, person: 7, kind: "employment", start, end, data: { hours_per_week: hours }, recorded_at: start });
    const events = [START, job("2022-06-06", undefined, 16), job("2022-05-30", "2022-06-02", -1)];
    const file = new CaseFile(catalogue, events);
    const all = catalogue.outcomes("as_at", { opens_on: false }, file, "2022-09-10");
    assert.deepEqual([all.programme, all.version, all.asAt, all.knownAt, all.startedOn, all.endedOn],
        ["as_at", "2022-04-01", "2022-09-10", null, "2022-06-01", null]);
    assert.deepEqual([all.catalogue, all.assumptions.length], [catalogue.fingerprint, 1]);
    assert.deepEqual(all.outcomes.map(({ id, state }) => `${id} ${state}`),
        ["sustained unknown", "kept not_yet_due", "came not_yet_due", "told not_achieved"]);
    assert.deepEqual(all.outcomes[0].missing, ["employment.end"]);
    const shown = { id: "f", person: 7, kind: "employment", start: "2022-06-06", end: "2022-09-04", data: { hours_per_week: "x" } };
    const known = new CaseFile(catalogue, [START, { ...shown, data: { hours_per_week: 7.5 }, evidence: { type: "payslip", on: "2022-09-08" } }]);
    const [sustained] = catalogue.outcomes("as_at", {}, known, "2022-09-10").outcomes;
    assert.deepEqual([sustained.state, sustained.on, sustained.evidence, sustained.evidenced, sustained.claimBy, sustained.tooLate],
        ["achieved", "2022-09-04", "document", "2022-09-08", "2022-12-03", false]);
    const before = catalogue.outcomes("as_at", {}, file, "2022-09-10", { knownAt: "2022-06-01" });
    assert.deepEqual([before.knownAt, before.outcomes[0].records, before.outcomes[0].undecided], ["2022-06-01", [], []]);
    const told = catalogue.outcomes("as_at", { opens_on: true }, file, "2022-09-10", { factsOn: "2022-09-01" });
    assert.equal(told.assumptions[0], "facts given without a day are those of 1 September 2022");
    assert.equal(catalogue.outcomes("none", {}, file, DAY), null);
});

test("claims that do not go together are found", () => {
    const claim = (id, funding) => ({ id, person: 7, kind: "claimed", programme: "as_at", on: "2022-07-01", data: { outcome: "told", funding, amount: 12.5 } });
    const became = { id: "t", person: 7, kind: "told", on: "2022-06-20", data: { opens_on: true } };
    const file = new CaseFile(catalogue, [START, became, claim("c", "core"), claim("m", "match"), claim("x", "other")]);
    const { claims, findings, asAt } = catalogue.claims({ opens_on: false }, file, "2022-08-01");
    assert.equal(asAt, "2022-08-01");
    assert.deepEqual(claims.map(({ event, funder, amount, state, achieved }) => [event, funder, amount, state, achieved]), [
        ["c", "council", "12.5", "achieved", "2022-06-20"],
        ["m", "esf", "12.5", "achieved", "2022-06-20"],
        ["x", null, "12.5", "achieved", "2022-06-20"],
    ]);
    assert.deepEqual(findings.map(({ fault, events }) => [fault, events.join()]),
        [["no_such_funding", "x"], ["two_fundings", "c,x"], ["two_fundings", "m,x"]]);
});

test("what outcomes cannot be made of is an error that says which", () => {
    const file = new CaseFile(catalogue, [START]);
    const fact = (call) => thrown(call).problems.map(({ fact }) => fact).join();
    for (const ask of [(...given) => catalogue.claims(...given), (...given) => catalogue.outcomes("as_at", ...given)]) {
        assert.equal(fact(() => ask({ opens: true }, file, DAY)), "opens");
        assert.equal(fact(() => ask({}, file, 3)), "as_at");
        assert.equal(fact(() => ask({}, file, DAY, { knownAt: "yesterday" })), "knownAt");
        assert.equal(fact(() => ask({}, file, DAY, { factsOn: 3 })), "factsOn");
        assert.equal(fact(() => ask({}, file, DAY, { known: DAY })), "known");
        assert.throws(() => ask({}, [START], DAY), /CaseFile/);
        assert.ok(ask({}, file, DAY, null));
    }
    assert.equal(fact(() => catalogue.outcomes(1, {}, file, DAY)), "programme");
});
