import type { PolicyDocument } from "../policy/document.ts";
import { rememberLast } from "./remember-last.ts";

/** Whether the text can speak of Redshift at all; one with escapes may. Most policies do not, and checks end here. */
export const mentionsRedshift: (policy: PolicyDocument) => boolean = rememberLast(({ text }) =>
  /redshift|\\/i.test(text),
);
