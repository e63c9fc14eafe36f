/**
 * What the runtime throws. A rejection is never thrown: these are mistakes in the program around it, or infrastructure.
 */

/** `createApp` was given what does not fit together; the message says what to do. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

/** The `commandId` was used before, for a command of other content or of another caller. */
export class CommandIdReused extends Error {
  override readonly name = "CommandIdReused";
  /** The id that was used before. */
  readonly commandId: string;

  constructor(commandId: string) {
    super(
      `The commandId ${JSON.stringify(commandId)} was used before, for a command with other content or of another caller. ` +
        "Repeat a command unchanged to get its first answer; give a new command a new id.",
    );
    this.commandId = commandId;
  }
}

/** A command or a read names an aggregate that none of the app's modules has. */
export class UnknownAggregate extends Error {
  override readonly name = "UnknownAggregate";
}

/** The app or its store is closed. */
export class Closed extends Error {
  override readonly name = "Closed";
}

/** A stored event that the app's modules cannot read. */
export class UnreadableEvent extends Error {
  override readonly name = "UnreadableEvent";
}

/** The store cannot be opened, or is no store of this runtime; the message says what to do. */
export class StoreError extends Error {
  override readonly name = "StoreError";
}

/** A read names a projection that none of the app's modules has. */
export class UnknownProjection extends Error {
  override readonly name = "UnknownProjection";
}

/** A read waited for a projection to see something, and it did not in time. */
export class ProjectionBehind extends Error {
  override readonly name = "ProjectionBehind";
  /** The projection's qualified name. */
  readonly projection: string;
  /** Every event up to here is in its rows. */
  readonly position: number;
  /** What was waited for; absent when it has no rows to answer with at all. */
  readonly wanted: number | undefined;

  constructor(projection: string, position: number, wanted: number | undefined, why: string | undefined) {
    const place = wanted === undefined ? "" : `; position ${String(wanted)} was waited for`;
    super(
      `${projection} is at position ${String(position)}${place}${why === undefined ? "" : `: ${why}`}. ` +
        "Try again, wait longer (`timeout`), or see `health()`.",
    );
    this.projection = projection;
    this.position = position;
    this.wanted = wanted;
  }
}

/** A projection that commits with the append cannot apply an event of a command: nothing of the command was stored. */
export class ProjectionFailed extends Error {
  override readonly name = "ProjectionFailed";
  /** The projection's qualified name. */
  readonly projection: string;
  /** The event that it threw at, and its stream. */
  readonly event: string;
  /** The stream of the event that it threw at: `Banking.Account-<identity>`. */
  readonly streamId: string;

  constructor(projection: string, event: string, streamId: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(
      `${projection} commits with the append, and cannot apply ${event} of ${streamId}: ${why}. Nothing was stored. ` +
        "Mend the projection, or take it out of `projections.inline`: then it parks at the event, and commands go on.",
      { cause },
    );
    this.projection = projection;
    this.event = event;
    this.streamId = streamId;
  }
}

/** A saga or policy that none of the app's modules has, or a dead letter that is not there. */
export class UnknownSaga extends Error {
  override readonly name = "UnknownSaga";
}

/** `skip` was told of an event at which the projection, saga or policy is not parked; nothing was changed. */
export class NotParked extends Error {
  override readonly name = "NotParked";
  /** Where it is parked; undefined when it is not. */
  readonly position: number | undefined;

  constructor(name: string, asked: number, position: number | undefined) {
    super(
      position === undefined
        ? `${name} is not parked: there is no event to skip. health() says where it is.`
        : `${name} is parked at position ${String(position)}, not at ${String(asked)}: look at that event before it is skipped.`,
    );
    this.position = position;
  }
}

/**
 * What a handler of an external command throws to say no: the saga is told as of any rejection. Everything else that it
 * throws counts as infrastructure that fails, and is tried again.
 */
export class CommandRejected extends Error {
  override readonly name = "CommandRejected";
  /** As `rejection.type` in the saga. */
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}
