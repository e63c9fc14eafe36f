/**
 * Digests of content: 128 bits that equal texts share, and others practically never. Digests of a collection's entries are
 * added up, so that a collection has the same digest however it came to hold what it holds. Nothing here is secret.
 */

/** Four words of 32 bits. */
export type Digest = readonly [number, number, number, number];

export const emptyDigest: Digest = [0, 0, 0, 0];

/** The digest of a text: four multiplicative hashes side by side, mixed at the end (as MurmurHash does). */
export function digestOf(text: string): Digest {
  let [a, b, c, d] = [1779033703, 3144134277, 1013904242, 2773480762];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    a = b ^ Math.imul(a ^ unit, 597399067);
    b = c ^ Math.imul(b ^ unit, 2869860233);
    c = d ^ Math.imul(c ^ unit, 951274213);
    d = a ^ Math.imul(d ^ unit, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  return [(a ^ b ^ c ^ d) >>> 0, (b ^ a) >>> 0, (c ^ a) >>> 0, (d ^ a) >>> 0];
}

export const addDigests = (x: Digest, y: Digest): Digest => [
  (x[0] + y[0]) >>> 0,
  (x[1] + y[1]) >>> 0,
  (x[2] + y[2]) >>> 0,
  (x[3] + y[3]) >>> 0,
];

/** As 32 hexadecimal digits. */
export const digestText = (digest: Digest): string =>
  digest.map((word) => word.toString(16).padStart(8, "0")).join("");
