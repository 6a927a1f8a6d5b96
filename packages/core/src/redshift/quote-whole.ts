import { quote } from "../quote.ts";

/** As `quote`, but an ARN or ExternalId of usual length is shown to its end, which is what tells it from another. */
export function quoteWhole(text: string): string {
  return quote(text, 250);
}
