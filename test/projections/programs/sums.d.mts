import type { ProjectionDefinition } from "@esdl/runtime";

export interface Sum {
  readonly account: string;
  readonly count: number;
  readonly positions: number;
}

export const definition: ProjectionDefinition<Sum, string>;
