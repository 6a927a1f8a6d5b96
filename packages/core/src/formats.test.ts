import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { hostile, richReport, texts } from "../test/rich-report.ts";
import { loadConfig } from "./config.ts";
import type { DeployedRole } from "./drift/deployed-role.ts";
import { detectDrift } from "./drift.ts";
import type { Finding, Location } from "./finding.ts";
import { formatById, formatContext, renderParts } from "./format.ts";
import { formats } from "./formats/index.ts";
import { jsonText } from "./json-text.ts";
import type { Outcome, Report } from "./report.ts";
import { conclude } from "./report.ts";

const context = formatContext({ texts, wholeReport: "report.json" });
const render = (id: string, report: Report = richReport, more: Partial<typeof context> = {}): string =>
  formatById(id).render(report, { ...context, ...more });

function reportOf(outcomes: readonly Outcome[]): Report {
  return { ...richReport, outcomes, conclusion: conclude(outcomes), notes: [] };
}

function analysed(findings: readonly Finding[], subject = "a.json"): Outcome {
  return { kind: "analysed", subject, policyType: "identity", findings };
}

const origin = { line: 1, column: 0, offset: 0 };
function finding(rest: Partial<Finding> = {}): Finding {
  return {
    findingType: "ERROR",
    issueCode: "CODE",
    findingDetails: "Details.",
    learnMoreLink: "https://docs.aws.amazon.com/x",
    engine: "offline",
    locations: [{ file: "a.json", path: [], policyPath: [], span: { start: origin, end: origin } }],
    ...rest,
  };
}

describe("every format", () => {
  test.each(formats.map(({ id }) => id))("%s renders the rich report as its snapshot", async (id) => {
    await expect(render(id)).toMatchFileSnapshot(`../test/formats/rich.${id}.snapshot`);
  });

  test.each(formats.map(({ id }) => id).filter((id) => id !== "baseline"))(
    "%s tells the case that a finding is of",
    (id) => {
      expect(render(id, reportOf([analysed([finding()], "a.json: P, where Open")]))).toContain("P, where Open");
    },
  );

  test.each(formats.map(({ id }) => id).filter((id) => id !== "baseline"))(
    "%s tells in which further cases a finding holds",
    (id) => {
      const words = "This holds in all 4 cases of the policy.";
      for (const outcome of [
        analysed([finding({ holdsIn: { words, cases: [] } })]),
        { kind: "not-analysed", subject: "a.json", finding: finding({ holdsIn: { words, cases: [] } }) } as const,
      ])
        expect(render(id, reportOf([outcome])).replaceAll("<br>", "\n")).toContain(words);
    },
  );

  test.each(["github", "html", "junit", "markdown", "sarif", "text"])("%s tells each place once", (id) => {
    const place = { file: "a.json", policyPath: [], span: { start: origin, end: { ...origin, column: 2, offset: 2 } } };
    const [first, second] = [0, 1].map((index) => ({ ...place, path: [{ value: "Action" }, { index }] }));
    const shown = (...locations: Location[]) => render(id, reportOf([analysed([finding({ locations })])]));
    expect(shown(first as Location, second as Location)).toBe(shown(first as Location));
  });

  test.each(["github", "html", "json", "junit", "markdown", "sarif", "text"])(
    "%s says that an empty report is a failure",
    (id) => {
      expect(render(id, reportOf([]))).toMatch(/fail|executionSuccessful|tests="0"/i);
    },
  );

  const invisible = [
    "\u007f",
    "\u009b",
    "\u00ad",
    "\u200b",
    "\u2028",
    "\u2029",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\u{e0041}",
  ];

  test.each(formats.map(({ id }) => id).filter((id) => id !== "github"))(
    "%s shows what a terminal would obey or hide, and the file's name is the same",
    (id) => {
      for (const character of invisible) {
        const name = `a${character}b.json`;
        const location = { file: name, path: [], policyPath: [], span: { start: origin, end: origin } };
        const found = finding({ findingDetails: name, locations: [location], replacement: name });
        const rendered = render(id, { ...reportOf([analysed([found], name)]), notes: [name] });
        expect(rendered).not.toContain(character);
        if (id === "json") expect(JSON.parse(rendered)).toHaveProperty("outcomes.0.subject", name);
        if (id === "baseline") expect(JSON.parse(rendered)).toHaveProperty("findings.0.file", name);
      }
    },
  );

  test("an unknown format names the one that was meant", () => {
    expect(() => formatById("serif")).toThrow("Did you mean `sarif`? The formats are ");
  });
});

