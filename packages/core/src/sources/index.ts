import type { Source } from "../source.ts";
import { cloudformation } from "./cloudformation.ts";
import { policyJson } from "./policy-json.ts";
import { terraformHcl } from "./terraform-hcl.ts";
import { terraformPlan } from "./terraform-plan.ts";
import { terraformTemplate } from "./terraform-template.ts";

/** Written by `pnpm generate` from this folder. */
export const sources: readonly Source[] = [cloudformation, policyJson, terraformHcl, terraformPlan, terraformTemplate];
