/** The text that a percent-encoded one stands for (RFC 3986, so a plus is a plus); as it is where it is none. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