describe("text", () => {
  test("colours only when asked", () => {
    expect(render("text")).not.toContain("\u001b");
    expect(render("text", richReport, { color: true })).toContain("\u001b[31m");
  });

  test("no control character of the input reaches the terminal", () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
    expect(render("text")).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(render("text")).toContain("␛[31m<U+202E>␀");
  });
});

test("text is no command to GitHub's runner", () => {
  const commands = ["::error::x", "##[error]x", "a ::warning::x"];
  const outcomes = commands.flatMap((command) => [
    analysed([finding({ findingDetails: `${"word ".repeat(16)}${command}` })], command),
    analysed([
      finding({ locations: [{ file: "a.json", path: [], policyPath: [], span: { start: origin, end: origin } }] }),
    ]),
  ]);
  for (const color of [false, true]) {
    const written = render("text", reportOf(outcomes), {
      texts: new Map([["a.json", commands.join(" ")]]),
      color,
      width: 40,
    });
    expect(written).not.toMatch(/^\s*::|##\[/m);
    expect(written).toContain("\\::error::x");
  }
});

describe("github", () => {
  test.each([
    ["a%b", "a%25b"],
    ["a\r\nb", "a␍␊b"],
    ["::warning::x", "::warning::x"],
  ])("data %j is written %j", (details, written) => {
    expect(render("github", reportOf([analysed([finding({ findingDetails: details })])]))).toContain(
      `::${written}%0Ahttps`,
    );
  });

  test.each([
    ["a,b", "file=a%2Cb,"],
    ["a:b", "file=a%3Ab,"],
    ["a%b", "file=a%25b,"],
    ["a\nb", "file=a%0Ab,"],
  ])("property %j is written %j", (file, written) => {
    const locations = [{ file, path: [], policyPath: [], span: { start: origin, end: origin } }];
    expect(render("github", reportOf([analysed([finding({ locations })])]))).toContain(written);
  });

  test("columns count from 1 and stand on one line only", () => {
    const span = (line: number) => ({ start: { line: 2, column: 3, offset: 9 }, end: { line, column: 5, offset: 11 } });
    const of = (line: number) => [
      finding({ locations: [{ file: "a.json", path: [], policyPath: [], span: span(line) }] }),
    ];
    expect(render("github", reportOf([analysed(of(2))]))).toContain("line=2,endLine=2,col=4,endColumn=6,");
    expect(render("github", reportOf([analysed(of(3))]))).toContain("line=2,endLine=3,title=");
  });

  test("ten of a level, worst first, and a line that says how many more and where", () => {
    const warnings = Array.from({ length: 12 }, () => finding({ findingType: "WARNING" }));
    const errors = Array.from({ length: 300 }, () => finding());
    const lines = render("github", reportOf([analysed([...warnings, ...errors])])).split("\n");
    expect(lines.filter((line) => line.startsWith("::error"))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith("::warning"))).toHaveLength(10);
    expect(lines[0]).toMatch(/^::error/);
    expect(lines.at(-3)).toBe(
      "::notice title=redshift-guard::290 more errors, 2 more warnings not shown here, because GitHub shows 10 of a level: see report.json.",
    );
  });

  test("no line begins a command that is not ours", () => {
    const lines = render("github")
      .split("\n")
      .filter((line) => line.startsWith("::"));
    expect(lines.every((line) => /^::(error|warning|notice) [^\n]*::/.test(line))).toBe(true);
    expect(render("github")).not.toContain("\r");
  });
});

