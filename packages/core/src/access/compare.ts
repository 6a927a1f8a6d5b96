import type { PolicyDocument, Statement } from "../policy/document.ts";
import type { Request } from "./request.ts";

/** Access that `actual` allows and `expected` does not. "none" is proved; "new" carries a request that shows it. */
export type Access =
  | { readonly kind: "none" }
  | { readonly kind: "new"; readonly witness: Request; readonly statement: Statement }
  | { readonly kind: "unknown"; readonly because: string };

/** What `actual` allows beyond `expected`. Lost access is the same question with the two exchanged. */
export function newAccess(_expected: PolicyDocument, _actual: PolicyDocument): Access {
  throw new TypeError("not written yet");
}
