import { ActionIndex } from "./action-index.ts";
import { ActionShape, DecodedAction } from "./decode-action.ts";
import { multivaluedKeys } from "./multivalued-keys.ts";
import type {
  ArnFormat,
  Service,
  ServiceAction,
  ServiceConditionKey,
  ServiceResourceType,
} from "./service-reference.ts";

/*
 * One service as `data.ts` holds it: six sections parted by `|`. Numbers are in base 36; most are places in the lists.
 *
 *   tagged | actions | name | keys | resource types | shapes
 *
 *   tagged          T                the first T actions are those whose requests can show tags
 *   actions         A,A,…            their names
 *   keys            K,K,…            K = type letter, key;          a key that begins with `:` has the service's prefix
 *   resource types  T;T;…            T = name,keys,arn[,arn…]       keys parted by `.`; see `expandArn`
 *   shapes          N=S;N=S;…        S = level letter keys[,reach…], what the next N actions have in common
 *                                    reach = type[!][.key.key…]     `!` when the type is required
 */

const types: Readonly<Record<string, string>> = {
  S: "String",
  s: "ArrayOfString",
  A: "ARN",
  a: "ArrayOfARN",
  B: "Bool",
  b: "ArrayOfBool",
  N: "Numeric",
  D: "Date",
  I: "IPAddress",
};

const none: readonly never[] = [];

export function decodeService(prefix: string, text: string): Service {
  return new DecodedService(prefix, text);
}

/** Each section is read when it is first asked for: most policies name a service's actions and nothing else of it. */
class DecodedService implements Service {
  readonly prefix: string;
  private readonly text: string;
  private knownSections: Sections | undefined;
  private knownKeys: readonly ServiceConditionKey[] | undefined;
  private knownLowerKeys: readonly string[] | undefined;
  private knownTypes: readonly string[] | undefined;
  private knownActionIndex: ActionIndex | undefined;
  private knownActionNames: string | undefined;
  private knownShapes: readonly ActionShape[] | undefined;
  /** By place. */
  private readonly decodedActions: ServiceAction[] = [];
  private knownResourceTypes: ReadonlyMap<string, ServiceResourceType> | undefined;
  private knownArnFormats: readonly ArnFormat[] | undefined;
  private knownConditionKeys: ReadonlyMap<string, ServiceConditionKey> | undefined;

  constructor(prefix: string, text: string) {
    this.prefix = prefix;
    this.text = text;
  }

  get name(): string {
    return this.sections.name;
  }

  /** Read from the text itself: policies name actions more often than anything else. */
  get actionIndex(): ActionIndex {
    this.knownActionIndex ??= ActionIndex.of(this.text);
    return this.knownActionIndex;
  }

  private get sections(): Sections {
    this.knownSections ??= sectionsOf(this.text);
    return this.knownSections;
  }

  get actionNames(): string {
    this.knownActionNames ??= `,${this.sections.actions.toLowerCase()},`;
    return this.knownActionNames;
  }

  action(name: string): ServiceAction | undefined {
    const place = this.actionIndex.placeOf(name, 0, name.length);
    return place === -1 ? undefined : this.actionAt(place);
  }

  get resourceTypes(): ReadonlyMap<string, ServiceResourceType> {
    this.knownResourceTypes ??= new Map(
      items(this.sections.types, ";").map((item) => {
        const type = new ResourceType(item, this);
        return [type.name, type];
      }),
    );
    return this.knownResourceTypes;
  }

  get arnFormats(): readonly ArnFormat[] {
    this.knownArnFormats ??= this.readArnFormats();
    return this.knownArnFormats;
  }

  get conditionKeys(): ReadonlyMap<string, ServiceConditionKey> {
    this.knownConditionKeys ??= new Map(this.allKeys().map((key) => [key.name.toLowerCase(), key]));
    return this.knownConditionKeys;
  }

  /** The keys of a list of places, parted by `.`; lower case. */
  keysAt(list: string): readonly string[] {
    if (list === "") return none;
    const { lowerKeys } = this;
    return list.split(".").map((place) => lowerKeys[Number.parseInt(place, 36)] as string);
  }

  placeOfKey(key: string): string | undefined {
    const place = this.lowerKeys.indexOf(key);
    return place === -1 ? undefined : place.toString(36);
  }

  typeNameAt(place: string): string {
    const item = this.typeAt(place);
    return item.slice(0, item.indexOf(","));
  }

  typeKeysAt(place: string): string {
    return this.typeAt(place).split(",", 2)[1] as string;
  }