describe("markdown", () => {
  test.each([
    ["a|b", "a&#124;b"],
    ["<b>", "&#60;b&#62;"],
    ["*x* _y_ ~z~", "&#42;x&#42; &#95;y&#95; &#126;z&#126;"],
    ["[x](y)", "&#91;x&#93;(y)"],
    ["![x](y)", "&#33;&#91;x&#93;(y)"],
    ["@octocat", "@&#8203;octocat"],
    ["https://evil.example", "https&#58;//evil.example"],
    ["www.evil.example", "www&#46;evil.example"],
    ["`https://evil.example`", "<code>https&#58;//evil.example</code>"],
    ["`a|b`", "<code>a&#124;b</code>"],
    ["`<b>` @x", "<code>&#60;b&#62;</code> @&#8203;x"],
    ["odd ` tick", "odd &#96; tick"],
    ["line\nbreak", "line␊break"],
    ["&lt;", "&#38;lt;"],
    ["\\|", "&#92;&#124;"],
  ])("%j is written %j", (details, written) => {
    expect(render("markdown", reportOf([analysed([finding({ findingDetails: details })])]))).toContain(
      `<br>${written} |`,
    );
  });

  test.each(["# passed.json", "- a", "+ a", "===", "1. a", "2) a", "    a"])(
    "a note that begins as %j begins no block",
    (note) => {
      expect(render("markdown", { ...reportOf([]), notes: [note] })).toContain(`\n&#8203;${note}<br>`);
    },
  );

  test("drift stands by account and role, with the sentence, once", () => {
    const text = 'version: 1\nroles:\n  - role: "*"\n    trust: { regions: [us-east-1] }\n';
    const { config } = loadConfig({ path: "redshift-guard.yml", text }, { readFile: () => undefined });
    const role = (account: string, name: string, service = "redshift.amazonaws.com"): DeployedRole => ({
      kind: "role",
      arn: `arn:aws:iam::${account}:role/team/${name}`,
      account,
      name,
      path: "/team/",
      trustPolicy: `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"${service}"},"Action":"sts:AssumeRole"}}`,
      source: "IAM",
    });
    const [first, second] = ["111122223333", "444455556666"] as const;
    const same = role(first, "Same", "redshift.us-east-1.amazonaws.com");
    const roles = [role(second, "B"), role(first, "C"), same, role(second, "A")];
    const page = render("markdown", reportOf(detectDrift(config, roles)));
    const rows = page.split("\n").filter((line) => line.startsWith("| ") && line.includes("MODIFIED"));
    expect(rows.map((row) => row.split(" | ").slice(0, 2).join(" "))).toEqual([
      `| ${first} <code>team/C</code>`,
      `| ${second} <code>team/B</code>`,
      `| ${second} <code>team/A</code>`,
    ]);
    for (const row of rows) {
      const [, account, name] = /^\| (\d+) \| <code>team\/(\w)</.exec(row) ?? [];
      const sentence = `Redshift in every Region can use <code>${name}</code> in account ${account}; the spec allows us-east-1.`;
      expect(page.split(sentence)).toHaveLength(2);
      expect(row).toContain(sentence);
    }
  });

  test("a link that is no plain address is not linked", () => {
    const page = render("markdown", reportOf([analysed([finding({ learnMoreLink: 'javascript:alert("x")' })])]));
    expect(page).not.toContain("javascript:");
  });

  test("stays under 1 MiB of UTF-8 whatever happens, and says what was cut", () => {
    const long = "😀|<".repeat(3_000);
    const many = Array.from({ length: 2_000 }, (_, i) =>
      analysed([finding({ findingDetails: long }), finding()], `${long}${i}`),
    );
    const unread = Array.from(
      { length: 2_000 },
      (_, i): Outcome => ({ kind: "not-analysed", subject: `${long}${i}`, finding: finding({ findingDetails: long }) }),
    );
    const report = { ...reportOf([...many, ...unread]), notes: [long, long] };
    const page = render("markdown", report, { wholeReport: long });
    expect(Buffer.byteLength(page)).toBeLessThan(1_048_576);
    expect(page).toMatch(/\d+ rows cut here/);
    expect(page.startsWith("## ❌ redshift-guard: failed")).toBe(true);
  });
});

