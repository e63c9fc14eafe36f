import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { build } from "esbuild";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const here = fileURLToPath(new URL(".", import.meta.url));

describe("the module", () => {
  it("is bundled for the browser from its own files alone, and runs with nothing but JavaScript", async () => {
    const { outputFiles, metafile } = await build({
      entryPoints: [join(here, "index.ts")],
      ...{
        bundle: true,
        write: false,
        metafile: true,
        platform: "browser",
        format: "iife",
        globalName: "values",
      },
    });
    const strangers = Object.keys(metafile.inputs).filter((path) => relative(here, path).includes(".."));
    expect(strangers).toEqual([]);
    // A new context has the language's own globals and no others: no process, no Buffer, no TextEncoder.
    const result: unknown = runInNewContext(
      `${outputFiles.map(({ text }) => text).join("")};
       JSON.stringify([values.addDecimal("0.1", "0.2"), values.uuidFromName("é"), values.plusDays("2026-01-31", 1)])`,
    );
    expect(result).toBe('["0.3","2c1f2614-87df-5e7b-9178-f61c5816e22b","2026-02-01"]');
  });
});

describe("brands", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "esdl-brand-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, declaration: true },
    ...{ isolatedDeclarations: true, emitDeclarationOnly: true, types: [], skipLibCheck: true },
  };

  /** Writes files, compiles them, and answers the errors. */
  function compile(files: Readonly<Record<string, string>>, more: ts.CompilerOptions): string[] {
    const names = Object.entries(files).map(([name, source]) => {
      const path = join(folder, name);
      mkdirSync(join(path, ".."), { recursive: true });
      writeFileSync(path, source);
      return path;
    });
    const program = ts.createProgram(names, { ...options, ...more });
    program.emit();
    return ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  }

  it("stay the same type through declaration files that were compiled apart", () => {
    const brand = ts.sys.readFile(join(here, "brand.ts")) ?? "";
    const out = (name: string): ts.CompilerOptions => ({
      rootDir: join(folder, name),
      outDir: join(folder, "dist", name),
    });
    expect(compile({ "package.json": '{"type":"module"}', "values/brand.ts": brand }, out("values"))).toEqual(
      [],
    );
    const ids = (name: string): string => `
      import type { Brand } from "@esdl/runtime/values";
      export type OrderId = Brand<string, "Sales.OrderId">;
      export type CustomerId = Brand<string, "Sales.CustomerId">;
      export type Quantity = Brand<number, "Sales.Quantity">;
      export declare const ${name}: OrderId;
    `;
    const apart = {
      ...{ rootDir: folder, outDir: join(folder, "dist") },
      paths: { "@esdl/runtime/values": [join(folder, "dist/values/brand.d.ts")] },
    };
    expect(compile({ "one/ids.ts": ids("one") }, apart)).toEqual([]);
    expect(compile({ "two/ids.ts": ids("two") }, apart)).toEqual([]);
    const consumer = `
      import { one, type CustomerId, type OrderId, type Quantity } from "../dist/one/ids.js";
      import { two, type OrderId as OtherOrderId } from "../dist/two/ids.js";
      export const same: OtherOrderId = one;
      export const back: OrderId = two;
      export const text: string = one;
      export const upper: string = one.toUpperCase();
      export const matches: boolean = one === "o-1" || one === two;
      // @ts-expect-error An order is not a customer.
      export const customer: CustomerId = one;
      // @ts-expect-error A string is not an order until it has been checked.
      export const order: OrderId = "o-1";
      // @ts-expect-error A number is not a quantity.
      export const quantity: Quantity = 5;
      export function double(quantity: Quantity): number { return quantity * 2; }
      export function isOrderId(value: string): value is OrderId { return value !== ""; }
      export function read(value: string): OrderId | undefined { return isOrderId(value) ? value : undefined; }
      // Maps: by brand and by enum, from and to what the runtime's functions take.
      export type Held = Readonly<Record<OrderId, number>>;
      export type Takings = { readonly [C in "web" | "store"]?: number };
      export declare function get<V>(map: Readonly<Record<string, V>>, key: string): V | undefined;
      export declare function readMap<V>(value: V): Record<string, V>;
      export const held: Held = { [one]: 1 };
      export const takings: Takings = { web: 1 };
      export const count: number | undefined = held[one] ?? get(held, one) ?? get(takings, "web");
      export const readHeld: Held = readMap(1);
      export const readTakings: Takings = readMap(1);
    `;
    expect(compile({ "consumer/index.ts": consumer }, apart)).toEqual([]);
  });
});
