import { type Budget, spend } from "./budget.ts";
import { type Constraint, isWanted, within } from "./constraint.ts";
import { exactLanguage, type Pattern, patternLanguage } from "./language.ts";
import { beginApart, matchesSequence } from "./sequence.ts";

/** A box without its action, and the actions it is about. */
export interface ActionBox {
  readonly action: Constraint;
  readonly constraints: readonly Constraint[];
}

/** Actions that all boxes treat alike, with the boxes about them; a box keeps its action only where it splits the class. */
export interface ActionClass<B extends ActionBox> {
  readonly action: Constraint;
  readonly near: readonly { readonly box: B; readonly constraints: readonly Constraint[] }[];
}

/**
 * Policies name hundreds of actions, and most statements are about few of them: the comparison looks at the actions of
 * an Allow class by class, each against the boxes about that class alone.
 */
export interface ActionIndex<B extends ActionBox> {
  readonly boxes: readonly B[];
  /** By action, by pattern, and by service: positions in `boxes`. */
  readonly byAction: ReadonlyMap<string, readonly number[]>;
  readonly byPattern: ReadonlyMap<string, readonly number[]>;
  readonly named: ReadonlyMap<string, readonly Named[]>;
  readonly patterned: ReadonlyMap<string, readonly Patterned[]>;
  readonly negated: readonly number[];
}

interface Named {
  readonly at: number;
  readonly action: string;
}

interface Patterned {
  readonly at: number;
  readonly pattern: Pattern;
}

/** Under this name stand patterns that cross services. */
const anyService = "*";

export function indexByAction<B extends ActionBox>(boxes: readonly B[]): ActionIndex<B> {
  const byAction = new Map<string, number[]>();
  const byPattern = new Map<string, number[]>();
  const named = new Map<string, Named[]>();
  const patterned = new Map<string, Patterned[]>();
  const negated: number[] = [];
  for (const [at, { action }] of boxes.entries()) {
    if (action.negated) {
      negated.push(at);
      continue;
    }
    for (const name of action.language.exact) {
      append(byAction, name, at);
      append(named, serviceOf(name), { at, action: name });
    }
    for (const pattern of action.language.patterns) {
      append(byPattern, pattern.text, at);
      append(patterned, serviceOf(patternText(pattern)), { at, pattern });
    }
  }
  return { boxes, byAction, byPattern, named, patterned, negated };
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** A pattern's text without the mark of its operator. */
function patternText({ text }: Pattern): string {
  return text.slice(text.indexOf(" ") + 1);
}

function serviceOf(action: string): string {
  const colon = action.indexOf(":");
  const service = action.slice(0, Math.max(colon, 0));
  return service === "" || /[*?]/.test(service) ? anyService : service;
}

export function classesOf<B extends ActionBox>(
  action: Constraint,
  index: ActionIndex<B>,
  budget: Budget,
): readonly ActionClass<B>[] {
  if (action.negated) {
    return [{ action, near: index.boxes.map((box) => ({ box, constraints: [box.action, ...box.constraints] })) }];
  }
  const { language } = action;
  const classes = new Map<string, { exact: string[]; patterns: Pattern[]; about: About }>();
  for (const name of language.exact) {
    const about = aboutAction(name, index, budget);
    const key = about.whole.join();
    const same = classes.get(key);
    if (same === undefined) classes.set(key, { exact: [name], patterns: [], about });
    else same.exact.push(name);
  }
  for (const pattern of language.patterns) {
    const about = aboutPattern(pattern, index, budget);
    const key = about.part.length === 0 ? about.whole.join() : pattern.text;
    const same = classes.get(key);
    if (same === undefined) classes.set(key, { exact: [], patterns: [pattern], about });
    else same.patterns.push(pattern);
  }
  return [...classes.values()].map(({ exact, patterns, about }) => ({
    action:
      classes.size === 1
        ? action
        : within("action", patterns.length === 0 ? exactLanguage(exact) : patternLanguage(patterns, exact)),
    near: [
      ...about.whole.map((at) => ({ box: index.boxes[at] as B, constraints: (index.boxes[at] as B).constraints })),
      ...about.part.map((at) => {
        const box = index.boxes[at] as B;
        return { box, constraints: [box.action, ...box.constraints] };
      }),
    ],
  }));
}

/** Positions of the boxes about all of a class, and of those about a part of it. */
interface About {
  readonly whole: readonly number[];
  readonly part: readonly number[];
}

function aboutAction<B extends ActionBox>(name: string, index: ActionIndex<B>, budget: Budget): About {
  const whole = new Set(index.byAction.get(name));
  for (const service of [serviceOf(name), anyService]) {
    const patterned = index.patterned.get(service) ?? [];
    spend(budget, patterned.length >> 4);
    for (const { at, pattern } of patterned) if (matchesSequence(pattern.sequence, name)) whole.add(at);
  }
  for (const at of index.negated) if (isWanted((index.boxes[at] as B).action, name)) whole.add(at);
  spend(budget, (whole.size + index.negated.length) >> 3);
  return { whole: [...whole].sort((a, b) => a - b), part: [] };
}

function aboutPattern<B extends ActionBox>(pattern: Pattern, index: ActionIndex<B>, budget: Budget): About {
  const whole = new Set(index.byPattern.get(pattern.text));
  const part = new Set(index.negated);
  const service = serviceOf(patternText(pattern));
  const services = service === anyService ? [...index.patterned.keys(), ...index.named.keys()] : [service, anyService];
  for (const name of new Set(services)) {
    const [patterned, named] = [index.patterned.get(name) ?? [], index.named.get(name) ?? []];
    spend(budget, (patterned.length + named.length) >> 4);
    for (const other of patterned) {
      if (other.pattern.sequence.length === 1 && other.pattern.sequence[0]?.takesAll === true) whole.add(other.at);
      else if (!beginApart(pattern.sequence, other.pattern.sequence)) part.add(other.at);
    }
    for (const other of named) if (matchesSequence(pattern.sequence, other.action)) part.add(other.at);
  }
  spend(budget, (whole.size + part.size) >> 3);
  return {
    whole: [...whole].sort((a, b) => a - b),
    part: [...part].filter((at) => !whole.has(at)).sort((a, b) => a - b),
  };
}
