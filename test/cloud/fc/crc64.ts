/** The tables of CRC-64/XZ (ECMA-182, reflected), upper and lower half, by the low byte. */
const { high, low } = tables();

function tables() {
  const [high, low] = [new Uint32Array(256), new Uint32Array(256)];
  for (let byte = 0; byte < 256; byte++) {
    let value = BigInt(byte);
    for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ 0xc96c5795d7870f42n : value >> 1n;
    high[byte] = Number(value >> 32n);
    low[byte] = Number(value & 0xffffffffn);
  }
  return { high, low };
}

/** CRC-64 of bytes in decimal, as OSS and FC tell it (ECMA-182): `123456789` is 11051210869376104954. */
export function crc64(bytes: Uint8Array): string {
  let [upper, lower] = [0xffffffff, 0xffffffff];
  for (const byte of bytes) {
    const index = (lower ^ byte) & 0xff;
    lower = (((lower >>> 8) | (upper << 24)) ^ (low[index] ?? 0)) >>> 0;
    upper = ((upper >>> 8) ^ (high[index] ?? 0)) >>> 0;
  }
  return String((BigInt(~upper >>> 0) << 32n) | BigInt(~lower >>> 0));
}
