import type { ActionResourceType, ServiceAction, ServiceResourceType } from "./service-reference.ts";

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
  readonly resourceTypes: ReadonlyMap<string, ServiceResourceType>;
  /** The keys of a list of places, parted by `.`; lower case. */
  keysAt(list: string): readonly string[];
  typeNameAt(place: string): string;
}

/** What several actions have in common, read when one of them is first asked. */
export class ActionShape {
  /** The place behind the last of them. */
  readonly end: number;
  private readonly text: string;
  private readonly service: ServiceParts;
  private knownResourceTypes: readonly ActionResourceType[] | undefined;
  private knownConditionKeys: readonly string[] | undefined;
  private knownRequestKeys: ReadonlySet<string> | undefined;

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

  get requestKeys(): ReadonlySet<string> {
    this.knownRequestKeys ??= new Set([
      ...this.conditionKeys,
      ...this.resourceTypes.flatMap(({ name, conditionKeys }) => [
        ...conditionKeys,
        ...(this.service.resourceTypes.get(name)?.conditionKeys ?? none),
      ]),
    ]);
    return this.knownRequestKeys;
  }

  private readReach(text: string): ActionResourceType {
    const dot = text.indexOf(".");
    const type = dot === -1 ? text : text.slice(0, dot);
    return {
      name: this.service.typeNameAt(type),
      required: type.endsWith("!"),
      conditionKeys: dot === -1 ? none : this.service.keysAt(text.slice(dot + 1)),
    };
  }
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

  get requestKeys(): ReadonlySet<string> {
    return this.shape.requestKeys;
  }
}