  private typeAt(place: string): string {
    this.knownTypes ??= items(this.sections.types, ";");
    return this.knownTypes[Number.parseInt(place, 36)] as string;
  }

  private get lowerKeys(): readonly string[] {
    this.knownLowerKeys ??= this.allKeys().map((key) => key.name.toLowerCase());
    return this.knownLowerKeys;
  }

  private allKeys(): readonly ServiceConditionKey[] {
    this.knownKeys ??= items(this.sections.keys, ",").map((item) => readKey(item, this.prefix));
    return this.knownKeys;
  }

  private readArnFormats(): readonly ArnFormat[] {
    const formats: ArnFormat[] = [];
    const owner = this.prefix;
    for (const item of items(this.sections.types.replace(/\$\{[^}]*\}/g, "*"), ";")) {
      const [type, , ...arns] = item.split(",") as [string, string, ...string[]];
      for (const arn of arns) {
        // The usual form needs no taking apart.
        if (arn.startsWith("@"))
          formats.push({ owner, type, service: owner, region: "*", account: "*", resource: arn.slice(1) });
        else {
          const [, , service = "", region = "", account = "", ...resource] = expandArn(arn, owner).split(":");
          formats.push({ owner, type, service, region, account, resource: resource.join(":") });
        }
      }
    }
    return formats;
  }

  actionAt(place: number): ServiceAction {
    let action = this.decodedActions[place];
    if (action === undefined) {
      action = new DecodedAction(this.actionIndex.nameAt(place), this.shapeAt(place));
      this.decodedActions[place] = action;
    }
    return action;
  }

  someActionCarries(key: string): boolean {
    return this.shapes.some((shape) => shape.carries(key));
  }

  private get shapes(): readonly ActionShape[] {
    this.knownShapes ??= this.readShapes();
    return this.knownShapes;
  }

  private shapeAt(place: number): ActionShape {
    const { shapes } = this;
    let low = 0;
    let high = shapes.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (place < (shapes[middle] as ActionShape).end) high = middle;
      else low = middle + 1;
    }
    return shapes[low] as ActionShape;
  }

  private readShapes(): readonly ActionShape[] {
    let end = 0;
    return items(this.sections.shapes, ";").map((item) => {
      const equals = item.indexOf("=");
      end += Number.parseInt(item.slice(0, equals), 36);
      return new ActionShape(item.slice(equals + 1), end, this);
    });
  }
}

interface Sections {
  readonly actions: string;
  readonly name: string;
  readonly keys: string;
  readonly types: string;
  readonly shapes: string;
}

/** Cut one by one: what `split` makes of a text of the program, V8 copies for its tables. */
function sectionsOf(text: string): Sections {
  const ends: number[] = [];
  for (let end = text.indexOf("|"); end !== -1; end = text.indexOf("|", end + 1)) ends.push(end);
  const section = (place: number): string => text.slice((ends[place - 1] as number) + 1, ends[place]);
  return { actions: section(1), name: section(2), keys: section(3), types: section(4), shapes: section(5) };
}

class ResourceType implements ServiceResourceType {
  readonly name: string;
  private readonly text: string;
  private readonly service: DecodedService;
  private knownArns: readonly string[] | undefined;
  private knownConditionKeys: readonly string[] | undefined;

  constructor(text: string, service: DecodedService) {
    this.name = text.slice(0, text.indexOf(","));
    this.text = text;
    this.service = service;
  }

  get arn(): string {
    return this.arns[0] as string;
  }

  get arns(): readonly string[] {
    this.knownArns ??= this.text
      .split(",")
      .slice(2)
      .map((arn) => expandArn(arn, this.service.prefix));
    return this.knownArns;
  }

  get conditionKeys(): readonly string[] {
    this.knownConditionKeys ??= this.service.keysAt(this.text.split(",")[1] as string);
    return this.knownConditionKeys;
  }
}

function readKey(item: string, prefix: string): ServiceConditionKey {
  const key = item.slice(1);
  const name = key.startsWith(":") ? prefix + key : key;
  const type = types[item.charAt(0)] as string;
  return { name, type, multivalued: type.startsWith("ArrayOf") || multivaluedKeys.has(name.toLowerCase()) };
}

function items(text: string, separator: string): string[] {
  return text === "" ? [] : text.split(separator);
}

/** `@` stands for the service's prefix with any Region and account; what does not begin with `arn` for the prefix alone. */
function expandArn(text: string, prefix: string): string {
  if (text.startsWith("@")) return `arn:\${Partition}:${prefix}:\${Region}:\${Account}:${text.slice(1)}`;
  return text.startsWith("arn:") ? text : `arn:\${Partition}:${prefix}:${text}`;
}
