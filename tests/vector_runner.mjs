// Runs vectors against the JavaScript package, in Node or in a browser. `vectors/README.md` says what a vector is.

import { ofReturn } from "./return_runner.mjs";
import { inJavaScript, inMembers, mismatches, told, unknownKeys } from "./vector_parts.mjs";

const KEYS = {
    file: ["documents", "cases"],
    case: [
        "name", "facts", "events", "case_files", "programme", "known_at", "facts_on", "caseload", "erase", "propose",
        "as_at", "language", "condition", "asked_of", "service", "export", "options", "expected",
    ],
    expected: [
        "programmes", "decisions", "fact_errors", "event_errors", "event_problems", "diagnostics", "value", "test",
        "describe", "fingerprint", "in_words", "next_question", "review", "state", "outcomes", "outcomes_of",
        "claims", "problems", "rejected", "tombstones", "events", "lines", "caseload", "imported", "exported",
        "figures",
    ],
};

/**
 * Runs every case of a file; a line for each difference, none if all hold.
 *
 * @param api the package: Catalogue, evaluate, importService and the errors
 * @param vector what a file holds
 * @param named documents by the name that vectors give for them: {programmes: {…}}
 * @returns {{name: string, differences: string[]}[]}
 */
export function run(api, vector, named) {
    const wrong = unknownKeys(vector, KEYS.file, "the file");
    if (wrong.length > 0 || !Array.isArray(vector.cases) || vector.cases.length === 0) {
        return [{ name: "the file", differences: [...wrong, "it has no cases"].slice(0, wrong.length || 1) }];
    }
    const documents = typeof vector.documents === "string" ? named[vector.documents] : vector.documents;
    const load = once(() => api.Catalogue.parse(documents));
    return vector.cases.map((one) => {
        try {
            const found = one.return === undefined ? differences(api, load, one) : ofReturn(api, documents, one);
            return { name: one.name, differences: found };
        } catch (error) {
            return { name: one.name, differences: [`threw ${error.stack ?? error}`] };
        }
    });
}

function differences(api, load, one) {
    const wrong = [
        ...unknownKeys(one, KEYS.case, "the case"),
        ...unknownKeys(one.expected ?? {}, KEYS.expected, "`expected`"),
    ];
    if (wrong.length > 0) {
        return wrong;
    }
    const asked = KEYS.expected.filter((key) => Object.hasOwn(one.expected ?? {}, key));
    if (asked.length === 0) {
        return ["the case expects nothing"];
    }
    const actual = outcome(api, load, one);
    const refused = actual.event_errors !== undefined && !asked.includes("event_errors");
    const broken = [...(actual.laws ?? []), ...(refused ? [`refused: ${JSON.stringify(actual.event_errors)}`] : [])];
    return broken.concat(asked.flatMap((key) => {
        if (!Object.hasOwn(actual, key)) {
            return [`no ${key}, but ${JSON.stringify(actual)}`];
        }
        const wanted = key === "value" ? one.expected[key] : inMembers(one.expected[key], key);
        return mismatches(wanted, actual[key], key);
    }));
}

/** What comes out, by the keys of `expected`. */
function outcome(api, load, one) {
    const facts = one.facts ?? {};
    if (one.condition !== undefined) {
        try {
            return { value: api.evaluate(one.condition, facts, one.as_at) };
        } catch (error) {
            return { diagnostics: told(error, api.ConditionError).diagnostics };
        }
    }
    if (one.service !== undefined) {
        return interchanged(api, "imported", () => api.importService(one.service, inJavaScript(one.options)));
    }
    let catalogue;
    try {
        catalogue = load();
    } catch (error) {
        return { diagnostics: told(error, api.DocumentError).diagnostics };
    }
    if (one.export !== undefined) {
        const options = inJavaScript(one.options);
        return interchanged(api, "exported", () => catalogue.exportService(one.export, one.as_at, options));
    }
    if (one.case_files !== undefined) {
        return ofCaseFiles(api, catalogue, one);
    }
    const expects = (key) => Object.hasOwn(one.expected, key);
    const each = (key, make) => Object.fromEntries(Object.keys(one.expected[key]).map((id) => [id, make(id)]));
    const { as_at: asAt, language, events } = one;
    const loaded = { fingerprint: catalogue.fingerprint };
    if (expects("diagnostics")) {
        loaded.diagnostics = catalogue.check();
    }
    if (expects("figures")) {
        loaded.figures = catalogue.checkFigures(one.language);
    }
    if (expects("test")) {
        loaded.test = catalogue.test();
    }
    if (expects("describe")) {
        loaded.describe = each("describe", (id) => catalogue.describe(id, { asAt, language }));
    }
    if (asAt === undefined) {
        return loaded;
    }
    try {
        if (expects("review")) {
            loaded.review = each("review", (id) => catalogue.review(id, facts, asAt));
        }
        const screening = catalogue.screen(facts, asAt, { events, language });
        const { decisions, eventProblems } = screening;
        if (expects("in_words")) {
            loaded.in_words = each("in_words", (id) => decisions[id].inWords());
        }
        if (expects("next_question")) {
            loaded.next_question = one.asked_of === undefined ? screening.nextQuestion : screening.ask(one.asked_of);
        }
        return { ...loaded, decisions, programmes: Object.keys(decisions), event_problems: eventProblems };
    } catch (error) {
        return error instanceof api.EventError
            ? { ...loaded, event_errors: error.problems }
            : { ...loaded, fact_errors: told(error, api.FactError).problems };
    }
}

