// The package as callers get it: its types, and its installation from a tarball in Node, TypeScript and a bundler.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import webpack from "webpack";

import { CaseFile, Catalogue, evaluate, importService, importServices } from "../pkg/nodejs/doorstep.js";
import { vectors } from "./chromium.mjs";
import { documents, returns } from "./documents.mjs";

const here = fileURLToPath(new URL("..", import.meta.url));
const project = mkdtempSync(join(tmpdir(), "doorstep-package-"));

/** Runs a program; its output, or an error that shows it. */
function run(program, ...given) {
    try {
        return execFileSync(program, given, { cwd: project, encoding: "utf8", stdio: "pipe" }).trim();
    } catch (error) {
        return assert.fail(`${program} ${given.join(" ")}\n${error.stdout}${error.stderr}`);
    }
}

const tsc = (...given) => run(process.execPath, join(here, "node_modules/typescript/bin/tsc"), ...given);

/** What every way of loading the package must print. */
const WORKS = 'doorstep.evaluate("0.1 + 0.2") + " " + (doorstep.FactError.prototype instanceof Error)';

before(() => {
    writeFileSync(join(project, "package.json"), '{"private": true}');
    const [packed] = JSON.parse(run("npm", "pack", join(here, "pkg"), "--json", "--silent"));
    run("npm", "install", "--offline", "--silent", join(project, packed.filename));
});
after(() => rmSync(project, { recursive: true, force: true }));

