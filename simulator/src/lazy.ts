/** Making things when they are first asked for: a machine is built in no time, and of a model only what runs is compiled. */

/** `make` of each key, made once. */
export function lazily<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, { readonly value: V }>();
  return (key) => {
    let known = made.get(key);
    if (known === undefined) made.set(key, (known = { value: make(key) }));
    return known.value;
  };
}

/** The value of a function without parameters, made once. */
export function once<V>(make: () => V): () => V {
  let made: { readonly value: V } | undefined;
  return () => (made ??= { value: make() }).value;
}
