import type { RoleReader } from "../reader.ts";
import { config } from "./config.ts";
import { iam } from "./iam.ts";
import { organization } from "./organization.ts";
import { snapshot } from "./snapshot.ts";

/** Written by `pnpm generate` from this folder. */
export const readers: readonly RoleReader[] = [config, iam, organization, snapshot];
