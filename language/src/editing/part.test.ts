/** One declaration read without the others means what it means in its file. */
import { describe, expect, it } from "vitest";
import { corpus } from "../../../test/models/corpus.js";
import { createProject, leavesOf } from "./index.js";
import { partAround } from "./part.js";

describe.each(corpus)("$name", ({ sources }) => {
  it.each(sources)("reads $path declaration by declaration", ({ path, text }) => {
    const project = createProject();
    for (const source of sources) project.set(source.path, source.text);
    const file = project.files.get(path);
    const whole = project.analyse(path);
    if (file === undefined || whole === undefined) throw new Error(`${path} is not there`);
    for (const node of file.root.declarations.filter((_, index) => index % 5 === 0)) {
      const offset = (node.$cstNode?.offset ?? 0) + 1;
      const part = partAround(file, text, offset);
      if (part === undefined) continue;
      expect(part.others).not.toContain(node);
      const probe = project.probe(path, text, offset);
      const meanings = (of: typeof whole): readonly string[] =>
        [...leavesOf(of.file.root)]
          .filter(({ start }) => start >= offset && start < (node.$cstNode?.end ?? 0))
          .map(({ start, reference }) => {
            const target = reference && of.targetOf(reference);
            const named =
              target?.kind === "member" ? target.node.name : target?.kind && `${target.kind} ${target.name}`;
            return `${start} ${named ?? ""}`;
          });
      expect(meanings(probe)).toEqual(meanings(whole));
    }
  });
});

it("gives up where the text differs elsewhere too", () => {
  const project = createProject();
  project.set("a.esdl", "context A\nrole X\nrole Y\nrole Z\n");
  const file = project.files.get("a.esdl");
  if (file === undefined) throw new Error("a.esdl is not there");
  expect(partAround(file, "context A\nrole X\nrole YY\nrole Z\n", 18)?.text).toBe(
    "context A\n      \nrole YY\n",
  );
  expect(partAround(file, "context A\nrole XX\nrole Y\nrole Z\n", 30)).toBeUndefined();
  expect(partAround(file, "context A\nrole X\nrole Y\nrole Z\n", 4)).toBeUndefined();
});