describe("json", () => {
  const schema = JSON.parse(readFileSync(new URL("../schema/report.schema.json", import.meta.url), "utf8"));
  const validate = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true }).compile(
    schema,
  );

  test.each([
    ["the rich report", richReport],
    ["an empty report", reportOf([])],
    [
      "one with cases",
      reportOf([
        {
          ...analysed([
            finding({
              holdsIn: { words: "This holds in both cases of the policy.", cases: [{ A: true }, { A: false }] },
            }),
          ]),
          caseOf: "a.yml: P",
          cases: [{ A: true }],
        },
      ]),
    ],
  ])("%s fits the published schema", (_, report) => {
    validate(JSON.parse(render("json", report)));
    expect(validate.errors ?? []).toEqual([]);
  });

  test.each([0, 1, 99, 100, 101, 250])("%i outcomes in parts are one JSON text, indented throughout", (count) => {
    const outcomes = Array.from({ length: count }, () =>
      analysed([finding({ findingDetails: `a line\nand "outcomes": [ in \u2028 it` })]),
    );
    const report = { ...reportOf(outcomes), notes: ['"outcomes": ['], shard: "1/2" };
    const text = [...renderParts(formatById("json"), report, context)].join("");
    expect(text).toBe(`${jsonText(report)}\n`);
    expect(render("json", report)).toBe(text);
  });

  test("the schema refuses what is no report", () => {
    const report = JSON.parse(render("json"));
    for (const broken of [
      { ...report, version: 2 },
      { ...report, conclusion: "green" },
      { ...report, outcomes: [{ kind: "skipped" }] },
      { ...report, shard: "third" },
      {
        ...report,
        outcomes: [{ ...report.outcomes[5], drift: { ...report.outcomes[5].drift, repair: { command: "x" } } }],
      },
      { ...report, outcomes: [{ ...report.outcomes[5], drift: { ...report.outcomes[5].drift, usedBy: "all" } }] },
    ]) {
      expect(validate(broken)).toBe(false);
    }
  });

  test("a drift that was really found fits it, too", () => {
    const text = "version: 1\nroles:\n  - role: Etl\n    trust: { regions: [us-east-1] }\n";
    const { config } = loadConfig({ path: "redshift-guard.yml", text }, { readFile: () => undefined });
    const trustPolicy =
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"redshift.amazonaws.com"},"Action":"sts:AssumeRole"}}';
    const arn = "arn:aws:iam::111122223333:role/Etl";
    const role = { arn, account: "111122223333", name: "Etl", path: "/", roleId: "AROA1", trustPolicy, source: "IAM" };
    const report = { ...reportOf(detectDrift(config, [{ kind: "role", ...role }])), shard: "1/2" };
    const plain = JSON.parse(render("json", report));
    validate(plain);
    expect(validate.errors ?? []).toEqual([]);
    expect(plain.outcomes[0].drift).toMatchObject({
      roleId: "AROA1",
      usedBy: ["Redshift in every Region"],
      repair: { accept: expect.any(String) },
    });
  });

  test("a witness's statement is its index and Sid", () => {
    const report = JSON.parse(render("json"));
    expect(report.outcomes[5].drift.newAccess.statement).toEqual({ index: 0, sid: "Open" });
  });
});

