import assert from "node:assert/strict";
import { test } from "node:test";
import { desk, page, type RuleRecord, rulePage, type Summary, type Words } from "../src/render.ts";

const t: Words = (message, ...values) => message.replace(/\{(\d)\}/g, (_, at) => String(values[Number(at)]));
const EVIL = `<img src=x onerror="alert('1')">`;

const SUMMARY: Summary = {
  title: EVIL,
  characters: 330,
  minutes: 2,
  sections: [
    { name: EVIL, fault: "跳号", isTitle: false, line: 3, characters: 100, minutes: 0, children: [] },
    { name: "二、", fault: "", isTitle: false, line: 9, characters: 50, minutes: 0, children: [] },
  ],
  counted: [
    { text: "四个方面", line: 6, announced: 4, found: 3 },
    { text: EVIL, line: 7, announced: 2, found: 2 },
  ],
};

test("what stands in a draft is no markup of the panel", () => {
  const made = desk(SUMMARY, undefined, "330", undefined, true, t);
  assert.ok(!made.includes("<img"));
  assert.ok(made.includes("3/4 ✗"));
  assert.ok(made.includes("2/2 ✓"));
  assert.ok(made.includes('data-do="compare"'));
  assert.ok(made.includes('data-line="9"'));
  // Each section is as long as its share of the longest one.
  assert.ok(made.includes('<rect width="100"') && made.includes('<rect width="50"'));
});

test("a rule shows what is found, in code points, and which severity it has", () => {
  const rule: RuleRecord = {
    id: "ordinal/gap",
    title: "跳号",
    says: EVIL,
    severity: "warning",
    safety: "suggestion",
    genres: [],
    exceptGenres: ["notice"],
    why: ["为什么"],
    bad: [{ text: "𠮷是\n四是<b>", found: [[3, 5]], mended: "𠮷是\n三是<b>" }],
    good: ["一是"],
    basis: [],
    switched: [{ what: "severity", value: "warning", path: "/稿/govlint.yaml", line: 3 }],
    hushed: false,
    path: "",
  };
  const made = rulePage(rule, (id) => id, t);
  assert.ok(made.includes("𠮷是<br><mark>四是</mark>&lt;b&gt;"));
  assert.ok(made.includes('data-level="warning" aria-pressed="true"'));
  assert.ok(!made.includes("<img"));
});

test("a page lets only its own script run", () => {
  assert.match(page("n1", "", "", ""), /default-src 'none'; style-src 'nonce-n1'; script-src 'nonce-n1'/);
});
