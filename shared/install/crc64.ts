/** CRC-64/XZ (ECMA-182, reflected), which FC gives as the checksum of a code package (2023-03-30, OutputFuncCode). Decimal. */
export function crc64(bytes: Uint8Array): string {
  let [high, low] = [0xffffffff, 0xffffffff];
  for (const byte of bytes) {
    const entry = (low ^ byte) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ (table.low[entry] ?? 0);
    high = (high >>> 8) ^ (table.high[entry] ?? 0);
  }
  return String((BigInt(~high >>> 0) << 32n) | BigInt(~low >>> 0));
}

const polynomial = 0xc96c5795d7870f42n;

/** In two halves: whole numbers of 64 bits are twenty times slower. */
const table = halved(
  Array.from({ length: 256 }, (_, byte) => {
    let value = BigInt(byte);
    for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ polynomial : value >> 1n;
    return value;
  }),
);

function halved(values: readonly bigint[]) {
  return {
    high: Uint32Array.from(values, (value) => Number(value >> 32n)),
    low: Uint32Array.from(values, (value) => Number(value & 0xffffffffn)),
  };
}
