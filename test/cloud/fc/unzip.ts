import { inflateRawSync } from "node:zlib";
import { crc32 } from "./crc32.ts";

/** One file of a zip archive; its path is relative, with `/`. */
export type ZippedFile = { readonly path: string; readonly bytes: Buffer };

/** An archive that FC could not unpack either. */
export class ZipError extends Error {
  override readonly name = "ZipError";
}

/** The files of a zip archive (APPNOTE 6.3: stored and deflated entries, no ZIP64, no encryption). Throws ZipError. */
export function unzip(archive: Buffer): readonly ZippedFile[] {
  try {
    return entriesOf(archive).filter(({ path }) => !path.endsWith("/"));
  } catch (cause) {
    if (cause instanceof ZipError) throw cause;
    throw new ZipError("The archive is cut off or broken.", { cause });
  }
}

function entriesOf(archive: Buffer): readonly ZippedFile[] {
  const end = archive.lastIndexOf("PK\x05\x06", undefined, "latin1");
  if (end === -1) throw new ZipError("It is no zip archive.");
  let at = archive.readUInt32LE(end + 16);
  return Array.from({ length: archive.readUInt16LE(end + 10) }, () => {
    const entry = readEntry(archive, at);
    at += entry.sizeInDirectory;
    return { path: entry.path, bytes: entry.bytes };
  });
}

/** One entry by its record in the central directory. */
function readEntry(archive: Buffer, at: number) {
  if (archive.toString("latin1", at, at + 4) !== "PK\x01\x02") throw new ZipError("Its directory is broken.");
  const [method, crc] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 16)];
  const [pathLength, extraLength, commentLength] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field));
  const path = archive.toString("utf8", at + 46, at + 46 + (pathLength ?? 0));
  if (path.startsWith("/") || path.split("/").includes("..")) throw new ZipError(`${path} leads out of the archive.`);
  const local = archive.readUInt32LE(at + 42);
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const packed = archive.subarray(start, start + archive.readUInt32LE(at + 20));
  const bytes = unpack(packed, method, path);
  if (crc32(bytes) !== crc) throw new ZipError(`${path} does not match its checksum.`);
  return { path, bytes, sizeInDirectory: 46 + (pathLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0) };
}

function unpack(packed: Buffer, method: number, path: string): Buffer {
  if (method === 0) return Buffer.from(packed);
  if (method === 8) return inflateRawSync(packed);
  throw new ZipError(`${path} is packed by method ${method}.`);
}
