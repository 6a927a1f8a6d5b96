import { isTooMuch } from "../policy/pattern.ts";

/**
 * Whether some text matches both patterns (`*` any characters, `?` one).
 *
 * Where both hold a star, what lies between the stars of one finds room in a star of the other: only their beginnings
 * and their ends can disagree. So this takes as many steps as the patterns are long. With a star in one of them, some
 * text is taken to match where it would take many more to tell: only made-up patterns get there.
 */
export function patternsOverlap(a: string, b: string): boolean {
  if (a !== "" && b !== "" && !mayAgree(a.charCodeAt(0), b.charCodeAt(0))) return false;
  const starA = a.indexOf("*");
  const starB = b.indexOf("*");
  if (starA === -1) return starB === -1 ? a.length === b.length && agree(a, b, a.length) : matches(b, a);
  if (starB === -1) return matches(a, b);
  return agree(a, b, Math.min(starA, starB)) && endsAgree(a, b);
}

/** Whether the first characters can stand for the same. */
function agree(a: string, b: string, length: number): boolean {
  for (let i = 0; i < length; i++) if (!sameCharacter(a.charCodeAt(i), b.charCodeAt(i))) return false;
  return true;
}

/** Whether what follows the last stars can. */
function endsAgree(a: string, b: string): boolean {
  const length = Math.min(a.length - a.lastIndexOf("*"), b.length - b.lastIndexOf("*")) - 1;
  for (let i = 1; i <= length; i++) {
    if (!sameCharacter(a.charCodeAt(a.length - i), b.charCodeAt(b.length - i))) return false;
  }
  return true;
}

/** Whether a pattern matches a text without stars, in which `?` stands for any one character too. */
function matches(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  let wasted = 0;
  while (t < text.length) {
    if (p < pattern.length && pattern.charCodeAt(p) === 0x2a) {
      star = p++;
      resume = t;
    } else if (p < pattern.length && sameCharacter(pattern.charCodeAt(p), text.charCodeAt(t))) {
      p++;
      t++;
    } else if (star !== -1) {
      wasted += p - star;
      if (isTooMuch(wasted, pattern, text)) return true;
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (p < pattern.length && pattern.charCodeAt(p) === 0x2a) p++;
  return p === pattern.length;
}

/** Whether a text can begin as both patterns do: most differ there. */
function mayAgree(a: number, b: number): boolean {
  return a === b || a === 0x2a || b === 0x2a || a === 0x3f || b === 0x3f;
}

function sameCharacter(a: number, b: number): boolean {
  return a === b || a === 0x3f || b === 0x3f;
}
