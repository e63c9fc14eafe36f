// An emitter of your own: a page with a state diagram of every aggregate that has a lifecycle, in Mermaid, which GitHub and
// many editors draw. Name it in esdl.config.json: { "emitters": ["emitters/lifecycles.mjs"] }.
//
// An emitter gets the checked model, plain data, and gives texts. It reads and writes no files: the writer does, with the
// manifest and all its care. What it emits becomes part of the generated package.

/** @type {import("@esdl/generator").Emitter} */
const lifecycles = {
  name: "lifecycles",

  *emit(model) {
    const sections = model.contexts.flatMap((context) =>
      context.aggregates
        .filter(({ lifecycle }) => lifecycle !== undefined)
        .map((aggregate) => `## ${context.name}.${aggregate.name}\n\n${diagram(aggregate)}`),
    );
    if (sections.length > 0)
      yield { path: "docs/lifecycles.md", text: ["# Lifecycles", ...sections].join("\n\n") + "\n" };
  },
};

export default lifecycles;

/** Statuses are given numbers: `end` is a status that Mermaid would take for the end of something. */
function diagram({ lifecycle, handlers }) {
  const { statuses, edges } = lifecycle;
  const node = (status) => `s${statuses.indexOf(status)}`;
  const lines = [
    ...statuses.map((status) => `state "${status}" as ${node(status)}`),
    ...handlers.flatMap(({ event, to, from, creates }) => {
      if (to === undefined) return [];
      const name = event.slice(event.lastIndexOf(".") + 1);
      const starts = creates ? [`[*] --> ${node(to)}: ${name}`] : [];
      const moves = edges.filter((edge) => edge.to === to && from.includes(edge.from));
      return [...starts, ...moves.map((edge) => `${node(edge.from)} --> ${node(to)}: ${name}`)];
    }),
    ...statuses
      .filter((status) => !edges.some((edge) => edge.from === status))
      .map((status) => `${node(status)} --> [*]`),
  ];
  return ["```mermaid", "stateDiagram-v2", ...lines.map((line) => `  ${line}`), "```"].join("\n");
}
