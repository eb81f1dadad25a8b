// SPDX-License-Identifier: Apache-2.0
//
// Opens HTML reports in a real browser, from the disk, and uses them as a person
// does, and one whose every name is hostile, of which nothing may run:
// node page.js CHROMIUM DEMO.html MANY.html HOSTILE.html EMPTY.html PICTURE.png
const { chromium } = require(process.env.CI_MODULES + "/playwright-core");

const [, , executablePath, demo, many, hostile, empty, picture] = process.argv;
const problems = [];
const check = (ok, says) => { if (!ok) problems.push(says); };
let refusals = null; // of the policy, while a script is put in on purpose; else each is a problem

(async () => {
  const browser = await chromium.launch({
    executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  const open = async (file, options = {}) => {
    const page = await browser.newPage({ viewport: { width: 1200, height: 1000 }, ...options });
    page.on("console", (m) => {
      if (refusals && /Content Security Policy/.test(m.text())) refusals.push(m.text());
      else check(!["error", "warning"].includes(m.type()), "the console says: " + m.text());
    });
    page.on("pageerror", (e) => check(false, "the script fails: " + e.message));
    page.on("dialog", (d) => { check(false, "a dialog opens: " + d.message()); d.dismiss(); });
    page.on("popup", () => check(false, "a window opens"));
    page.on("framenavigated", (f) => check(f.url() === "file://" + file, "the page goes to " + f.url()));
    page.on("request", (r) => check(r.url().startsWith("file://"), "an address is asked: " + r.url()));
    await page.goto("file://" + file);
    await page.waitForSelector(file === empty ? ".gate" : ".row");
    return page;
  };
  // What the page is made of; in the detail of a finding, too.
  const kinds = (page) => page.evaluate(() => [...new Set([...document.querySelectorAll("#page *")].map((e) => e.localName))].sort().join(" "));
  const marks = (page) => page.evaluate(() => [...document.querySelectorAll("#page *")].flatMap((e) => [...e.attributes]).filter((a) => /^on|^(src|href|action|srcdoc)$/i.test(a.name)).length);

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

  const narrow = await open(demo, { viewport: { width: 420, height: 900 } });
  await narrow.click(".row >> nth=0");
  await narrow.waitForSelector(".drawing canvas");
  check(await narrow.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "a narrow page has to be pushed sideways");

  const nothing = await open(empty);
  check(!/null|undefined|NaN/.test(await nothing.locator("#page").innerText()), "a page of no findings says null");
  check((await nothing.locator(".tools").count()) === 0, "a page of no findings has something to search");

  await page.emulateMedia({ media: "screen" });
  await page.click("text=clear");
  await page.click(".row >> nth=0");
  const ours = new Set((await kinds(page)).split(" "));
  const bad = await open(hostile);
  const rows = await bad.locator(".row").count();
  check(rows > 40, rows + " hostile findings are listed");
  for (let i = 0; i < rows; i++) {
    await bad.click("#f" + i);
    const strange = (await kinds(bad)).split(" ").filter((k) => !ours.has(k));
    check(strange.length === 0, "hostile finding " + i + " made elements: " + strange);
    check((await marks(bad)) === 0, "hostile finding " + i + " made attributes that run or load");
  }
  await bad.keyboard.press("/");
  await bad.keyboard.type("<img");
  check((await bad.locator(".row").count()) > 0, "a search for markup finds nothing");
  await bad.waitForTimeout(100); // what the findings caused is said by now
  refusals = []; // the policy refuses what a script that came in would try
  check((await bad.evaluate(() => {
    const s = document.createElement("script");
    s.textContent = "window.pwned = 1";
    document.body.append(s);
    return window.pwned;
  })) === undefined, "a script that came in runs");
  await bad.waitForTimeout(100);
  check(refusals.length === 1, refusals.length + " refusals of one script that came in");
  refusals = null;

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
