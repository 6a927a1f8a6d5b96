import type { PolicyDocument } from "../policy/document.ts";
import { rememberLast } from "../remember-last.ts";
import type { ServiceReference } from "../service-reference/service-reference.ts";
import { oddLists } from "./odd-lists.ts";
import { formatsOf, isOpen, type ResourceArn } from "./resource-arns.ts";

/** The ARNs of `Resource` and `NotResource` whose last field fits no kind of resource of their service. */
export const unfittingArns: (policy: PolicyDocument, services: ServiceReference) => readonly ResourceArn[] =
  rememberLast((policy, services) =>
    oddLists(policy, services).arns.filter(
      // Recorded results have no finding on any ARN that leaves its Region or account open.
      (arn) => !isOpen(arn.region) && !isOpen(arn.account) && formatsOf(arn, services)?.length === 0,
    ),
  );
