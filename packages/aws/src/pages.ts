/**
 * The pages of a list, one after the other, until one has no token for a next. A token that leads to itself is an error:
 * what comes after it is never seen, and the list would go on for ever.
 */
export async function* pages<Page>(
  ask: (token: string | undefined) => Promise<Page>,
  tokenOf: (page: Page) => string | undefined,
): AsyncGenerator<Page> {
  let token: string | undefined;
  do {
    const page = await ask(token);
    yield page;
    const next = tokenOf(page) || undefined;
    if (next !== undefined && next === token)
      throw new Error("AWS said that there is more and gave the same page's token again");
    token = next;
  } while (token !== undefined);
}
