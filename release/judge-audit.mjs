/** Judges an answer of `npm audit --json` by the advisories that are explained in advisories.json. Pure. */

/** Each advisory that an answer names, with the packages that it was found in. */
export function advisoriesIn(answer) {
  const found = new Map();
  for (const { via } of Object.values(answer.vulnerabilities ?? {}))
    for (const cause of via) {
      // A text is the name of a package further down, which has an entry of its own.
      if (typeof cause === "string") continue;
      const id = cause.url?.split("/").at(-1) ?? String(cause.source);
      const known = found.get(id) ?? { id, severity: cause.severity, title: cause.title, packages: [] };
      if (!known.packages.includes(cause.name)) known.packages.push(cause.name);
      found.set(id, known);
    }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What is wrong: a line for each advisory that nobody has explained, or whose explanation has run out. */
export function judge(answer, explained, today) {
  return advisoriesIn(answer).flatMap(({ id, severity, title, packages }) => {
    const explanation = explained.find((one) => one.id === id);
    if (explanation !== undefined && explanation.until >= today) return [];
    const why = explanation === undefined ? "is not explained" : `was explained until ${explanation.until}`;
    return [`${id} (${severity}) in ${packages.join(", ")}: ${title}. It ${why}.`];
  });
}
