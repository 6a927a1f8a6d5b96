import { expect, test } from "vitest";
import { dateForm } from "./date-value.ts";

test.each([
  ["2025", "epoch"],
  ["2025-01", "date"],
  ["2025-01-31", "date"],
  ["2024-02-29", "date"],
  ["2025-02-29", "none"],
  ["2025-13-01", "none"],
  ["2025-00-01", "none"],
  ["2025-01-31T12:00Z", "date"],
  ["2025-01-31T12:00:00Z", "date"],
  ["2025-01-31T12:00:00.123Z", "date"],
  ["2025-01-31T12:00:00+01:00", "date"],
  ["2025-01-31T12:00:00-0800", "date"],
  ["20250131T120000Z", "date"],
  ["2025-01-31T25:00:00Z", "none"],
  ["2025-01-31T12:61:00Z", "none"],
  ["1735689600", "epoch"],
  ["1735689600000", "epoch"],
  ["-1", "epoch"],
  ["31/01/2025", "none"],
  ["2025/01/31", "none"],
  ["2025-1-31", "none"],
  ["Jan 31 2025", "none"],
  ["tomorrow", "none"],
  ["", "none"],
  ["2025-01-31 12:00:00", "none"],
  ["*", "none"],
])("%s is %s", (text, form) => {
  expect(dateForm(text)).toBe(form);
});
