import { describe, expect, it } from "vitest";
import { brokenLinks } from "./links.js";

const site = (html: string, other = ""): ReadonlyMap<string, string> =>
  new Map([
    ["guide/a.html", html],
    ["guide/b.html", other],
    ["index.html", '<h1 id="top">'],
    ["assets/picture.png", ""],
  ]);

describe("the links of a built site", () => {
  it.each([
    ['<a href="./b.html">', "beside the page"],
    ['<a href="b.html#there">', "to an anchor"],
    ['<a href="#here"><h2 id="here">', "within the page"],
    ['<a href="/guide/b.html">', "from the root"],
    ['<a href="/">', "to a folder's page"],
    ['<a href="../#top">', "to a folder above"],
    ['<img src="/assets/picture.png">', "to a picture"],
    ['<a href="https://example.org/nothing">', "to elsewhere, which is not asked"],
    ['<a href="b.html#a&amp;b">', "with what HTML escapes"],
  ])("are whole where they lead somewhere: %s, %s", (html) => {
    expect(brokenLinks(site(html, '<h2 id="there"><h2 id="a&amp;b">'))).toEqual([]);
  });

  it.each([
    ['<a href="c.html">', "c.html", "no such file"],
    ['<a href="b.html#gone">', "b.html#gone", "no such anchor"],
    ['<a href="#gone">', "#gone", "no such anchor"],
    ['<a href="/b.html">', "/b.html", "no such file"],
    ['<a href="../guide/">', "../guide/", "no such file"],
    ['<img src="/assets/gone.png">', "/assets/gone.png", "no such file"],
  ])("are broken where they do not: %s", (html, link, why) => {
    expect(brokenLinks(site(html))).toEqual([{ page: "guide/a.html", link, why }]);
  });
});
