/** A word that no text written before this run can hold. `node:crypto` would take longer to load than all the rest. */
export function unguessable(): string {
  return `end-${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`;
}
