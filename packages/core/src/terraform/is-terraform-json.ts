/** Terraform's other way of writing a configuration. Values of variables, `.tfvars.json`, are plain JSON. */
export function isTerraformJson(path: string): boolean {
  return /\.(?:tf|tofu)\.json$/i.test(path);
}
