import { isHclFile } from "./hcl/hcl-file.ts";

/** CloudFormation's own examples end in `.template`. */
const jsonOrYaml = /\.(?:json|ya?ml|template)$/i;
const passedOver: ReadonlySet<string> = new Set(["node_modules", ".git", ".terraform"]);

/** Whether a file's name can be that of a policy, where nobody says which files hold policies. */
export function isPolicyFileName(name: string): boolean {
  return jsonOrYaml.test(name) || isHclFile(name);
}

/** Whether a folder of this name holds files that are not the repository's own. */
export function isForeignFolder(name: string): boolean {
  return passedOver.has(name);
}
