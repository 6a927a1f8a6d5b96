/** Whether a file is written in HCL by its name: Terraform, OpenTofu, values of variables, Terragrunt. */
export function isHclFile(path: string): boolean {
  return /\.(?:tf|tofu|tfvars|hcl)$/i.test(path);
}
