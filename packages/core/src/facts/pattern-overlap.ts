/**
 * Whether some text matches both patterns (`*` any characters, `?` one). At most |a| × |b| steps.
 */
export function patternsOverlap(a: string, b: string): boolean {
  let i = 0;
  while (i < a.length && i < b.length && !isWild(a.charCodeAt(i)) && !isWild(b.charCodeAt(i))) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return false;
    i++;
  }
  if (i === a.length && i === b.length) return true;
  let endA = a.length;
  let endB = b.length;
  while (endA > i && endB > i && !isWild(a.charCodeAt(endA - 1)) && !isWild(b.charCodeAt(endB - 1))) {
    if (a.charCodeAt(endA - 1) !== b.charCodeAt(endB - 1)) return false;
    endA--;
    endB--;
  }
  return overlap(a.slice(i, endA), b.slice(i, endB));
}

function overlap(a: string, b: string): boolean {
  if (isAllStars(a)) return b === "" || a !== "" || isAllStars(b);
  if (isAllStars(b)) return b !== "";
  // row[j]: whether the first i characters of a and the first j of b can stand for the same text.
  let row: boolean[] = [true];
  for (let j = 1; j <= b.length; j++) row.push(row[j - 1] === true && isStar(b, j - 1));
  for (let i = 1; i <= a.length; i++) {
    const starA = isStar(a, i - 1);
    const next = [row[0] === true && starA];
    for (let j = 1; j <= b.length; j++) {
      const starB = isStar(b, j - 1);
      next.push(
        starA || starB
          ? row[j] === true || next[j - 1] === true
          : row[j - 1] === true && sameCharacter(a.charCodeAt(i - 1), b.charCodeAt(j - 1)),
      );
    }
    row = next;
  }
  return row[b.length] === true;
}

/** Also for the empty pattern. */
function isAllStars(pattern: string): boolean {
  for (let i = 0; i < pattern.length; i++) if (!isStar(pattern, i)) return false;
  return true;
}

function isStar(pattern: string, index: number): boolean {
  return pattern.charCodeAt(index) === 0x2a;
}

function isWild(character: number): boolean {
  return character === 0x2a || character === 0x3f;
}

function sameCharacter(a: number, b: number): boolean {
  return a === b || a === 0x3f || b === 0x3f;
}
