// SPDX-License-Identifier: Apache-2.0
//
// Opens HTML reports in a real browser, from the disk, and uses them as a person
// does: node page.js CHROMIUM DEMO.html MANY.html PICTURE.png
const { chromium } = require(process.env.CI_MODULES + "/playwright-core");

const [, , executablePath, demo, many, picture] = process.argv;
const problems = [];
const check = (ok, says) => { if (!ok) problems.push(says); };

(async () => {
  const browser = await chromium.launch({
    executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  const open = async (file, options = {}) => {
    const page = await browser.newPage({ viewport: { width: 1200, height: 1000 }, ...options });
    page.on("console", (m) => check(!["error", "warning"].includes(m.type()), "the console says: " + m.text()));
    page.on("pageerror", (e) => check(false, "the script fails: " + e.message));
    page.on("request", (r) => check(r.url().startsWith("file://"), "an address is asked: " + r.url()));
    await page.goto("file://" + file);
    await page.waitForSelector(".row");
    return page;
  };

  const page = await open(demo);
  const count = await page.locator(".row").count();
  check(count === 6, count + " findings of the demo are listed");
  await page.click(".row >> nth=0");
  await page.waitForSelector(".drawing canvas");
  check((await page.locator(".detail li").count()) > 3, "the path has no steps");
  await page.waitForTimeout(300);
  await page.screenshot({ path: picture, clip: { x: 0, y: 0, width: 1200, height: 1000 } });
  await page.keyboard.press("Escape");
  check((await page.locator(".detail").count()) === 0, "Escape does not close a finding");
  await page.keyboard.press("/");
  await page.keyboard.type("backup");
  const found = await page.locator(".row").count();
  check(found > 0 && found < count, "a search for backup lists " + found);
  await page.keyboard.press("Escape");
  await page.click("td.crossing button");
  check((await page.locator(".row").count()) === 1, "the matrix does not filter");
  await page.click("text=clear");
  await page.keyboard.press("Tab");
  await page.locator(".row >> nth=0").focus();
  await page.keyboard.press("j");
  check(await page.evaluate(() => document.activeElement.id === "f1"), "j does not go on");
  await page.emulateMedia({ media: "print" });
  check(!(await page.locator(".tools").isVisible()), "the tools are printed");
  const dark = await open(demo, { colorScheme: "dark" });
  check((await dark.evaluate(() => getComputedStyle(document.body.parentElement).backgroundColor)) === "rgb(20, 23, 28)", "there is no dark mode");

  const large = await open(many);
  const paint = await large.evaluate(() => Math.round(performance.getEntriesByName("first-contentful-paint")[0].startTime));
  const stroke = await large.evaluate(async () => {
    const box = document.querySelector("input[type=search]");
    let worst = 0;
    for (const text of ["v", "vo", "vol", "volu", "volum", "volume 49", "nothing of this"]) {
      const at = performance.now();
      box.value = text;
      box.dispatchEvent(new Event("input"));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
      worst = Math.max(worst, performance.now() - at);
    }
    return Math.round(worst);
  });
  console.log(`5,000 findings: first paint after ${paint} ms, worst keystroke of a search ${stroke} ms`);
  check(paint < 5000 && stroke < 500, "that is five times too slow");
  await browser.close();
  for (const p of problems) console.error(p);
  process.exit(problems.length ? 1 : 0);
})();
