// Runs vectors of returns: what a report says, and what holds of any. `vectors/README.md` says what a case is.

import { inJavaScript, mismatches, told, unknownKeys } from "./vector_parts.mjs";

const KEYS = {
    case: ["name", "return", "people", "events", "as_at", "known_at", "facts_on", "also", "erase", "earlier", "expected"],
    earlier: ["people", "events", "as_at", "known_at", "facts_on", "also"],
    expected: [
        "cells", "keys", "people", "why", "flow", "accounts", "rejected", "assumptions", "compared", "diagnostics",
        "return_error",
    ],
};

const KEY = ["indicator", "programme", "period", "by", "group"];

/** What differs of a case of a return; nothing if it holds. */
export function ofReturn(api, documents, one) {
    const { expected = {} } = one;
    const wrong = [
        ...unknownKeys(one, KEYS.case, "the case"),
        ...unknownKeys(expected, KEYS.expected, "`expected`"),
        ...unknownKeys(one.earlier ?? {}, KEYS.earlier, "`earlier`"),
    ];
    if (Object.keys(expected).length === 0) {
        wrong.push("the case expects nothing");
    }
    if (wrong.length > 0) {
        return wrong;
    }
    let catalogue;
    try {
        catalogue = api.Catalogue.parse({ ...documents, ...one.also });
    } catch (error) {
        const { diagnostics } = told(error, api.DocumentError);
        if (expected.diagnostics === undefined) {
            throw error;
        }
        return mismatches(inJavaScript(expected.diagnostics, ""), diagnostics, "diagnostics");
    }
    const found = [];
    if (expected.diagnostics !== undefined) {
        found.push(...mismatches(inJavaScript(expected.diagnostics, ""), catalogue.check(), "diagnostics"));
    }
    if (expected.return_error !== undefined) {
        try {
            computed(api, catalogue, one);
        } catch (error) {
            return found.concat(mismatches(expected.return_error, told(error, api.ReturnError).message, "return_error"));
        }
        return [...found, "the return was not refused"];
    }
    if (one.as_at === undefined) {
        return found;
    }
    const report = computed(api, catalogue, one);
    found.push(...laws(api, catalogue, one, report, documents));
    const part = (key, actual) => {
        if (expected[key] !== undefined) {
            found.push(...mismatches(inJavaScript(expected[key], ""), actual(), key));
        }
    };
    part("accounts", () => report.accounts);
    part("rejected", () => report.rejected);
    part("assumptions", () => report.assumptions);
    part("compared", () => {
        const before = api.Catalogue.parse({ ...documents, ...one.also, ...one.earlier?.also });
        return report.compare(computed(api, before, { ...one, erase: undefined, ...one.earlier }));
    });
    for (const [indicator, flow] of Object.entries(expected.flow ?? {})) {
        found.push(...mismatches(inJavaScript(flow, ""), report.flow(indicator), `flow.${indicator}`));
    }
    return found.concat(opened(report, expected), keys(report, expected.keys));
}

/** Cells, their people, and why somebody counts. */
function opened(report, expected) {
    const found = [];
    for (const named of expected.cells ?? []) {
        const cell = find(report, named);
        const columns = Object.entries(named).filter(([name]) => !KEY.includes(name));
        const wanted = inJavaScript(Object.fromEntries(columns), "");
        for (const end of ["intervalLow", "intervalHigh"].filter((end) => typeof wanted[end] === "number")) {
            // To six decimal places.
            if (Math.abs(wanted[end] - cell[end]) < 1e-6) {
                wanted[end] = cell[end];
            }
        }
        found.push(...mismatches(wanted, cell, JSON.stringify(named)));
    }
    for (const { cell, part, ids, ...rest } of expected.people ?? []) {
        found.push(...unknownKeys(rest, [], "an item of `people`"));
        found.push(...mismatches(ids, report.people(find(report, cell), part), `people ${part} of ${JSON.stringify(cell)}`));
    }
    for (const { person, cell, is, ...rest } of expected.why ?? []) {
        found.push(...unknownKeys(rest, [], "an item of `why`"));
        const why = report.why(person, find(report, cell));
        found.push(...mismatches(inJavaScript(is, ""), why, `why ${person} of ${JSON.stringify(cell)}`));
    }
    return found;
}

