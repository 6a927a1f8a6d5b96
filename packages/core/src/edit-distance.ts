/**
 * Insertions, deletions, replacements and swaps of neighbours; any number above `limit` once it is passed. Only places
 * that `limit` edits can bring together are compared.
 */
export function editDistance(a: string, b: string, limit: number): number {
  const far = limit + 1;
  if (Math.abs(a.length - b.length) > limit) return far;
  const width = b.length + 1;
  let beforeLast = new Array<number>(width).fill(far);
  let last = new Array<number>(width).fill(far);
  let row = new Array<number>(width).fill(far);
  for (let j = 0; j < width && j < far; j++) last[j] = j;
  for (let i = 1; i <= a.length; i++) {
    const first = Math.max(1, i - limit);
    const end = Math.min(b.length, i + limit);
    row[first - 1] = first === 1 ? Math.min(i, far) : far;
    let least = row[first - 1] as number;
    for (let j = first; j <= end; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let cost = Math.min(
        (last[j - 1] as number) + (same ? 0 : 1),
        (last[j] as number) + 1,
        (row[j - 1] as number) + 1,
      );
      const swapped =
        i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (swapped) cost = Math.min(cost, (beforeLast[j - 2] as number) + 1);
      row[j] = cost;
      least = Math.min(least, cost);
    }
    if (end < b.length) row[end + 1] = far;
    if (least > limit) return far;
    const free = beforeLast;
    beforeLast = last;
    last = row;
    row = free;
  }
  return Math.min(last[b.length] as number, far);
}
