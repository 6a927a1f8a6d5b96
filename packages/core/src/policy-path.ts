/** CloudFormation's own examples end in `.template`; OpenTofu reads `.tofu`. */
const policyFile = /\.(?:json|ya?ml|template|tf|tofu|tfvars|hcl)$/i;
const passedOver: ReadonlySet<string> = new Set(["node_modules", ".git", ".terraform"]);

/** Whether a file's name can be that of a policy, where nobody says which files hold policies. */
export function isPolicyFileName(name: string): boolean {
  return policyFile.test(name);
}

/** Whether what a folder of this name holds is not the repository's own. */
export function isForeignFolder(name: string): boolean {
  return passedOver.has(name);
}
