import { multivaluedKeys } from "./multivalued-keys.ts";
import type {
  ActionResourceType,
  Service,
  ServiceAction,
  ServiceConditionKey,
  ServiceResourceType,
} from "./service-reference.ts";

/*
 * One service as `data.ts` holds it: four sections parted by `|`. Numbers are places in the lists, in base 36.
 *
 *   name | keys | resource types | actions
 *
 *   keys            K,K,…          K = type letter, key;          a key that begins with `:` has the service's prefix
 *   resource types  T;T;…          T = name,keys,arn[,arn…]       keys parted by `.`; see `expandArn`
 *   actions         S=A,A,…;S=…    S = level letter keys[,reach…], what the actions after it have in common
 *                                  reach = type[!][.key.key…]     `!` when the type is required
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
const levels: Readonly<Record<string, string>> = {
  R: "Read",
  L: "List",
  W: "Write",
  T: "Tagging",
  P: "Permissions management",
};

const none: readonly never[] = [];

/** Each section is read when it is first asked for: most policies name a service's actions and nothing else of it. */
export function decodeService(prefix: string, text: string): Service {
  const [name, keyText, typeText, actionText] = text.split("|") as [string, string, string, string];

  const keys = once(() =>
    items(keyText, ",").map((item): ServiceConditionKey => {
      const key = item.slice(1);
      const name = key.startsWith(":") ? prefix + key : key;
      const type = types[item.charAt(0)] as string;
      return { name, type, multivalued: type.startsWith("ArrayOf") || multivaluedKeys.has(name.toLowerCase()) };
    }),
  );
  const lowerKeys = once(() => keys().map((key) => key.name.toLowerCase()));
  const conditionKeys = once(() => new Map(keys().map((key, index) => [lowerKeys()[index] as string, key])));
  const resourceTypes = once(() => {
    const decoded = items(typeText, ";").map((item): ServiceResourceType => {
      const [typeName, keyList, ...arns] = item.split(",") as [string, string, ...string[]];
      const expanded = arns.map((arn) => expandArn(arn, prefix));
      return { name: typeName, arn: expanded[0] as string, arns: expanded, conditionKeys: keysAt(keyList) };
    });
    return new Map(decoded.map((type) => [type.name, type]));
  });
  const typeNames = once(() => items(typeText, ";").map((item) => item.slice(0, item.indexOf(","))));
  const names = once(() =>
    items(actionText, ";")
      .map((item) => item.slice(item.indexOf("=") + 1))
      .join(","),
  );
  // By way of JSON they become strings of their own; slices of the long text would take longer to compare.
  const actionTexts = once(() => {
    if (names() === "") return none;
    return JSON.parse(`["${prefix}:${names().replaceAll(",", `","${prefix}:`)}"]`) as string[];
  });
  const actionNames = once(() => `,${names().toLowerCase()},`);
  const actions = once(() => {
    const decoded = new Map<string, ServiceAction>();
    for (const item of items(actionText, ";")) {
      const equals = item.indexOf("=");
      const [head, ...reaches] = item.slice(0, equals).split(",") as [string, ...string[]];
      const accessLevel = levels[head.charAt(0)] as string;
      const conditionKeys = keysAt(head.slice(1));
      const resourceTypes = reaches.length === 0 ? none : reaches.map(reach);
      for (const name of item.slice(equals + 1).split(",")) {
        decoded.set(name.toLowerCase(), { name, accessLevel, resourceTypes, conditionKeys });
      }
    }
    return decoded;
  });

  return {
    prefix,
    name,
    get actionTexts() {
      return actionTexts();
    },
    get actionNames() {
      return actionNames();
    },
    get actions() {
      return actions();
    },
    get resourceTypes() {
      return resourceTypes();
    },
    get conditionKeys() {
      return conditionKeys();
    },
  };

  function reach(text: string): ActionResourceType {
    const dot = text.indexOf(".");
    const type = dot === -1 ? text : text.slice(0, dot);
    return {
      name: typeNames()[Number.parseInt(type, 36)] as string,
      required: type.endsWith("!"),
      conditionKeys: dot === -1 ? none : keysAt(text.slice(dot + 1)),
    };
  }

  function keysAt(list: string): readonly string[] {
    if (list === "") return none;
    return list.split(".").map((index) => lowerKeys()[Number.parseInt(index, 36)] as string);
  }
}

function once<Value>(work: () => Value): () => Value {
  let value: Value | undefined;
  return () => {
    value ??= work();
    return value;
  };
}

function items(text: string, separator: string): string[] {
  return text === "" ? [] : text.split(separator);
}

/** `@` stands for the service's prefix with any Region and account; what does not begin with `arn` for the prefix alone. */
function expandArn(text: string, prefix: string): string {
  if (text.startsWith("@")) return `arn:\${Partition}:${prefix}:\${Region}:\${Account}:${text.slice(1)}`;
  return text.startsWith("arn:") ? text : `arn:\${Partition}:${prefix}:${text}`;
}
