/** Which model a file belongs to. */
import { expect, it } from "vitest";
import { nearest } from "./folders.js";

const folders = ["/w", "/w/a", "/w/a/b"].map((path) => ({ path }));

it.each([
  ["/w/x.esdl", "/w"],
  ["/w/a/x.esdl", "/w/a"],
  ["/w/a/b/c/x.esdl", "/w/a/b"],
  ["/w/ab/x.esdl", "/w"],
  ["/elsewhere/x.esdl", undefined],
])("%s is in %s", (file, folder) => {
  expect(nearest(folders, file)?.path).toBe(folder);
});

it("is that of the root of the disk too", () => {
  expect(nearest([{ path: "/" }], "/x.esdl")?.path).toBe("/");
});
