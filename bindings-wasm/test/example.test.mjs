// The example page, in Chromium: it works, it can be used without a mouse, and nothing leaves it.

import assert from "node:assert/strict";
import test from "node:test";

import { open } from "./chromium.mjs";

test("examples/browser tells which programmes, and sends nothing", async (context) => {
    const browser = await open(context);
    if (browser === undefined) {
        return;
    }
    const { page, origin, requests } = browser;
    try {
        await page.goto(`${origin}/examples/browser/index.html`);
        await page.waitForSelector("body[data-ready]", { timeout: 10_000 });
        const before = requests.length;
        const question = () => page.locator("#answer legend, #answer label").first().innerText();
        const press = (name) => page.getByRole("button", { name, exact: true }).press("Enter");
        assert.equal(await question(), "What is your date of birth?");
        await page.getByLabel("What is your date of birth?").fill("1990-05-17");
        await press("Next");
        assert.equal(await page.evaluate(() => document.activeElement.name), "told", "the question has the focus");
        await press("Back");
        assert.equal(await question(), "What is your date of birth?");
        // Somebody of 31, who lives in Barnet and declines the rest: each question once, and an end.
        const seen = [];
        while (await page.locator("#form").isVisible()) {
            const words = await question();
            assert.ok(!seen.includes(words), `asked twice: ${words}`);
            assert.equal(await page.$$eval("input", (all) => all.filter((one) => one.labels.length === 0).length), 0);
            seen.push(words);
            if (words === "What is your date of birth?") {
                await page.getByLabel(words).fill("1990-05-17");
                await press("Next");
            } else if (words === "Where do you live?") {
                await page.getByLabel("Barnet", { exact: true }).check();
                await press("Next");
            } else {
                await press("I'd rather not say");
            }
        }
        assert.ok(seen.includes("Where do you live?"), seen.join());
        assert.match(await page.locator("#asked").innerText(), new RegExp(`^${seen.length} questions`));
        const boost = page.locator("article", { hasText: "BOOST Barnet" });
        assert.match(await boost.innerText(), /You may be able to join; the provider decides/);
        assert.equal(await boost.getAttribute("class"), "eligible");
        assert.equal(await page.evaluate(() => document.activeElement.textContent), "Programmes");
        await press("Start again");
        assert.equal(await page.locator("article").count(), 0);
        await page.getByLabel("The day to look at").fill("2014-12-31");
        await press("See programmes now");
        assert.equal(await boost.count(), 0, "BOOST began in 2015");
        assert.deepEqual(requests.slice(before), []);
        assert.ok(requests.every((url) => url.startsWith(origin) || url.startsWith("data:")), requests.join());
        if (process.env.SCREENSHOT) {
            await page.getByLabel("The day to look at").fill("2022-03-31");
            await press("Start again");
            await page.screenshot({ path: process.env.SCREENSHOT, fullPage: true });
        }
    } finally {
        await browser.close();
    }
});