test("everything that results hold is in the types, and nothing else", () => {
    const catalogue = Catalogue.parse(documents);
    const full = { age: 60, opens_on: true, target_groups: ["first_one"] };
    const warned = Catalogue.parse({ ...documents, "b.json": { programme: "b", name: "B", in_force: {} } });
    assert.equal(warned.check().length > 0, true);
    const thrown = (call) => {
        try {
            return call();
        } catch (error) {
            return error;
        }
    };
    const all = Catalogue.parse(JSON.parse(readFileSync(join(here, "../tests/documents/programmes.json"), "utf8")));
    const events = [{ id: 1, person: 1, kind: "paused", on: "2022-05-01" }, { id: 2, person: 1, voids: 3 }];
    const screening = catalogue.screen({}, "2022-06-01", { events });
    assert.equal(screening.eventProblems.length > 0, true);
    const asking = all.screen({}, "2022-03-31");
    const service = { id: "s", name: "S", status: "active", minimum_age: 16, wait_time: "Two weeks", service_areas: [{ name: "Here" }] };
    const imported = importService(service);
    const results = [
        ["EventProblem[]", screening.eventProblems],
        ["EventProblem[]", thrown(() => catalogue.screen({}, "2022-06-01", { events: [1] })).problems],
        ["Screening", asking],
        ["Question", asking.nextQuestion],
        ["CriterionResult[] | null", catalogue.review("as_at", full, "2022-06-01")],
        ["TestReport", catalogue.test()],
        ...Object.keys(all.programmes()).map((id) => ["Description | null", all.describe(id)]),
        ["Description | null", all.describe("kickstart", { asAt: "2021-01-01" })],
        ["ImportedService", imported],
        ["ImportedServices", importServices({ contents: [service, { name: 1 }] })],
        ["ExportedService", Catalogue.parse(imported.documents).exportService("s", "2022-06-01")],
        ["Screening", catalogue.screen({}, "2022-06-01")],
        ["Screening", catalogue.screen(full, "2022-06-01")],
        ["Record<string, Programme[]>", warned.programmes()],
        ["Record<string, Programme[]>", all.programmes()],
        ["Diagnostic[]", warned.check()],
        ["Diagnostic[]", thrown(() => Catalogue.parse({})) .diagnostics],
        ["Diagnostic[]", thrown(() => evaluate("1 +")).diagnostics],
        ["FactProblem[]", thrown(() => catalogue.screen({ agee: 1 }, "2022-06-01")).problems],
    ];
    // Every state and every line kept aside of the shared vectors, every outcome and every claim.
    for (const [, { documents, cases }] of vectors().filter(([path]) => /^(case_files|outcomes)\//.test(path))) {
        const catalogue = Catalogue.parse(documents);
        for (const { case_files, programme, as_at, known_at, erase, facts = {}, facts_on, expected } of cases) {
            const lines = case_files.flat().map((line) => (typeof line === "string" ? line : JSON.stringify(line)));
            const read = CaseFile.fromJsonl(catalogue, lines.join("\n"));
            const file = erase === undefined ? read : read.erase(erase.person, erase.on);
            const { events, problems, rejected, tombstones } = file;
            results.push(["PersonEvent[]", events], ["EventProblem[]", problems]);
            results.push(["RejectedLine[]", rejected], ["Tombstone[]", tombstones]);
            if (programme !== undefined) {
                results.push(["JourneyState | null", file.state(programme, as_at, known_at)]);
            }
            if (programme !== undefined && !("fact_errors" in expected)) {
                const options = { knownAt: known_at, factsOn: facts_on };
                results.push(["Outcomes | null", catalogue.outcomes(programme, facts, file, as_at, options)]);
                results.push(["Claims", catalogue.claims(facts, file, as_at, options)]);
            }
        }
    }
    results.push(...ofReturns(Catalogue.parse(returns)));
    const names = [
        "Audit", "Cell", "Claims", "Comparison", "CriterionResult", "Decision", "Description", "Diagnostic", "EventProblem", "ExportedService", "FactProblem",
        "Flow", "ImportedService", "ImportedServices", "JourneyState", "Outcomes", "PersonEvent", "Programme", "Question",
        "RejectedLine", "ReleaseRule", "ReportData", "Screening", "TestReport", "Tombstone", "Why",
    ];
    // What a screening works out beside its data is on its class.
    const data = 'Pick<Screening, "asAt" | "catalogue" | "library"> & { decisions: Record<string, Omit<Decision, "inWords">> }';
    const typed = (type) => (type === "Screening" ? data : type);
    const lines = results.map(([type, result], at) => `export const r${at}: ${typed(type)} = ${JSON.stringify(result)};`);
    const text = `import type { ${names.join(", ")} } from "doorstep-wasm";\n${lines.join("\n")}\n`;
    writeFileSync(join(here, "types/generated.ts"), text);
    tsc("-p", join(here, "types"));
    // A member too many, or too few, does not pass.
    for (const broken of [text.replace('"opensOn":', '"extra":1,"opensOn":'), text.replace(/"opensOn":"[^"]*",/, "")]) {
        writeFileSync(join(here, "types/generated.ts"), broken);
        assert.throws(() => tsc("-p", join(here, "types")), /opensOn|extra/);
    }
    writeFileSync(join(here, "types/generated.ts"), text);
});

/** A report with cells of every kind, what cannot be used, and what changed since another. */
function ofReturns(catalogue) {
    const start = (person, on) => ({ id: `s${person}`, person, kind: "started", programme: "boost", on });
    const job = (person, data) => ({ id: `j${person}`, person, kind: "employment", start: "2021-06-01", data });
    const events = [start(7, "2021-05-01"), job(7, { hours_per_week: 16 }), start(8, "2021-05-01"), job(8, {}), start(9, "2020-04-01")];
    const report = catalogue.compute("yearly", [{ person_id: 7, tenure: "none" }], events, "2022-03-31");
    const earlier = catalogue.compute("yearly", [], events.slice(0, 4), "2022-03-31");
    const { moves, cells } = report.compare(earlier);
    assert.equal(moves.length > 0 && cells.length > 0 && report.rejected.length > 0, true);
    assert.deepEqual([...new Set(report.cells.map(({ state }) => state))].sort(), ["bounded", "exact", "not_yet_due", "undefined"]);
    return [
        ["ReportData", report.toJSON()],
        ["Cell[]", report.cells],
        ["Comparison", { moves, cells }],
        ["Flow", report.flow("rate")],
        ["Cell[]", report.release("public").cells],
        ["Audit", report.release("public").audit()],
        ["ReleaseRule | null", report.release("funder").disclosure],
        ...[7, 8, 9].map((person) => ["Why | null", report.why(person, 0)]),
    ];
}

test("Node requires it and imports it", () => {
    const script = (name, text) => {
        writeFileSync(join(project, name), text);
        return run(process.execPath, name);
    };
    assert.equal(script("a.cjs", `const doorstep = require("doorstep-wasm"); console.log(${WORKS})`), "0.3 true");
    assert.equal(script("b.mjs", `import * as doorstep from "doorstep-wasm"; console.log(${WORKS})`), "0.3 true");
    assert.equal(script("c.mjs", 'import { FactError } from "doorstep-wasm"; console.log(FactError.name)'), "FactError");
});

test("TypeScript finds its types, in modules of both kinds and for bundlers", () => {
    const text = 'import { Catalogue, evaluate, type Value } from "doorstep-wasm";\nexport const v: Value = evaluate("1");\nCatalogue.parse({}).free();\n';
    const web = 'import init, { evaluate } from "doorstep-wasm/web";\nawait init();\nevaluate("1");\n';
    writeFileSync(join(project, "a.mts"), text);
    writeFileSync(join(project, "a.cts"), text);
    writeFileSync(join(project, "web.mts"), web);
    const strict = ["--strict", "--noEmit", "--skipLibCheck", "false", "--target", "es2022", "--types", ""];
    tsc(...strict, "--module", "nodenext", "--lib", "es2022", "a.mts", "a.cts");
    tsc(...strict, "--module", "esnext", "--moduleResolution", "bundler", "--lib", "es2022", "a.mts");
    tsc(...strict, "--module", "esnext", "--moduleResolution", "bundler", "--lib", "es2022,dom", "web.mts");
});

test("a bundler bundles it", async () => {
    writeFileSync(join(project, "entry.mjs"), `import * as doorstep from "doorstep-wasm"; console.log(${WORKS});`);
    const config = {
        mode: "production",
        target: "node",
        context: project,
        entry: "./entry.mjs",
        // As for a browser: Node's own folder is not asked for. The bundle runs in Node all the same.
        resolve: { conditionNames: ["webpack", "import", "module", "default"] },
        experiments: { asyncWebAssembly: true },
        output: { path: join(project, "bundle"), filename: "main.cjs" },
    };
    const stats = await new Promise((resolve, reject) =>
        webpack(config, (error, stats) => (error ? reject(error) : resolve(stats))),
    );
    assert.equal(stats.hasErrors(), false, stats.toString());
    assert.match(stats.toString({ all: false, modules: true }), /doorstep-wasm\/bundler/);
    assert.equal(run(process.execPath, "bundle/main.cjs"), "0.3 true");
});
