/** A task may run git, or ask GitHub and AWS. */
const tasksAtOnce = 8;

/** Runs the task for each item, a few at a time; the results are in the items' order. */
export async function inParallel<T, R>(items: readonly T[], task: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await task(items[index] as T);
    }
  };
  await Promise.all(Array.from({ length: Math.min(tasksAtOnce, items.length) }, worker));
  return results;
}
