import { templateIn } from "../hcl/template-file.ts";
import { quote } from "../quote.ts";
import type { Source } from "../source.ts";

export const terraformTemplate: Source = {
  id: "terraform-template",
  title: "A Terraform template, `.tpl` or `.tftpl`, which only Terraform can fill in",
  recognises: (file) => /\bStatement\b/.test(file.text) && templateIn(file) !== undefined,
  *find(file) {
    const at = templateIn(file);
    if (at === undefined) return;
    const details = `This is a Terraform template, and only Terraform can work out ${quote(file.text.slice(at.start, at.end))} in it. Validate the plan (\`terraform show -json\`) or the rendered file.`;
    yield { kind: "unread", policyPath: [], at, code: "UNRESOLVED", details };
  },
};
