import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ValueError } from "./errors.js";
import { sha1 } from "./sha1.js";
import { esdlNamespace, isUuid, parseUuid, uuidFromName, uuidV5 } from "./uuid.js";

const dns = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
const versionFive = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("sha1", () => {
  it("agrees with OpenSSL, also around the ends of blocks", () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.uint8Array({ minLength: 54, maxLength: 66 }),
    );
    fc.assert(
      fc.property(bytes, (message) => {
        expect(Buffer.from(sha1(message)).toString("hex")).toBe(
          createHash("sha1").update(message).digest("hex"),
        );
      }),
    );
  });
});

describe("uuids", () => {
  it("are read in either case and kept in lower case", () => {
    expect(parseUuid("018F6B1C-9A3E-7C54-B2D1-3E5F7A9B1C2D")).toBe("018f6b1c-9a3e-7c54-b2d1-3e5f7a9b1c2d");
    expect(parseUuid("00000000-0000-0000-0000-000000000000")).toBe("00000000-0000-0000-0000-000000000000");
  });

  it.each(["", "x", "018f6b1c9a3e7c54b2d13e5f7a9b1c2d", "{018f6b1c-9a3e-7c54-b2d1-3e5f7a9b1c2d}", 5, null])(
    "are not %j",
    (text) => {
      expect(isUuid(text)).toBe(false);
    },
  );

  it("of version 5 are those of the standard's examples", () => {
    // RFC 9562, appendix A.4, and the example of Python's documentation.
    expect(uuidV5(dns, "www.example.com")).toBe("2ed6657d-e927-568b-95e1-2665a8aea6a2");
    expect(uuidV5(dns, "python.org")).toBe("886313e1-3b8a-5372-9b90-0c9aee199e5d");
    expect(() => uuidV5("no namespace", "x")).toThrow(ValueError);
  });

  it("stand for any name, as OpenSSL would have them, in UTF-8", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        const digest = createHash("sha1")
          .update(Buffer.from(esdlNamespace.replaceAll("-", ""), "hex"))
          .update(name, "utf8")
          .digest("hex");
        const uuid = uuidFromName(name);
        expect(uuid).toMatch(versionFive);
        expect(uuid.replaceAll("-", "").slice(0, 12)).toBe(digest.slice(0, 12));
        expect(uuid.slice(-12)).toBe(digest.slice(20, 32));
      }),
    );
  });

  it("stand for names by a rule that must never change", () => {
    const urls = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";
    expect(esdlNamespace).toBe(uuidV5(urls, "urn:esdl:names"));
    expect(uuidFromName("alice")).toBe("479fbb45-e481-5f3d-ae60-a29895d87482");
    expect(uuidFromName("018F6B1C-9A3E-7C54-B2D1-3E5F7A9B1C2D")).toBe("018f6b1c-9a3e-7c54-b2d1-3e5f7a9b1c2d");
  });
});
