import { expect, test } from "vitest";
import { nearName } from "./near-name.ts";

const names = ["Version", "Id", "Statement", "Action", "NotAction", "Resource", "NotResource", "Effect"];

test.each([
  ["statement", "Statement"],
  ["STATEMENT", "Statement"],
  ["Statment", "Statement"],
  ["Statements", "Statement"],
  ["Actoin", "Action"],
  ["Actions", "Action"],
  ["Resourse", "Resource"],
  ["Ressources", "Resource"],
  ["notaction", "NotAction"],
  ["ID", "Id"],
  ["Ix", undefined],
  ["Comment", undefined],
  ["Description", undefined],
  ["", undefined],
])("%s means %s", (written, expected) => {
  expect(nearName(written, names)).toBe(expected);
});
