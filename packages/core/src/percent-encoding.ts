/**
 * Decodes percent-encoded text (RFC 3986, so a plus is a plus). A text that is not percent-encoded is returned as it
 * is.
 */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
