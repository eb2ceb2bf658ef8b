// The vectors through the JavaScript package, in Node and in Chromium.

import assert from "node:assert/strict";
import test from "node:test";

import { open, vectors, named } from "../bindings-wasm/test/chromium.mjs";
import * as doorstep from "../bindings-wasm/pkg/nodejs/doorstep.js";
import { run } from "./vector_runner.mjs";

for (const [path, vector] of vectors()) {
    test(`Node: ${path}`, () => report(run(doorstep, vector, named)));
}

test("a vector with a key that vectors do not have is refused", () => {
    const refused = (vector) => run(doorstep, vector, named).flatMap((one) => one.differences).join();
    const expected = { value: true };
    assert.match(refused({ cases: [], case: [] }), /`case`/);
    assert.match(refused({ cases: [{ name: "n", condition: "true", fact: {}, expected }] }), /`fact`/);
    assert.match(refused({ cases: [{ name: "n", condition: "true", expected: { values: true } }] }), /`values`/);
    assert.match(refused({ cases: [{ name: "n", condition: "true", expected: {} }] }), /nothing/);
    assert.match(refused({ cases: [{ name: "n", condition: "false", expected }] }), /expected true, got false/);
    assert.equal(refused({ cases: [{ name: "n", condition: "true", expected }] }), "");
    const ofReturn = (one) => refused({ documents: { "v.json": { vocabulary: "v" } }, cases: [{ name: "n", return: "r", as_at: "2022-04-01", ...one }] });
    assert.match(ofReturn({ expected: { cell: [] } }), /`cell`/);
    assert.match(ofReturn({ event: [], expected: { cells: [] } }), /`event`/);
    assert.match(ofReturn({ earlier: { at: null }, expected: { cells: [] } }), /`at`/);
    assert.match(ofReturn({ expected: {} }), /nothing/);
    assert.match(ofReturn({ expected: { return_error: "no" } }), /expected "no", got "the catalogue has no return `r`"/);
    assert.match(ofReturn({ expected: { cells: [] } }), /no return `r`/);
});

test("Chromium: every vector", async (context) => {
    const browser = await open(context);
    if (browser === undefined) {
        return;
    }
    try {
        const results = await browser.page.evaluate(
            async ([vectors, named]) => {
                const doorstep = await import("/bindings-wasm/pkg/web/doorstep.js");
                await doorstep.default();
                const { run } = await import("/tests/vector_runner.mjs");
                return vectors.map(([path, vector]) => [path, run(doorstep, vector, named)]);
            },
            [vectors(), named],
        );
        assert.equal(results.length, vectors().length);
        for (const [path, cases] of results) {
            await context.test(path, () => report(cases));
        }
    } finally {
        await browser.close();
    }
});

function report(cases) {
    const wrong = cases.filter((one) => one.differences.length > 0);
    assert.deepEqual(wrong, []);
}

