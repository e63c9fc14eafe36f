// What an outcome, a refusal or a failure is in HTTP. Refusals are problem details (RFC 9457).
import { Closed, CommandIdReused, type Outcome, ProjectionBehind } from "@esdl/runtime";

export interface Reply {
  readonly status: number;
  readonly body: object;
}

/** Rejections of the language; those of the model are 422: understood, and not possible now. */
const statuses: Readonly<Record<string, number>> = {
  Invalid: 400,
  Forbidden: 403,
  NotFound: 404,
  AlreadyExists: 409,
  NotAllowed: 409,
  Conflict: 409,
};

const errors: readonly (readonly [kind: abstract new (...args: never) => Error, status: number])[] = [
  [CommandIdReused, 422],
  [ProjectionBehind, 503],
  [Closed, 503],
];

export const ok = (body: object): Reply => ({ status: 200, body });

export const problem = (status: number, title: string, detail: string, data?: object): Reply => ({
  status,
  body: { status, title, detail, ...(data === undefined ? {} : { data }) },
});

/** `position` is for `?after=` of a later read, which then shows what this command did. */
export function replyTo(outcome: Outcome): Reply {
  if (outcome.ok) return ok({ version: outcome.version, position: outcome.position });
  const { type, message, data } = outcome.rejection;
  return problem(statuses[type] ?? 422, type, message, data);
}

/** What only a mistake or a failure leads to. The message of an unknown one stays in the log. */
export function replyToError(error: unknown): Reply {
  const known = errors.find(([kind]) => error instanceof kind);
  if (known !== undefined && error instanceof Error) return problem(known[1], error.name, error.message);
  console.error(error);
  return problem(500, "InternalError", "Something failed; the log says what");
}
