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
        const unnamed = await page.$$eval("input, select", (all) => all.filter((one) => one.labels.length === 0).length);
        assert.equal(unnamed, 0, "every control has a label");
        const before = requests.length;
        await page.getByLabel("What is your date of birth?").fill("1990-05-17");
        await page.getByLabel("Where do you live?").selectOption("barnet");
        await page.getByRole("button").press("Enter");
        const boost = page.locator("article", { hasText: "BOOST Barnet" });
        assert.match(await boost.innerText(), /You may be able to join; the provider decides/);
        assert.equal(await boost.getAttribute("class"), "eligible");
        assert.equal(await page.evaluate(() => document.activeElement.id), "heading");
        await page.getByLabel("The day to look at").fill("2014-12-31");
        await page.getByRole("button").click();
        assert.equal(await boost.count(), 0, "BOOST began in 2015");
        assert.deepEqual(requests.slice(before), []);
        assert.ok(requests.every((url) => url.startsWith(origin) || url.startsWith("data:")), requests.join());
        if (process.env.SCREENSHOT) {
            await page.getByLabel("The day to look at").fill("2022-03-31");
            await page.getByRole("button").click();
            await page.screenshot({ path: process.env.SCREENSHOT, fullPage: true });
        }
    } finally {
        await browser.close();
    }
});
