import { deflateRawSync } from "node:zlib";

export type ZippedFile = { readonly path: string; readonly bytes: Uint8Array };

/**
 * A zip file (APPNOTE 6.3.10) of files that everybody may read, as FC wants them: it runs functions as another user than the one
 * who uploads. No time stands in it, so the same files give the same bytes.
 */
export function zip(files: readonly ZippedFile[], level: number): Uint8Array {
  const entries: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, bytes } of files) {
    const name = Buffer.from(path);
    const packed = deflateRawSync(bytes, { level });
    const common = [deflated, noTime, firstDay, crc32(bytes), packed.length, bytes.length, name.length, 0] as const;
    const entry = Buffer.concat([fields([localHeader, version, utf8, ...common], "IHHHHHIIIHH"), name, packed]);
    const more = [0, 0, 0, plainFile, offset] as const;
    directory.push(fields([centralHeader, madeOnUnix, version, utf8, ...common, ...more], "IHHHHHHIIIHHHHHII"), name);
    entries.push(entry);
    offset += entry.length;
  }
  const central = Buffer.concat(directory);
  const counts = [files.length, files.length, central.length, offset, 0] as const;
  return Buffer.concat([...entries, central, fields([endOfDirectory, 0, 0, ...counts], "IHHHHIIH")]);
}

const [localHeader, centralHeader, endOfDirectory] = [0x04034b50, 0x02014b50, 0x06054b50];
const version = 20;
const madeOnUnix = (3 << 8) | version;
const utf8 = 1 << 11;
const deflated = 8;
const noTime = 0;
/** 1980-01-01. */
const firstDay = (1 << 5) | 1;
const plainFile = (0o100644 << 16) >>> 0;

/** Numbers one after the other, little-endian: `H` has two bytes, `I` four. */
function fields(values: readonly number[], form: string): Buffer {
  const parts = values.map((value, index) => {
    const part = Buffer.alloc(form[index] === "H" ? 2 : 4);
    part.writeUIntLE(value, 0, part.length);
    return part;
  });
  return Buffer.concat(parts);
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (table[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});
