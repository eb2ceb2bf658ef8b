// A real Chromium, Debian's, on pages that this process serves on 127.0.0.1; and the vectors, which it runs.

import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("../..", import.meta.url));

/** The vectors, by path. */
export function vectors() {
    const folder = join(repository, "tests/vectors");
    return readdirSync(folder, { recursive: true })
        .filter((path) => path.endsWith(".json"))
        .sort()
        .map((path) => [path, JSON.parse(readFileSync(join(folder, path), "utf8"))]);
}

/** Documents by the name that vectors give for them. */
export const named = {
    programmes: JSON.parse(readFileSync(join(repository, "tests/documents/programmes.json"), "utf8")),
};

const EXECUTABLES = process.env.CHROMIUM ? [process.env.CHROMIUM] : ["/usr/bin/chromium", "/usr/bin/chromium-browser"];
const FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
];
const TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".wasm": "application/wasm",
};

/**
 * Opens a page of a fresh Chromium. Without one, skips the test and says why.
 *
 * @returns {Promise<undefined | {page, origin: string, requests: string[], close: () => Promise<void>}>}
 */
export async function open(test) {
    const executablePath = EXECUTABLES.find(existsSync);
    if (executablePath === undefined) {
        test.skip("there is no Chromium here: `apt-get install chromium`, or set CHROMIUM to one");
        return undefined;
    }
    const { chromium } = await import("playwright-core");
    const server = createServer(serve);
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    const profile = mkdtempSync(join(tmpdir(), "doorstep-chromium-"));
    const browser = await chromium.launchPersistentContext(profile, { executablePath, args: FLAGS });
    const origin = `http://127.0.0.1:${server.address().port}`;
    const page = await browser.newPage();
    const requests = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(`${origin}/`);
    const close = async () => {
        await browser.close();
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
        rmSync(profile, { recursive: true, force: true });
    };
    return { page, origin, requests, close };
}

/** Serves the repository's files, and an empty page. */
function serve(request, response) {
    const path = decodeURIComponent(new URL(request.url, "http://127.0.0.1").pathname);
    if (path === "/") {
        response.writeHead(200, { "content-type": "text/html" }).end('<!doctype html><link rel="icon" href="data:,">');
        return;
    }
    const file = normalize(join(repository, path));
    if (!file.startsWith(join(repository, sep)) || !(extname(file) in TYPES) || !existsSync(file)) {
        response.writeHead(404).end();
        return;
    }
    response.writeHead(200, { "content-type": TYPES[extname(file)] }).end(readFileSync(file));
}
