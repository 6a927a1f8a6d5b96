import type { Source } from "../source.ts";
import { cloudformation } from "./cloudformation.ts";
import { policyJson } from "./policy-json.ts";
import { terraformPlan } from "./terraform-plan.ts";

/** Written by `pnpm generate` from this folder. */
export const sources: readonly Source[] = [cloudformation, policyJson, terraformPlan];
