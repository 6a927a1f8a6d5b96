/** How a date condition value is written. Epoch time is taken by IAM, and rarely means what was meant. */
export type DateForm = "date" | "epoch" | "none";

const iso =
  /^(\d{4})-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?:Z|[+-](\d{2})(?::?(\d{2}))?)?)?)?$/;

/** W3C's profile of ISO 8601, from `YYYY-MM` to fractions of a second; a bare year reads as epoch time. https://www.w3.org/TR/NOTE-datetime */
export function dateForm(text: string): DateForm {
  const match = iso.exec(text) ?? iso.exec(compactToExtended(text));
  if (match !== null) {
    const [, year, month = "", day = "01", hour = "00", minute = "00", second = "00", ...offset] = match;
    const [offsetHour = "00", offsetMinute = "00"] = offset;
    const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
    const valid =
      within(month, 1, 12) &&
      within(day, 1, days) &&
      within(hour, 0, 24) &&
      within(minute, 0, 59) &&
      within(second, 0, 60) &&
      within(offsetHour, 0, 23) &&
      within(offsetMinute, 0, 59);
    return valid ? "date" : "none";
  }
  return /^-?\d+(?:\.\d+)?$/.test(text) ? "epoch" : "none";
}

function within(text: string, least: number, greatest: number): boolean {
  return Number(text) >= least && Number(text) <= greatest;
}

/** The basic form, `20250131T120000Z`, as the extended one. */
function compactToExtended(text: string): string {
  return text.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?/, (_, year, month, day, hour, minute, second) =>
    [`${year}-${month}-${day}T${hour}:${minute}`, ...(second === undefined ? [] : [second])].join(":"),
  );
}
