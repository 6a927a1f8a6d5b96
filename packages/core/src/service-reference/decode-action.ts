import type { ActionResourceType, ServiceAction } from "./service-reference.ts";

const levels: Readonly<Record<string, string>> = {
  R: "Read",
  L: "List",
  W: "Write",
  T: "Tagging",
  P: "Permissions management",
};

const none: readonly never[] = [];

/** What actions refer to in their service; the format is explained in `decode-service.ts`. */
interface ServiceParts {
  /** The keys of a list of places, parted by `.`; lower case. */
  keysAt(list: string): readonly string[];
  /** The place of a key in lower case, as lists have it; undefined when the service has no such key. */
  placeOfKey(key: string): string | undefined;
  typeNameAt(place: string): string;
  /** The list of the keys that resources of a type have. */
  typeKeysAt(place: string): string;
}

/** What several actions have in common, read when one of them is first asked. */
export class ActionShape {
  /** The place behind the last of them. */
  readonly end: number;
  private readonly text: string;
  private readonly service: ServiceParts;
  private knownResourceTypes: readonly ActionResourceType[] | undefined;
  private knownConditionKeys: readonly string[] | undefined;
  private knownKeyPlaces: ReadonlySet<string> | undefined;
  private knownCarried: Map<string, boolean> | undefined;

  constructor(text: string, end: number, service: ServiceParts) {
    this.text = text;
    this.end = end;
    this.service = service;
  }

  get accessLevel(): string {
    return levels[this.text.charAt(0)] as string;
  }

  get conditionKeys(): readonly string[] {
    const end = this.text.indexOf(",");
    this.knownConditionKeys ??= this.service.keysAt(this.text.slice(1, end === -1 ? undefined : end));
    return this.knownConditionKeys;
  }

  get resourceTypes(): readonly ActionResourceType[] {
    this.knownResourceTypes ??= this.text.includes(",")
      ? this.text
          .split(",")
          .slice(1)
          .map((reach) => this.readReach(reach))
      : none;
    return this.knownResourceTypes;
  }

  carries(key: string): boolean {
    this.knownCarried ??= new Map();
    let isCarried = this.knownCarried.get(key);
    if (isCarried === undefined) {
      const place = this.service.placeOfKey(key);
      // Only keys of the service are remembered: others may be any text of a policy.
      if (place === undefined) return false;
      isCarried = this.keyPlaces.has(place);
      this.knownCarried.set(key, isCarried);
    }
    return isCarried;
  }

  /** Of all keys, as the lists have them. */
  private get keyPlaces(): ReadonlySet<string> {
    this.knownKeyPlaces ??= new Set(this.keyLists().join(".").split("."));
    return this.knownKeyPlaces;
  }

  private keyLists(): string[] {
    const [own = "", ...reaches] = this.text.slice(1).split(",");
    const lists = [own];
    for (const reach of reaches) {
      const { type, keys } = partsOf(reach);
      lists.push(keys, this.service.typeKeysAt(type));
    }
    return lists;
  }

  private readReach(text: string): ActionResourceType {
    const { type, keys } = partsOf(text);
    return {
      name: this.service.typeNameAt(type),
      required: type.endsWith("!"),
      conditionKeys: this.service.keysAt(keys),
    };
  }
}

/** The place of a resource type, with its mark when it is required, and the list of the keys it brings along. */
function partsOf(reach: string): { readonly type: string; readonly keys: string } {
  const dot = reach.indexOf(".");
  return dot === -1 ? { type: reach, keys: "" } : { type: reach.slice(0, dot), keys: reach.slice(dot + 1) };
}

/** One action: its name, and what it shares with others. */
export class DecodedAction implements ServiceAction {
  readonly name: string;
  private readonly shape: ActionShape;

  constructor(name: string, shape: ActionShape) {
    this.name = name;
    this.shape = shape;
  }

  get accessLevel(): string {
    return this.shape.accessLevel;
  }

  get resourceTypes(): readonly ActionResourceType[] {
    return this.shape.resourceTypes;
  }

  get conditionKeys(): readonly string[] {
    return this.shape.conditionKeys;
  }

  carries(key: string): boolean {
    return this.shape.carries(key);
  }
}
