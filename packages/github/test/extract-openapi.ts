// Writes `fixtures/github-openapi.json`: the operations that the actions use, out of GitHub's published OpenAPI description.
//   npm pack @octokit/openapi@23.0.2 && tar xf octokit-openapi-23.0.2.tgz
//   node packages/github/test/extract-openapi.ts package/generated/api.github.com.json
// The package is 400 MB, so what the tests need of it is kept here (MIT License, GitHub; descriptions left out).
import { readFileSync, writeFileSync } from "node:fs";

type Json = { [name: string]: unknown };

const operations: readonly (readonly [path: string, method: string])[] = [
  ["/repos/{owner}/{repo}/pulls/{pull_number}/files", "get"],
  ["/repos/{owner}/{repo}/contents/{path}", "get"],
  ["/repos/{owner}/{repo}/check-runs", "post"],
  ["/repos/{owner}/{repo}/check-runs/{check_run_id}", "patch"],
  ["/repos/{owner}/{repo}/issues/{issue_number}/comments", "get"],
  ["/repos/{owner}/{repo}/issues/{issue_number}/comments", "post"],
  ["/repos/{owner}/{repo}/issues/comments/{comment_id}", "patch"],
  ["/repos/{owner}/{repo}/issues/comments/{comment_id}", "delete"],
  ["/repos/{owner}/{repo}/issues", "get"],
  ["/repos/{owner}/{repo}/issues", "post"],
  ["/repos/{owner}/{repo}/issues/{issue_number}", "patch"],
  ["/repos/{owner}/{repo}/pulls/{pull_number}/comments", "get"],
  ["/repos/{owner}/{repo}/pulls/{pull_number}/comments", "post"],
  ["/repos/{owner}/{repo}/pulls/comments/{comment_id}", "patch"],
  ["/repos/{owner}/{repo}/pulls/comments/{comment_id}", "delete"],
  ["/repos/{owner}/{repo}/pulls/{pull_number}/reviews", "post"],
  ["/user", "get"],
];
const dropped = new Set([
  "description",
  "summary",
  "example",
  "examples",
  "externalDocs",
  "x-github",
  "tags",
  "operationId",
  "headers",
  "title",
]);

const file = process.argv[2];
if (file === undefined) throw new TypeError("Name the description: node extract-openapi.ts api.github.com.json");
const whole = JSON.parse(readFileSync(file, "utf8")) as {
  paths: { [path: string]: Json };
  components: { [kind: string]: Json };
};
const components: { [kind: string]: Json } = {};
const paths: { [path: string]: Json } = {};
for (const [path, method] of operations) {
  const operation = whole.paths[path]?.[method];
  if (operation === undefined) throw new TypeError(`There is no ${method} ${path} any more.`);
  paths[path] = { ...paths[path], [method]: strip(operation) };
}
const target = new URL("./fixtures/github-openapi.json", import.meta.url);
writeFileSync(target, `${JSON.stringify({ source: "@octokit/openapi 23.0.2, MIT License", paths, components })}\n`);

/** A copy without prose; every component it refers to is kept as well. */
function strip(value: unknown, isNames = false): unknown {
  if (Array.isArray(value)) return value.map((item) => strip(item));
  if (typeof value !== "object" || value === null) return value;
  const copy: Json = {};
  for (const [name, inner] of Object.entries(value)) {
    if (!isNames && dropped.has(name)) continue;
    if (name === "$ref" && typeof inner === "string") keep(inner);
    copy[name] = strip(inner, name === "properties" && !isNames);
  }
  return copy;
}

function keep(reference: string): void {
  const [, , kind = "", name = ""] = reference.split("/");
  if (components[kind]?.[name] !== undefined) return;
  const kept = components[kind] ?? {};
  components[kind] = kept;
  kept[name] = {};
  kept[name] = strip(whole.components[kind]?.[name]);
}
