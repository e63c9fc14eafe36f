// `npm run sbom` and `npm run audit` as they are called: with npm itself, and a registry of our own that answers it.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { installedWith, nameOf } from "./installed.js";
import { folders, manifestOf, root } from "./published.js";

const out = mkdtempSync(join(tmpdir(), "esdl-sbom-"));
afterAll(() => {
  rmSync(out, { recursive: true, force: true });
});

describe("npm run sbom", () => {
  execFileSync(process.execPath, [join(root, "release/sbom.mjs"), "--out", out]);
  const read = (folder: string, format: string): unknown => {
    const name = manifestOf(folder).name.replace("@", "").replace("/", "-");
    return JSON.parse(readFileSync(join(out, `${name}.${format}.json`), "utf8"));
  };
  /** A package that lies in two places is one in a list of materials. */
  const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();

  it.each(folders)(
    "lists for %s what is installed with it, neither more nor less, with licences",
    (folder) => {
      const { name, version } = manifestOf(folder);
      const installed = installedWith(folder, "required").map(nameOf);

      const cyclone = read(folder, "cyclonedx") as {
        readonly bomFormat: string;
        readonly specVersion: string;
        readonly metadata: { readonly component: { readonly name: string; readonly version: string } };
        readonly components: readonly { name: string; version: string; purl: string; licenses?: unknown[] }[];
      };
      expect(cyclone).toMatchObject({ bomFormat: "CycloneDX", specVersion: "1.5" });
      expect(cyclone.metadata.component).toMatchObject({ name, version });
      expect(sorted(cyclone.components.map((one) => `${one.name}@${one.version}`))).toEqual(
        sorted(installed),
      );
      expect(cyclone.components.filter(({ licenses = [] }) => licenses.length === 0)).toEqual([]);
      expect(cyclone.components.filter(({ purl }) => !purl.startsWith("pkg:npm/"))).toEqual([]);

      const spdx = read(folder, "spdx") as {
        readonly spdxVersion: string;
        readonly packages: readonly { name: string; versionInfo: string; licenseDeclared: string }[];
      };
      expect(spdx.spdxVersion).toBe("SPDX-2.3");
      expect(sorted(spdx.packages.map((one) => `${one.name}@${one.versionInfo}`))).toEqual(
        sorted([...installed, `${name}@${version}`]),
      );
      expect(spdx.packages.filter((one) => one.licenseDeclared === "NOASSERTION")).toEqual([]);
    },
  );
});

describe("npm run audit", () => {
  interface Answer {
    readonly status: number | null;
    readonly out: string;
    readonly err: string;
  }

  /** Runs it against a registry. */
  async function audit(registry: RequestListener): Promise<Answer> {
    const server = createServer(registry);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const cache = mkdtempSync(join(out, "cache-"));
    const child = spawn(process.execPath, [join(root, "release/audit.mjs")], {
      cwd: root,
      env: {
        ...process.env,
        npm_config_registry: address,
        npm_config_offline: "false",
        npm_config_cache: cache,
        npm_config_fetch_retries: "0",
      },
    });
    const said = { out: "", err: "" };
    child.stdout.on("data", (data: Buffer) => (said.out += data.toString()));
    child.stderr.on("data", (data: Buffer) => (said.err += data.toString()));
    const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
    server.close();
    return { status, ...said };
  }

  /** A registry that knows of advisories, by package, and of nothing else. */
  const knowing =
    (advisories: object): RequestListener =>
    (request, response) => {
      const asked = request.method === "POST";
      response.writeHead(asked ? 200 : 404, { "content-type": "application/json" });
      response.end(JSON.stringify(asked ? advisories : {}));
    };

  const advisory = (id: string, versions: string): object => ({
    id: 1,
    url: `https://github.com/advisories/${id}`,
    title: "Bad",
    severity: "high",
    vulnerable_versions: versions,
    cwe: [],
    cvss: { score: 8, vectorString: null },
  });

  it("passes over what is explained, and finds nothing in what is published", async () => {
    const known = { esbuild: [advisory("GHSA-67mh-4wv8-f99g", "<=0.24.2")] };
    expect(await audit(knowing(known))).toEqual({
      status: 0,
      out: "Of what is published: 0 advisories, 0 of them to be dealt with.\nOf all that is used here: 1 advisories, 0 of them to be dealt with.\n",
      err: "",
    });
  });

  it("fails for an advisory of what is published that nobody explained", async () => {
    const { status, err } = await audit(knowing({ langium: [advisory("GHSA-aaaa-bbbb-cccc", "*")] }));
    expect(status).toBe(1);
    expect(err).toContain("GHSA-aaaa-bbbb-cccc (high) in langium: Bad. It is not explained.");
  });

  it("says that nothing was checked when the registry does not answer, and fails", async () => {
    const { status, err } = await audit((_, response) => response.writeHead(405).end());
    expect(status).toBe(2);
    expect(err).toContain("NOTHING WAS CHECKED of what is published: the registry did not answer (405");
  });
});
