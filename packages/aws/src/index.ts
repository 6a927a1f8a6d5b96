
export { type ReadContext, type ReadProgress, type RoleReader, readers, readRoles } from "./reader.ts";