describe("sarif", () => {
  const require = createRequire(import.meta.url);
  const folder = new URL("./", `file://${require.resolve("@microsoft/jest-sarif/package.json")}`);
  const schema = JSON.parse(readFileSync(new URL("lib/schemas/sarif-2.1.0-rtm.5.json", folder), "utf8"));
  const { $schema: _, $id: __, id: ___, ...rest } = schema;
  const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false, unicodeRegExp: false }).compile(
    rest,
  );

  test("fits the schema of SARIF 2.1.0", () => {
    validate(JSON.parse(render("sarif")));
    expect(validate.errors ?? []).toEqual([]);
  });

  test("addresses are relative and percent-encoded", () => {
    const uris = [...render("sarif").matchAll(/"uri": "([^"]*)"/g)].map((match) => match[1]);
    expect(uris).toContain("policies/odd%20name/100%25%2C%3A%23%C3%A9.json");
    expect(uris.filter((uri) => uri?.startsWith("./") || uri?.startsWith("/"))).toEqual([]);
  });

  test("columns count from 1, a fix carries its change", () => {
    const result = JSON.parse(render("sarif")).runs[0].results[1];
    expect(result.locations[0].physicalLocation.region).toEqual({
      startLine: 8,
      startColumn: 31,
      endLine: 8,
      endColumn: 31,
    });
    expect(result.fixes[0].artifactChanges[0].replacements[0].insertedContent).toEqual({ text: "," });
  });
});

describe("html", () => {
  test("nothing of the input becomes an element, and nothing is loaded", () => {
    const page = render("html");
    expect(page).not.toMatch(/<script|<img|<iframe|javascript:|src=|@import|url\(/i);
    expect(page).toContain("&lt;script&gt;");
    expect(page).toContain("default-src 'none'");
  });
});

describe("a certain fix", () => {
  const at = (start: number, end: number) => ({
    start: { line: 1, column: start, offset: start },
    end: { line: 1, column: end, offset: end },
  });
  test.each<[string, number, number, string, string]>([
    [",", 3, 3, "Insert <code>,</code>", "Insert <code>,</code>"],
    ["", 3, 5, "Remove what is marked", "Remove it"],
    ["x", 3, 5, "Write <code>x</code>", "Write <code>x</code>"],
  ])("%j for %i to %i", (replacement, start, end, inHtml, inMarkdown) => {
    const locations = [{ file: "a.json", path: [], policyPath: [], span: at(start, end) }];
    const report = reportOf([analysed([finding({ replacement, locations })])]);
    expect(render("html", report)).toContain(inHtml);
    expect(render("markdown", report)).toContain(inMarkdown);
  });
});

describe("junit", () => {
  test.each([
    ["a & b < c > d", "a &amp; b &lt; c &gt; d"],
    [`"'`, "&quot;&apos;"],
    ["]]>", "]]&gt;"],
    ["\u0000\u001b\ud800x", "\ufffd\ufffd\ufffdx"],
    ["🚀", "🚀"],
  ])("%j is written %j", (details, written) => {
    const xml = render("junit", reportOf([analysed([finding({ findingDetails: details })])]));
    expect(xml).toContain(`message="${written}">${written}\n`);
  });

  test("what fails the run is a failure, what was not analysed is an error, and the rest is said", () => {
    expect(render("junit")).toContain('<testsuites name="redshift-guard" tests="9" failures="4" errors="1">');
    const mild = render(
      "junit",
      reportOf([analysed([finding({ findingType: "SUGGESTION", findingDetails: "mild" })])]),
    );
    expect(mild).toContain('tests="1" failures="0" errors="0"');
    expect(mild).toContain("<system-out>mild\n");
    expect(mild).not.toContain("<failure");
  });
});

test("the hostile text is in the report at all", () => {
  expect(JSON.stringify(richReport.outcomes[2])).toContain(JSON.stringify(hostile).slice(1, 20));
});
