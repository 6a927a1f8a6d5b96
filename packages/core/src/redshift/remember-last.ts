/**
 * The function, remembering its last answer. Checks run over one policy after another, so that one is enough;
 * a WeakMap entry for every policy costs more than most of these answers.
 */
export function rememberLast<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  let last: { readonly key: K; readonly answer: V } | undefined;
  return (key) => {
    if (last?.key !== key) last = { key, answer: compute(key) };
    return last.answer;
  };
}
