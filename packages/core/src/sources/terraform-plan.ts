import type { PathElement } from "../finding.ts";
import { speaksOfStatements } from "../looks-like-policy.ts";
import { misplacedPolicies } from "../misplaced-policies.ts";
import { misspellsStatement } from "../misspelt-statement.ts";
import { speaksOfPolicy } from "../nearly-policy.ts";
import { policyInString } from "../policy-in-string.ts";
import type { FoundPolicy, Source, UnreadPolicy } from "../source.ts";
import { memberOf, type Node, type StringNode, stringOf } from "../syntax/node.ts";
import {
  isListOfPolicies,
  isOtherLanguage,
  isPolicyName,
  isTerraformPolicy,
  withoutPolicy,
} from "../terraform/policy-attribute.ts";
import { isPolicyOrBroken } from "../terraform/policy-or-broken.ts";
import { terraformPolicyType, withService } from "../terraform/policy-type.ts";

const noStatement =
  "The text of this attribute is no policy: it is no JSON object with a `Statement`. Check the resource.";

/** What plans and states have at their top. */
const own: ReadonlySet<string> = new Set([
  "action_invocations",
  "applyable",
  "checks",
  "complete",
  "configuration",
  "deferred_action_invocations",
  "deferred_changes",
  "errored",
  "format_version",
  "output_changes",
  "planned_values",
  "prior_state",
  "relevant_attributes",
  "resource_changes",
  "resource_drift",
  "terraform_version",
  "timestamp",
  "values",
  "variables",
]);

/** https://developer.hashicorp.com/terraform/internals/json-format */
export const terraformPlan: Source = {
  id: "terraform-plan",
  title: "The policies in a Terraform plan or state, as `terraform show -json` prints it",
  recognises: (_file, parsed) => {
    const root = parsed?.root;
    return (
      memberOf(root, "format_version") !== undefined &&
      (memberOf(root, "planned_values") ?? memberOf(root, "resource_changes") ?? memberOf(root, "values")) !== undefined
    );
  },
  *find(file, parsed) {
    const root = parsed?.root;
    if (root === undefined) return;
    yield* misplacedPolicies(root, own);
    const values = memberOf(root, "planned_values") === undefined ? "values" : "planned_values";
    const module = memberOf(memberOf(root, values)?.value, "root_module")?.value;
    if (module !== undefined) yield* inModule(file.text, module, [{ value: values }, { value: "root_module" }]);
    yield* unknownIn(memberOf(root, "resource_changes")?.value);
  },
};

function* inModule(text: string, module: Node, path: readonly PathElement[]): Generator<FoundPolicy | UnreadPolicy> {
  for (const [index, resource] of itemsOf(module, "resources")) {
    if (stringOf(resource, "mode") === "data") continue;
    yield* inResource(text, resource, [...path, { value: "resources" }, { index }]);
  }
  for (const [index, child] of itemsOf(module, "child_modules")) {
    yield* inModule(text, child, [...path, { value: "child_modules" }, { index }]);
  }
}

