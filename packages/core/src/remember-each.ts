/**
 * The function, remembering each of its answers for as long as it lives: for one run of a check over a policy that may
 * name the same thing thousands of times.
 */
export function rememberEach<V>(compute: (name: string) => V): (name: string) => V {
  const known = new Map<string, V>();
  return (name) => {
    let answer = known.get(name);
    if (answer === undefined) {
      answer = compute(name);
      known.set(name, answer);
    }
    return answer;
  };
}
