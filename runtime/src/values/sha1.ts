/**
 * SHA-1 in plain JavaScript, because name-based UUIDs need it synchronously and in the browser too.
 * It names things; it protects nothing.
 */

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** The twenty bytes of the digest. */
export function sha1(message: Uint8Array): Uint8Array {
  const blocks = new DataView(new ArrayBuffer(((message.length + 8) >>> 6) * 64 + 64));
  message.forEach((byte, at) => {
    blocks.setUint8(at, byte);
  });
  blocks.setUint8(message.length, 0x80);
  blocks.setUint32(blocks.byteLength - 8, Math.floor(message.length / 0x20000000));
  blocks.setUint32(blocks.byteLength - 4, message.length << 3);

  const schedule = new DataView(new ArrayBuffer(80 * 4));
  let [h0, h1, h2, h3, h4] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let block = 0; block < blocks.byteLength; block += 64) {
    for (let at = 0; at < 16; at++) schedule.setInt32(at * 4, blocks.getInt32(block + at * 4));
    for (let at = 16; at < 80; at++) {
      const word = (back: number): number => schedule.getInt32((at - back) * 4);
      schedule.setInt32(at * 4, rotate(word(3) ^ word(8) ^ word(14) ^ word(16), 1));
    }
    let [a, b, c, d, e] = [h0, h1, h2, h3, h4];
    for (let at = 0; at < 80; at++) {
      const [mix, constant] = round(at, b, c, d);
      const next = (rotate(a, 5) + mix + e + constant + schedule.getInt32(at * 4)) | 0;
      [a, b, c, d, e] = [next, a, rotate(b, 30), c, d];
    }
    [h0, h1, h2, h3, h4] = [(h0 + a) | 0, (h1 + b) | 0, (h2 + c) | 0, (h3 + d) | 0, (h4 + e) | 0];
  }
  const digest = new DataView(new ArrayBuffer(20));
  [h0, h1, h2, h3, h4].forEach((word, at) => {
    digest.setInt32(at * 4, word);
  });
  return new Uint8Array(digest.buffer);
}

function round(at: number, b: number, c: number, d: number): readonly [mix: number, constant: number] {
  if (at < 20) return [(b & c) | (~b & d), 0x5a827999];
  if (at < 40) return [b ^ c ^ d, 0x6ed9eba1];
  if (at < 60) return [(b & c) | (b & d) | (c & d), 0x8f1bbcdc];
  return [b ^ c ^ d, 0xca62c1d6];
}
