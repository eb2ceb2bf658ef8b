import assert from "node:assert/strict";
import test from "node:test";
import { createContext, runInContext } from "node:vm";

import { Catalogue, ConditionError, DocumentError, FactError, evaluate } from "../pkg/nodejs/doorstep.js";
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
            switch (round % 4) {
                case 0:
                    catalogue.screen(value(4), pick([DAY, DAY, value(1)]), pick([undefined, "cy", value(0)]));
                    break;
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
            const ours = [DocumentError, FactError, ConditionError].some((kind) => error instanceof kind);
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
