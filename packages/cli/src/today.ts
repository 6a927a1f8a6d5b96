/** The day in UTC, `YYYY-MM-DD`: core has no clock of its own. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
