interface Answer {
  readonly $metadata: object;
}

/**
 * An answer with the list that AWS always sends, even if it is empty. One without it comes from something in between,
 * such as a proxy's page that the SDK reads as an empty answer: it must not be taken for "there is none". It is worth
 * another try.
 */
export async function answerWith<Output extends Answer>(name: keyof Output, asked: Promise<Output>): Promise<Output> {
  const answer = await asked;
  if (answer[name] !== undefined) return answer;
  const { $metadata } = answer;
  throw Object.assign(new Error(`the answer has no \`${String(name)}\`, so it is none of AWS`), { $metadata });
}
