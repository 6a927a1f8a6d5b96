import { expect, test } from "vitest";
import { decodeService } from "../service-reference/decode-service.ts";
import { services } from "../service-reference/services.ts";
import { actionsMeant, actionText } from "./named-actions.ts";

function namesMeant(text: string): readonly string[] {
  return [...actionsMeant(actionText(text, services))].map(({ name }) => name);
}

test.each([
  ["redshift:PauseCluster", ["PauseCluster"]],
  ["Redshift:PAUSEcluster", ["PauseCluster"]],
  ["redshift:Pause*", ["PauseCluster"]],
  ["redshift:?AUSECLUSTER", ["PauseCluster"]],
  ["redshift:NoSuch*", []],
  ["redshift:NoSuch", []],
  ["nosuch:*", []],
  ["*", []],
])("%s", (text, names) => expect(namesMeant(text)).toEqual(names));

test("a pattern means every action of its service", () => {
  expect(namesMeant("redshift-data:*")).toEqual(services.service("redshift-data")?.actionIndex.names);
});

test("of a service without actions it means none", () => {
  const service = decodeService("example", "0||Example|||");
  expect([...actionsMeant({ prefix: "example", name: "*", wildcard: true, service })]).toEqual([]);
});
