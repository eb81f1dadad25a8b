// SPDX-License-Identifier: Apache-2.0
//
// Checks a SARIF file against the OASIS schema and with Microsoft's multitool.
//
//   node sarif.js REPORT SCHEMA RULES MULTITOOL [RESULTS]
//
// Without RESULTS the report has to have some, so that something is checked.
//
// SCHEMA is JSON, or Go source that holds it in its one raw string. The
// multitool exits 0 whatever it finds, so its own report is read; and it is
// first shown a report that code scanning would refuse, since rules that are
// switched off find nothing either.
'use strict';
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const modules = process.env.CI_MODULES;
const load = (name) => require(path.join(modules, name));
const Ajv = load('ajv-draft-04').default || load('ajv-draft-04');
const addFormats = load('ajv-formats').default || load('ajv-formats');

const [report, schemaFile, rules, multitool, wanted] = process.argv.slice(2);
const temp = fs.mkdtempSync(path.join(os.tmpdir(), 'stagedoor-sarif-'));
const read = (file) => JSON.parse(fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
const fail = (message) => { console.error('sarif: ' + message); process.exitCode = 1; };

function schema() {
  const text = fs.readFileSync(schemaFile, 'utf8');
  return JSON.parse(schemaFile.endsWith('.go') ? text.split('`')[1] : text);
}

function errorsOf(file) {
  const out = path.join(temp, 'verdict.sarif');
  fs.rmSync(out, { force: true });
  execFileSync(multitool, ['validate', file, '-c', rules, '--rule-kind', 'Sarif;Ghas', '-o', out, '--log', 'ForceOverwrite'], { stdio: 'pipe' });
  return read(out).runs.flatMap((run) => [
    ...(run.results || []),
    ...(run.invocations || []).flatMap((i) => i.toolConfigurationNotifications || []).map((n) => ({ ...n, ruleId: 'configuration' })),
    ...(run.invocations || []).flatMap((i) => i.toolExecutionNotifications || []).map((n) => ({ ...n, ruleId: 'execution' })),
  ]).filter((r) => r.level === 'error');
}

try {
  const log = read(report);
  const results = log.runs.flatMap((run) => run.results);
  if (wanted ? results.length !== Number(wanted) : results.length === 0) fail(`the report has ${results.length} results`);

  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  const valid = ajv.compile(schema());
  if (!valid(log)) valid.errors.slice(0, 20).forEach((e) => fail('schema: ' + e.instancePath + ' ' + e.message));

  const broken = structuredClone(log);
  const place = broken.runs[0].results[0]?.locations?.[0]?.physicalLocation;
  if (place) {
    place.region.endColumn = 0;
    if (valid(broken)) fail('the schema accepts a column 0: it checks nothing');
    place.region.endColumn = place.region.startColumn + 1;
    place.artifactLocation.uri = 'https://example.com/refused';
    const file = path.join(temp, 'broken.sarif');
    fs.writeFileSync(file, JSON.stringify(broken));
    if (!errorsOf(file).some((e) => e.ruleId === 'GH1005')) fail('the multitool accepts a place on the web: its rules are off');
  }
  for (const e of errorsOf(report)) fail('multitool: ' + e.ruleId + ' ' + JSON.stringify(e.message));
  if (!process.exitCode) console.log(`sarif: ${results.length} results pass the OASIS schema and the multitool (Sarif;Ghas)`);
} finally {
  fs.rmSync(temp, { recursive: true, force: true });
}