function* inResource(
  text: string,
  resource: Node,
  path: readonly PathElement[],
): Generator<FoundPolicy | UnreadPolicy> {
  const address = stringOf(resource, "address") ?? "a resource";
  const type = stringOf(resource, "type") ?? "";
  const attributeText = (name: string): string | undefined => stringOf(memberOf(resource, "values")?.value, name);
  yield* inValue(memberOf(resource, "values")?.value, [...path, { value: "values" }], "", address);

  function* inValue(
    node: Node | undefined,
    inner: readonly PathElement[],
    attribute: string,
    holder: string,
  ): Generator<FoundPolicy | UnreadPolicy> {
    if (node?.kind === "object") {
      for (const { key, value } of node.members)
        yield* inValue(value, [...inner, { value: key.value }], key.value, holder);
    } else if (node?.kind === "array") {
      for (const [index, item] of node.items.entries()) {
        const itemName = stringOf(item, "name");
        // As in the file: a block that has a name goes by it.
        const itemHolder = itemName === undefined ? holder : `${holder}.${attribute}[${JSON.stringify(itemName)}]`;
        yield* inValue(item, [...inner, { index }], attribute, itemHolder);
      }
    } else if (node?.kind === "string" && !isOtherLanguage(type, attribute, attributeText)) {
      const details = withoutPolicy(type, attribute);
      if (details !== undefined) {
        yield unread(`${holder}: ${attribute}`, inner, node, "UNRESOLVED", details);
        return;
      }
      const isKnownPlace = isTerraformPolicy(type, attribute, attributeText);
      const found = isKnownPlace || speaksOfPolicy(node.value) ? policyInString(node, text) : undefined;
      const name = `${holder}: ${attribute}`;
      if (found !== undefined && (isKnownPlace || isPolicyOrBroken(found)))
        yield {
          kind: "policy",
          name,
          policyPath: inner,
          ...found,
          ...withService(terraformPolicyType(type, attribute, attributeText), found.node),
        };
      else if (misspellsStatement(node.value) || (isKnownPlace && speaksOfStatements(node.value)))
        yield unread(name, inner, node, "UNRESOLVED", noStatement);
      else if (isKnownPlace && /^\s*[{%]/.test(node.value)) yield unread(name, inner, node, "NO_POLICY", noStatement);
    }
  }
}

/** Attributes that Terraform will only know after it has applied the plan. */
function* unknownIn(changes: Node | undefined): Generator<UnreadPolicy> {
  const items = changes?.kind === "array" ? changes.items : [];
  for (const [index, change] of items.entries()) {
    if (stringOf(change, "mode") === "data") continue;
    const path = [{ value: "resource_changes" }, { index }, { value: "change" }, { value: "after_unknown" }];
    const unknown = memberOf(memberOf(change, "change")?.value, "after_unknown")?.value;
    const type = stringOf(change, "type");
    const after = memberOf(memberOf(change, "change")?.value, "after")?.value;
    const isPolicy = (name: string): boolean =>
      type === undefined
        ? isPolicyName(name)
        : isTerraformPolicy(type, name, (other) => stringOf(after, other)) ||
          isListOfPolicies(type, name) ||
          withoutPolicy(type, name) !== undefined;
    if (unknown !== undefined)
      yield* unknownAttributes(stringOf(change, "address") ?? "a resource", isPolicy, unknown, path);
  }
}

/** In blocks too, such as those of `inline_policy`. `at` is the name of the attribute that holds the node. */
function* unknownAttributes(
  address: string,
  isPolicy: (attribute: string) => boolean,
  node: Node,
  path: readonly PathElement[],
  at?: StringNode,
): Generator<UnreadPolicy> {
  if (node.kind === "object") {
    for (const { key, value } of node.members)
      yield* unknownAttributes(address, isPolicy, value, [...path, { value: key.value }], key);
  } else if (node.kind === "array") {
    for (const [index, item] of node.items.entries())
      yield* unknownAttributes(address, isPolicy, item, [...path, { index }], at);
  } else if (at !== undefined && isPolicy(at.value) && node.kind === "boolean" && node.value === true)
    yield unread(
      `${address}: ${at.value}`,
      path,
      at,
      "UNRESOLVED",
      "Terraform knows this policy only after it has applied the plan. Validate the role or the state afterwards, or write the value that is not known yet.",
    );
}

function unread(
  name: string,
  policyPath: readonly PathElement[],
  { start, end }: Node,
  code: string,
  details: string,
): UnreadPolicy {
  return { kind: "unread", name, policyPath, at: { start, end }, code, details };
}

function itemsOf(node: Node, name: string): [number, Node][] {
  const value = memberOf(node, name)?.value;
  return value?.kind === "array" ? [...value.items.entries()] : [];
}
