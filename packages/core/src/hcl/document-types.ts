import { isTerraformPolicy } from "../terraform/policy-attribute.ts";
import { terraformPolicyType } from "../terraform/policy-type.ts";
import { attributeText } from "./attribute-text.ts";
import { documentsIn, isDocumentReference } from "./document-reference.ts";
import { type HclDeclarations, resolverFor } from "./resolve.ts";
import type { HclAttribute, HclBody } from "./syntax.ts";

export type TerraformPolicyType = ReturnType<typeof terraformPolicyType>;

/**
 * What the resources of a file make of its `aws_iam_policy_document`s, by their names. A document says nothing of that
 * itself, and none that is put to two kinds of use is judged by one of them.
 */
export function documentTypes(
  { blocks }: HclBody,
  declarations: HclDeclarations,
): ReadonlyMap<string, TerraformPolicyType> {
  const types = new Map<string, TerraformPolicyType>();
  for (const { type, labels, body } of blocks) {
    const [resource] = labels;
    if (type.value !== "resource" || resource === undefined) continue;
    for (const { name, value } of attributesIn(body)) {
      const other = (attribute: string): string | undefined => attributeText(body, attribute);
      if (!isTerraformPolicy(resource.value, name.value, other)) continue;
      const followed = resolverFor(declarations).follow(value);
      if (!isDocumentReference(followed)) continue;
      const itsType = terraformPolicyType(resource.value, name.value, other);
      for (const document of documentsIn(followed)) {
        const known = types.get(document);
        types.set(document, known === undefined ? itsType : commonType(known, itsType));
      }
    }
  }
  return types;
}

/** Those of inner blocks, of objects and of lists of objects, too. */
function* attributesIn({ attributes, blocks }: Pick<HclBody, "attributes" | "blocks">): Iterable<HclAttribute> {
  for (const attribute of attributes) yield* attributesFrom(attribute);
  for (const { body } of blocks) yield* attributesIn(body);
}

function* attributesFrom(attribute: HclAttribute): Iterable<HclAttribute> {
  const { value } = attribute;
  for (const each of value.kind === "tuple" ? value.items : [value])
    if (each.kind === "object") for (const member of each.members) yield* attributesFrom(member);
  yield attribute;
}

/** What two places say alike. */
export function commonType(one: TerraformPolicyType, other: TerraformPolicyType): TerraformPolicyType {
  if (one.policyType !== other.policyType) return {};
  if (one.resourceType === other.resourceType) return one;
  const { resourceType: _, ...alike } = one;
  return alike;
}
