// The edge itself: a request becomes a call, a reply becomes a response. Node's own server, nothing else.
import type { App } from "@esdl/runtime";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { callerOf } from "./callers.js";
import { problem, type Reply, replyToError } from "./replies.js";
import { routes } from "./routes.js";

const largestBody = 64 * 1024;

export function bankServer(app: App): Server {
  const server = createServer((request, response) => {
    void replyFor(app, request)
      .catch(replyToError)
      .then((reply) => {
        // A server that is closing waits for its connections: clients are not to keep theirs.
        if (!server.listening) response.setHeader("connection", "close");
        send(response, reply);
      });
  });
  return server;
}

async function replyFor(app: App, request: IncomingMessage): Promise<Reply> {
  const url = new URL(request.url ?? "/", "http://localhost");
  const at = routes
    .map(([method, path, handler]) => ({ method, handler, params: paramsOf(path, url.pathname) }))
    .filter(({ params }) => params !== undefined);
  if (at.length === 0) return problem(404, "NotFound", `There is nothing at ${url.pathname}`);
  const route = at.find(({ method }) => method === request.method);
  if (route?.params === undefined)
    return problem(405, "MethodNotAllowed", `Use ${at.map(({ method }) => method).join(" or ")}`);
  const body = request.method === "GET" ? {} : await bodyOf(request);
  if (body === undefined)
    return problem(400, "Invalid", `The body must be a JSON object of at most ${largestBody} bytes`);
  const position = Number(url.searchParams.get("after") ?? undefined);
  return route.handler({
    app,
    caller: callerOf(request.headers.authorization),
    params: route.params,
    body,
    idempotencyKey: request.headers["idempotency-key"]?.toString(),
    after: Number.isSafeInteger(position) ? { position } : undefined,
  });
}

/** `/accounts/:accountId` and `/accounts/7` → `{ accountId: "7" }`; undefined where they differ. */
function paramsOf(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const [expected, actual] = [pattern.split("/"), path.split("/")];
  if (expected.length !== actual.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const given = actual[index] ?? "";
    if (part.startsWith(":")) params[part.slice(1)] = given;
    else if (part !== given) return undefined;
  }
  return params;
}

async function bodyOf(request: IncomingMessage): Promise<object | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) return undefined;
    chunks.push(chunk);
  }
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8") || "{}");
    return typeof body === "object" && body !== null && !Array.isArray(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, { status, body }: Reply): void {
  const type = status < 400 ? "application/json" : "application/problem+json";
  response.writeHead(status, { "content-type": type }).end(JSON.stringify(body));
}
