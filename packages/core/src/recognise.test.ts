import { expect, test } from "vitest";
import { policiesIn } from "./find-policies.ts";
import { isNoPolicy } from "./not-analysed.ts";
import { validateFiles } from "./validate-files.ts";

const policy = '{ "Version": "2012-10-17", "Statement": [] }';
const inUtf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, "utf16le");

test.each<[string, string, string]>([
  ["nothing", "", "EMPTY"],
  ["white space", " \n", "EMPTY"],
  ["a byte order mark", "\ufeff", "EMPTY"],
  ["binary data", "PK\u0003\u0004\u0000\u0000", "BINARY"],
  ["UTF-16", inUtf16(policy).toString("utf8"), "ENCODING"],
  ["Latin-1", Buffer.from('{ "Sid": "f\u00fcr" }', "latin1").toString("utf8"), "ENCODING"],
  ["a web page", "<!DOCTYPE html><html></html>", "HTML"],
  ["too much", `{"Statement":"${"a".repeat(4_000_000)}"}`, "TOO_LARGE"],
])("%s is not analysed whatever the file's name, and is not passed over", (_, text, code) => {
  for (const path of ["p.json", "p.yml", "p.tf.json", "p"]) {
    const [outcome, ...others] = validateFiles([{ path, text }]);
    expect(others).toEqual([]);
    expect(outcome).toMatchObject({
      kind: "not-analysed",
      subject: path,
      finding: { issueCode: `NOT_ANALYSED_${code}` },
    });
    expect(outcome !== undefined && isNoPolicy(outcome)).toBe(false);
    expect(policiesIn({ path, text })).toEqual({ policies: [], unread: [{ outcome }] });
  }
});

// A module often has an `outputs.tf` with nothing in it.
test.each(["", " \n", "\ufeff"])("of a Terraform module, a file with nothing in it (%j) holds no policy", (text) => {
  for (const path of ["outputs.tf", "m/outputs.tofu", "m/a.tfvars"])
    expect(validateFiles([{ path, text }]).every(isNoPolicy)).toBe(true);
});

test.each(["p.json", "p.yml"])("brackets that nest too deep in %s are not analysed", (path) => {
  const text = `{"Statement":${"[".repeat(100_000)}`;
  expect(validateFiles([{ path, text }])).toMatchObject([{ finding: { issueCode: "NOT_ANALYSED_TOO_DEEP" } }]);
});
