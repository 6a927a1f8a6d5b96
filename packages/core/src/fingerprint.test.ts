import { expect, test } from "vitest";
import { fingerprintsOf } from "./fingerprint.ts";
import { validateFiles } from "./validate-files.ts";

const open = '{ "Sid": "Open", "Effect": "Allow", "Action": "s3:NoSuchThing", "Resource": "*" }';
const nameless = '{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:NoSuchThing"], "Resource": "*" }';
const policyOf = (...statements: string[]) => `{ "Version": "2012-10-17", "Statement": [${statements.join(", ")}] }`;

/** The fingerprints of the findings with that code, in the order of the text. */
function fingerprints(text: string, path = "a.json", code = "INVALID_ACTION"): string[] {
  const findings = validateFiles([{ path, text }]).flatMap((outcome) =>
    outcome.kind === "analysed" ? outcome.findings : [],
  );
  const all = fingerprintsOf(findings, new Map([[path, text]]));
  return findings.filter(({ issueCode }) => issueCode === code).map((finding) => all.get(finding) as string);
}

const [sid, plain] = fingerprints(policyOf(open, nameless));

test.each<[string, string, string[]]>([
  ["lines moved", `\n\n${policyOf(open, nameless).replaceAll(",", ",\n")}`, [sid as string, plain as string]],
  ["statements reordered", policyOf(nameless, open), [plain as string, sid as string]],
  [
    "members reordered",
    policyOf(open, '{ "Resource": "*", "Action": ["s3:GetObject", "s3:NoSuchThing"], "Effect": "Allow" }'),
    [sid as string, plain as string],
  ],
  [
    "a statement before it",
    policyOf('{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" }', open, nameless),
    [sid as string, plain as string],
  ],
  [
    "another part of a statement with a Sid",
    policyOf(open.replace('"*"', '"arn:aws:s3:::b/*"'), nameless),
    [sid as string, plain as string],
  ],
])("%s: the same fingerprints", (_, text, expected) => expect(fingerprints(text)).toEqual(expected));

test.each<[string, string, string]>([
  ["another file", policyOf(open), "b.json"],
  ["another value", policyOf(open.replace("NoSuchThing", "NoSuchOther")), "a.json"],
  ["another Sid", policyOf(open.replace("Open", "Closed")), "a.json"],
])("%s: another fingerprint", (_, text, path) => {
  const [other] = fingerprints(text, path);
  expect(other).toMatch(/^[0-9a-f]{16}$/);
  expect(other).not.toBe(sid);
});

test("equal findings are numbered", () => {
  const [first, second] = fingerprints(policyOf(open, open));
  expect([first, second]).toEqual([sid, `${sid}:2`]);
});

test("in a string of another file, too", () => {
  const wrapped = (...statements: string[]) => JSON.stringify({ Policy: policyOf(...statements) });
  const [a, b] = fingerprints(wrapped(open, nameless));
  expect(fingerprints(wrapped(nameless, open))).toEqual([b, a]);
});