/** What comes out of case files, and what does not hold of any: every order of merging comes to the same. */
function ofCaseFiles(api, catalogue, one) {
    const line = (given) => (typeof given === "string" ? given : JSON.stringify(given));
    const files = one.case_files.map((lines) => api.CaseFile.fromJsonl(catalogue, lines.map(line).join("\n")));
    const state = (file) => (one.programme === undefined ? null : file.state(one.programme, one.as_at, one.known_at));
    const asks = ["outcomes", "outcomes_of", "claims", "fact_errors"].some((key) => Object.hasOwn(one.expected, key));
    const achieved = (file) => (asks ? judged(api, catalogue, file, one) : {});
    const everything = (file) => JSON.stringify([file.toJsonl(), file.problems, state(file), achieved(file)]);
    const merged = (files) => files.reduce((file, other) => file.merge(other));
    const laws = [];
    const holds = (what, other) => {
        if (everything(other) !== everything(file)) {
            laws.push(what);
        }
    };
    let file = merged(files);
    holds("merged in the reverse order it is another file", merged([...files].reverse()));
    holds("with each merged with itself it is another file", merged(files.map((file) => file.merge(file))));
    for (const [pieces, dealt] of dealtOut(one.case_files, (lines) => api.CaseFile.fromJsonl(catalogue, lines), merged)) {
        holds(`dealt out in ${pieces} pieces it is another file`, dealt);
    }
    holds("written and read again it is another file", api.CaseFile.fromJsonl(catalogue, file.toJsonl()));
    if (one.erase !== undefined) {
        file = file.erase(one.erase.person, one.erase.on);
        files.forEach((given) => holds("what was erased comes back", file.merge(given)));
        files.forEach((given) => holds("what was erased comes back", given.merge(file)));
    }
    const out = { laws };
    if (one.propose !== undefined) {
        try {
            file = file.propose(one.propose.event, one.propose.override);
        } catch (error) {
            out.event_errors = told(error, api.EventError).problems;
        }
    }
    if (file.tombstones.length + file.rejected.length === 0) {
        holds("its events given again are another file", new api.CaseFile(catalogue, file.events));
    }
    if (one.caseload !== undefined) {
        const { as_at: asAt, worker, known_at: knownAt } = one.caseload;
        const list = (given) => catalogue.caseload(given, asAt, { worker, knownAt });
        out.caseload = list(file);
        const parts = [[...files, file], file.toJsonl()];
        if (file.tombstones.length + file.rejected.length === 0) {
            parts.push(file.events);
        }
        if (parts.some((part) => JSON.stringify(list(part)) !== JSON.stringify(out.caseload))) {
            laws.push("the caseload of its parts is another");
        }
    }
    const { problems, rejected, tombstones } = file;
    const [events, lines] = [file.events.map(({ id }) => id), file.toJsonl().split("\n").slice(0, -1)];
    return { ...out, problems, rejected, tombstones, events, lines, state: state(file), ...achieved(file) };
}

/** Outcomes and claims by the keys of `expected`, or what is wrong with the facts. */
function judged(api, catalogue, file, { programme, facts = {}, as_at: asAt, known_at: knownAt, facts_on: factsOn }) {
    const options = { knownAt, factsOn };
    let claims;
    try {
        claims = catalogue.claims(facts, file, asAt, options);
    } catch (error) {
        return { fact_errors: told(error, api.FactError).problems };
    }
    if (programme === undefined) {
        return { claims };
    }
    const all = catalogue.outcomes(programme, facts, file, asAt, options);
    if (all === null) {
        return { claims, outcomes: null, outcomes_of: null };
    }
    const { outcomes, ...whole } = all;
    return { claims, outcomes: Object.fromEntries(outcomes.map((outcome) => [outcome.id, outcome])), outcomes_of: whole };
}

/**
 * All lines dealt out in so many pieces, which are merged from each of them on: one after the other, and two by two. What
 * is no JSON stays in its file, where it may be torn.
 */
function* dealtOut(files, read, merged) {
    const lines = files.flat();
    if (lines.some((line) => typeof line === "string")) {
        return;
    }
    for (const pieces of [2, 3, 7, 20].filter((pieces) => pieces <= lines.length)) {
        const dealt = Array.from({ length: pieces }, (_, first) =>
            read(lines.filter((_, at) => at % pieces === first).reverse().map((line) => JSON.stringify(line)).join("\n")));
        for (let turn = 0; turn < Math.min(pieces, 7); turn++) {
            let turned = [...dealt.slice(turn), ...dealt.slice(0, turn)];
            yield [pieces, merged(turned)];
            while (turned.length > 1) {
                const pairs = turned.flatMap((_, at) => (at % 2 === 0 ? [turned.slice(at, at + 2)] : []));
                turned = pairs.map(merged).reverse();
            }
            yield [pieces, turned[0]];
        }
    }
}

/** What is imported or exported, or what is wrong with it. */
function interchanged(api, key, make) {
    try {
        return { [key]: make() };
    } catch (error) {
        return { diagnostics: told(error, api.DocumentError).diagnostics };
    }
}

function once(make) {
    let made;
    return () => (made ??= make());
}
