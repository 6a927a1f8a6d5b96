import { type ConfigCode, configFinding } from "./config/config-finding.ts";
import type { Suppression } from "./config/config-shape.ts";
import { meantCode, saysUnread } from "./config/suppressed-code.ts";
import type { Finding, Location } from "./finding.ts";
import { type InlineSuppression, inlineSuppressions } from "./inline-suppression.ts";
import { matchesPathGlob } from "./path-glob.ts";
import type { Outcome } from "./report.ts";
import type { TextFile } from "./source.ts";
import { requireDay } from "./wrong-use.ts";

/** Who lets what pass, and when: the config's suppressions, and comments in the files. */
export interface SuppressionRules {
  readonly suppressions: readonly Suppression[];
  /** The config's folder, which its globs start from: empty or with a slash at the end. */
  readonly folder: string;
  /** The files that were looked at; those with comments may hold suppressions of their own. */
  readonly files: readonly TextFile[];
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** Whether a suppression that nothing needed is worth a word: not when the files it is for were not looked at. */
  isDue(suppression: Suppression): boolean;
}

/** What is left of the outcomes, and what is to be said about what is not. */
export interface Suppressed {
  /** Without what is suppressed. */
  readonly outcomes: readonly Outcome[];
  /** How many findings were let pass. */
  readonly count: number;
  /** Inputs that could not be analysed and that the config lets pass, a sentence each with its reason. */
  readonly accepted: readonly string[];
  /** About the suppressions themselves: expired, unused. */
  readonly findings: readonly Finding[];
}

/**
 * Lets pass what somebody decided to live with. A suppression that has expired does nothing and is reported, as is one
 * that nothing needs. What was not analysed passes only by a suppression that names the files. Throws a TypeError for a
 * `today` in another form.
 */
export function suppress(outcomes: readonly Outcome[], rules: SuppressionRules): Suppressed {
  const { suppressions, folder, today } = rules;
  requireDay(today);
  const used = new Set<Suppression>();
  const isOver = ({ expires }: Suppression) => expires !== undefined && expires.value < today;
  const active = suppressions.filter((suppression) => !isOver(suppression));
  const inline = rules.files.flatMap(inlineSuppressions);
  // By their places: thousands of comments may stand for one finding.
  const places = new Set(inline.filter(({ reason }) => reason !== "").map(placeOf));
  const usedPlaces = new Set<string>();
  const accepted: string[] = [];
  let count = 0;

  const left = outcomes.flatMap((outcome): Outcome[] => {
    if (outcome.kind === "not-analysed") {
      const rule = active.find((candidate) => candidate.path !== undefined && covers(candidate, outcome.finding));
      if (rule === undefined) return [outcome];
      used.add(rule);
      accepted.push(
        `\`${outcome.subject}\` was not analysed (${outcome.finding.issueCode}), and the config lets that pass: ${rule.reason}`,
      );
      return [];
    }
    const findings = outcome.findings.filter((finding) => {
      const rules = active.filter((candidate) => covers(candidate, finding));
      for (const rule of rules) used.add(rule);
      const place = inlinePlaceOf(finding);
      if (place !== undefined) usedPlaces.add(place);
      return rules.length === 0 && place === undefined;
    });
    count += outcome.findings.length - findings.length;
    return [findings.length === outcome.findings.length ? outcome : { ...outcome, findings }];
  });

  return { outcomes: left, count, accepted, findings: [...remarks()] };

  function covers({ code, path }: Suppression, finding: Finding): boolean {
    const file = finding.locations[0]?.file;
    if (code.value !== finding.issueCode) return false;
    return path === undefined || (file !== undefined && matchesPathGlob(folder + path, file));
  }

  /** Where a comment stands for the finding; undefined when none does. */
  function inlinePlaceOf({ issueCode, locations: [first], replacement }: Finding): string | undefined {
    if (first === undefined || places.size === 0) return undefined;
    // What follows a fault without a certain repair may not have been checked at all.
    if (saysUnread(issueCode) && replacement === undefined) return undefined;
    const place = placeOf({ at: first, line: first.span.start.line, code: issueCode });
    return places.has(place) ? place : undefined;
  }

  function* remarks(): Iterable<Finding> {
    for (const suppression of suppressions) {
      const { code, expires, at } = suppression;
      if (isOver(suppression) && expires !== undefined) {
        const details = `This suppression of \`${code.value}\` held until ${expires.value} and does nothing since. Remove it, or set a later day.`;
        yield configFinding("CONFIG_SUPPRESSION_EXPIRED", expires.at, details);
      } else if (!used.has(suppression) && rules.isDue(suppression)) {
        yield unused("CONFIG_SUPPRESSION_UNUSED", code.at ?? at, code.value);
      }
    }
    for (const comment of inline) {
      if (comment.reason === "") {
        const details = `This comment gives no reason and does nothing. Write \`# redshift-guard: ignore ${comment.code} <why>\`.`;
        yield configFinding("CONFIG_WRONG_VALUE", comment.at, details);
      } else if (!usedPlaces.has(placeOf(comment))) yield unused("CONFIG_SUPPRESSION_UNUSED", comment.at, comment.code);
    }
  }
}

function unused(issueCode: ConfigCode, at: Location, code: string): Finding {
  const meant = meantCode(code);
  const details =
    meant !== undefined
      ? `No finding has the code \`${code}\`. Did you mean \`${meant}\`?`
      : saysUnread(code)
        ? `Nothing that was not analysed to its end passes by this suppression. It passes only by one in the config, with the code and a \`path\` that names the files; where it is all analysed, remove this one.`
        : `Nothing needs this suppression: no finding \`${code}\` stands where it holds. Remove it.`;
  return configFinding(issueCode, at, details);
}

/** Where a comment holds, and for what. */
function placeOf({ at, line, code }: Pick<InlineSuppression, "at" | "line" | "code">): string {
  return JSON.stringify([at.file, line, code]);
}
