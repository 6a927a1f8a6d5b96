/** ExternalIds that documentation prints, and stand-ins nobody was meant to keep. In lower case. */
const examples = new Map([
  ["a1efa791-4530-43a0-962d-74e2ccf18309", "the sample of Polytomic's documentation"],
  ["customerowneds3bucket/333444555", "the sample of Census's documentation"],
  ["12345", "the sample of AWS's documentation"],
  ["00000000-0000-0000-0000-000000000000", "the empty UUID"],
  ...["external-id", "externalid", "external_id", "your-external-id", "your_external_id", "my-external-id"].map(
    (name): [string, string] => [name, "a stand-in for the real value"],
  ),
  ...["changeme", "change-me", "example", "example-external-id", "placeholder", "todo", "uuid"].map(
    (name): [string, string] => [name, "a stand-in for the real value"],
  ),
]);

/** What kind of example the ExternalId is, in words; undefined when it is none. */
export function exampleExternalId(text: string): string | undefined {
  const known = examples.get(text.toLowerCase());
  return (
    known ??
    (/^(?:replace[-_ ]?me|x{6,}|x{8}(?:-x{4}){3}-x{12})$/i.test(text) ||
    /^(?:YOUR_[A-Z_]+|[A-Z_]+_HERE|(?:WORKSPACE|ACCOUNT|CUSTOMER|TENANT|ORGANIZATION)_ID)$/.test(text)
      ? "a stand-in for the real value"
      : undefined)
  );
}

/** Accounts that AWS's documentation uses in its examples. */
const exampleAccounts = new Set([
  "123456789012",
  "111122223333",
  "444455556666",
  "777788889999",
  "210987654321",
  "999999999999",
]);

export function isExampleAccount(account: string): boolean {
  return exampleAccounts.has(account);
}
