/** A policy of one Allow statement, for the examples of checks. */
export function allowing(elements: string): string {
  return `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", ${elements} }] }`;
}

/** A trust policy of one statement, for the examples of checks. */
export function trusting(principal: string, condition?: string): string {
  const rest = condition === undefined ? "" : `, "Condition": ${condition}`;
  return allowing(`"Principal": ${principal}, "Action": "sts:AssumeRole"${rest}`);
}
