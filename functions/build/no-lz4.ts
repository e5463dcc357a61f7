/**
 * Stands in the command's bundle for the compression that the vendor's gateway for SLS loads: one file cannot carry a binary, and
 * no answer that is asked for is compressed by it.
 */
const refuse = (): never => {
  throw new Error("This program reads no answer that is compressed by lz4.");
};

export const compress = refuse;
export const uncompress = refuse;
