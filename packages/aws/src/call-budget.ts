/** How many requests may leave, retries included; and how many did, by operation. */
export interface CallBudget {
  /** False when the budget is spent; then nothing may be sent. */
  take(operation: string): boolean;
  readonly limit: number;
  /** Operation -> requests sent. */
  readonly sent: ReadonlyMap<string, number>;
}

/** A budget of `limit` requests, of whatever operation. */
export function callBudget(limit: number): CallBudget {
  const sent = new Map<string, number>();
  let total = 0;
  return {
    limit,
    sent,
    take(operation) {
      if (total >= limit) return false;
      total++;
      sent.set(operation, (sent.get(operation) ?? 0) + 1);
      return true;
    },
  };
}
