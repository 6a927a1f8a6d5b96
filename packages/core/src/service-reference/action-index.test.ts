import { expect, test } from "vitest";
import { ActionIndex } from "./action-index.ts";
import { services } from "./services.ts";

const index = ActionIndex.of("2|PauseCluster,GetCluster,ListTags,GetClusters|Example,Get|K");

test.each([
  ["PauseCluster", 0],
  ["pausecluster", 0],
  ["LISTTAGS", 2],
  ["GetCluster", 1],
  ["GetClusters", 3],
  ["GetClust", -1],
  ["GetClusterss", -1],
  ["PauseCluster,GetCluster", -1],
  ["GetClusters|Example", -1],
  ["Example", -1],
  ["PauseCluste\u0012", -1],
  ["", -1],
])("the place of %j is %d", (name, place) => {
  expect(index.placeOf(name, 0, name.length)).toBe(place);
  expect(index.placeOf(`s3:${name}"`, 3, 3 + name.length)).toBe(place);
});

test.each([
  ["Pause", true],
  ["Get", true],
  ["", true],
  ["pause", false],
  ["Cluster", false],
  ["PauseCluster,Get", false],
  ["GetClusters|Ex", false],
  ["Example", false],
])("some name begins with %j: %s", (text, expected) => expect(index.someBegins(text)).toBe(expected));

test("the first actions are those that show tags", () => {
  expect(index.firstUntagged).toBe(2);
  expect(index.size).toBe(4);
  const redshift = services.service("redshift");
  const isTagged = (name: string): boolean => {
    const place = redshift?.actionIndex.placeOf(name, 0, name.length) ?? -1;
    expect(place, name).not.toBe(-1);
    return place < (redshift?.actionIndex.firstUntagged ?? 0);
  };
  expect(isTagged("PauseCluster")).toBe(true);
  expect(isTagged("DescribeAccountAttributes")).toBe(false);
});

test("every action is found at its place, in whatever case", () => {
  for (const prefix of services.prefixes) {
    const service = services.service(prefix);
    let place = 0;
    for (const lower of service?.actionNames.slice(1, -1).split(",") ?? []) {
      const name = service?.actionAt(place).name;
      expect(lower).toBe(name?.toLowerCase());
      expect(service?.actionIndex.names[place]).toBe(name);
      expect(service?.actionIndex.nameAt(place)).toBe(name);
      expect(service?.actionIndex.placeOf(lower, 0, lower.length), `${prefix}:${name}`).toBe(place++);
    }
    expect(service?.actionIndex.size).toBe(place);
  }
});

test("a service without actions has none", () => {
  const empty = ActionIndex.of("0||Example");
  expect(empty.placeOf("Get", 0, 3)).toBe(-1);
  expect(empty.someBegins("")).toBe(false);
});
