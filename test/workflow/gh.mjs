#!/usr/bin/env node
// Stands in for GitHub's `gh api`: comments of one pull request, kept in the file that GH_COMMENTS names.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

const refuse = (why) => {
  process.stderr.write(`gh: ${why}\n`);
  process.exit(1);
};
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    paginate: { type: "boolean" },
    silent: { type: "boolean" },
    method: { type: "string", default: "GET" },
    jq: { type: "string" },
    field: { type: "string" },
  },
});
const [verb, path = ""] = positionals;
if (verb !== "api" || positionals.length !== 2) refuse(`unexpected call: ${positionals.join(" ")}`);
if (process.env.GH_TOKEN !== "the token") refuse("no token");

const file = process.env.GH_COMMENTS;
const { comments, calls } = existsSync(file)
  ? JSON.parse(readFileSync(file, "utf8"))
  : { comments: [], calls: [] };
const keep = (next) =>
  writeFileSync(file, JSON.stringify({ comments: next, calls: [...calls, `${values.method} ${path}`] }));

const list = "repos/acme/shop/issues/7/comments";
const one = /^repos\/acme\/shop\/issues\/comments\/(\d+)$/.exec(path)?.[1];
const body = () => {
  const [, from] = /^body=@(.+)$/.exec(values.field ?? "") ?? refuse(`no body in a file: ${values.field}`);
  const text = readFileSync(from, "utf8");
  return text.length > 65536 ? refuse("Body is too long (maximum is 65536 characters)") : text;
};
if (values.method === "GET" && path === list && values.jq !== undefined) {
  // The filter is jq's; what it asks for is said here once more, and the test compares its text.
  const own = comments.filter(
    ({ login, body }) => login === "github-actions[bot]" && body.startsWith("<!-- esdl diff -->"),
  );
  for (const { id } of own) process.stdout.write(`${id}\n`);
  keep(comments);
} else if (values.method === "POST" && path === list) {
  keep([...comments, { id: 100 + comments.length, login: "github-actions[bot]", body: body() }]);
} else if (values.method === "PATCH" && one !== undefined) {
  if (!comments.some(({ id }) => String(id) === one)) refuse(`there is no comment ${one}`);
  keep(comments.map((comment) => (String(comment.id) === one ? { ...comment, body: body() } : comment)));
} else refuse(`unexpected call: ${values.method} ${path}`);