/** The key columns of all cells, or of those of some indicators. */
function keys(report, expected) {
    if (expected === undefined) {
        return [];
    }
    const all = report.cells.map((cell) => KEY.map((column) => cell[column]));
    if (Array.isArray(expected)) {
        return mismatches(expected, all, "keys");
    }
    return Object.entries(expected).flatMap(([indicator, wanted]) => {
        const own = all.filter(([id]) => id === indicator).map(([, ...rest]) => rest);
        return mismatches(wanted, own, `keys.${indicator}`);
    });
}

/** The one cell that is named. Without a programme it is all of them together, or the return's only one. */
function find(report, named) {
    const { cells } = report;
    const hasAll = cells.some((cell) => cell.programme === null);
    const isNamed = (cell) => KEY.every((column) => {
        const isAny = column === "programme" && named.programme === undefined && !hasAll;
        return isAny || (named[column] ?? null) === cell[column];
    });
    const found = cells.filter(isNamed);
    if (found.length !== 1) {
        throw new Error(`${found.length} cells are ${JSON.stringify(named)}`);
    }
    return found[0];
}

function computed(api, catalogue, one, make = "compute") {
    const { people = [], events = [], as_at: asAt, known_at: knownAt, facts_on: factsOn, erase } = one;
    const lines = events.map((event) => (typeof event === "string" ? event : JSON.stringify(event)));
    const read = api.CaseFile.fromJsonl(catalogue, lines.join("\n"));
    const file = erase === undefined ? read : read.erase(erase.person, erase.on);
    return catalogue[make](one.return, people, file, asAt, { knownAt, factsOn });
}

/** What holds of every report, and does not of this one. */
function laws(api, catalogue, one, report, documents) {
    const found = [];
    const { events, used, later, rejected, repeated } = report.accounts;
    if (used + later + rejected + repeated !== events) {
        found.push(`${used} used, ${later} later, ${rejected} rejected and ${repeated} repeated are not ${events}`);
    }
    const cells = JSON.stringify(report.cells);
    const { events: lines = [], people = [] } = one;
    const turned = { ...one, events: [...lines].reverse(), people: [...people].reverse() };
    const isTorn = lines.some((line) => typeof line === "string");
    if (!isTorn && JSON.stringify(computed(api, catalogue, turned).cells) !== cells) {
        found.push("in the reverse order the cells are others");
    }
    for (const pieces of dealtOut(one)) {
        const states = pieces.map((piece) => computed(api, catalogue, piece, "partial"));
        for (const order of [states, [...states].reverse()]) {
            const merged = order.reduce((state, other) => api.Partial.fromBytes(state.toBytes()).merge(other));
            if (JSON.stringify(api.Partial.fromBytes(merged.toBytes()).report(catalogue).cells) !== cells) {
                found.push(`merged from ${pieces.length} parts the cells are others`);
            }
        }
    }
    const texts = Object.values({ ...documents, ...one.also });
    const document = texts
        .map((text) => (typeof text === "string" ? JSON.parse(text) : text))
        .find((document) => document.return === one.return);
    const isOfPeople = ({ unit, ratio, weight }) => unit === "person" && ratio === undefined && weight === undefined;
    const ofPeople = document.indicators.filter(isOfPeople).map(({ id }) => id);
    report.cells.forEach(({ indicator, state, numerator }, row) => {
        if (ofPeople.includes(indicator) && state === "exact" && numerator !== null) {
            const { length } = report.people(row, "numerator");
            if (length !== numerator) {
                found.push(`row ${row}, of ${indicator}, counts ${numerator} and opens to ${length}`);
            }
        }
    });
    return found;
}

/** The people dealt out in two and in three parts, in the order in which they come; none where one part could not tell all. */
function dealtOut(one) {
    const { events = [], people = [] } = one;
    const isId = (id) => ["string", "number"].includes(typeof id);
    const owners = new Map(events.map(({ id, person }) => [id, person]));
    const isWhole = (event) =>
        typeof event === "string" || event.kind === "same_person" || !isId(event.person) || owners.get(event.id) !== event.person;
    if (one.erase !== undefined || events.some(isWhole)) {
        return [];
    }
    const all = [...events.map(({ person }) => person), ...people.map(({ person_id: person }) => person)];
    const ids = [...new Set(all.map(String))];
    return [2, 3].map((count) =>
        Array.from({ length: count }, (_, part) => {
            const isOwn = (id) => ids.indexOf(String(id)) % count === part;
            return {
                ...one,
                events: events.filter(({ person }) => isOwn(person)),
                people: people.filter(({ person_id: person }) => isOwn(person)),
            };
        }),
    );
}
