import { createHash } from "node:crypto";
import { maxTextLength } from "../redact.ts";

/**
 * What the documents' error tables say of their codes: of each row eight hexadecimal digits of a SHA-256, a tenth of the
 * text. A row whose text is `%s` alone is left out: whatever the cloud puts there is nobody's. The rows themselves are in
 * test/contracts/documents, and the test of this file names each one that is missing here.
 */
const prints: ReadonlySet<string> = new Set(
  `
    00c20271 0a5c38da 0a82404d 0d7f83a1 10fe7711 13453edd 14d64575 1582ef6f 16e388a0 1a64a770 1b3efb22 1b785c45
    1c20253c 1cc4e17a 1d894d9a 23df4b70 2c52684a 300a09fa 30d21524 31832139 34412b28 3762ad1b 3874d8be 3d73bc68
    411f4fff 431f21ec 44f419b8 45457af5 45aa1a21 462eddd0 4886ca67 499bb88d 4c5ed2cf 4d1154f4 4e24db52 51f4dd48
    52702c34 5a476f7f 5b324194 5be8800c 5ccb23a5 61fff994 637bcfc8 637f5889 641d26a1 66cb70a4 6bd37825 6bdabba6
    6bfde499 6c06ef8d 6c8df20e 6e94ee84 6f837165 6fbe88d2 70bdf18a 75969315 76016972 7a061297 7d0d4b93 7d3b5736
    7de77102 7e05f7a5 82473e89 838d545e 84e91cf6 864a562b 86aac1c6 87576df2 8a2bc0a3 8ac8d9aa 8c70408a 8d53c6d1
    8dbf7b7d 8fe4d04d 94314b67 9a61d47c 9f443f48 a35bc3fd a36455e6 aa61cd1f ad493eb1 adff986a b0f17e8e b1e01997
    b2e0c0f4 b332ebf4 b3fb981b b4463a93 b4d23b4c b6a027d2 ba87b0a5 bebd749f c129041d c2a9392b c7c650c0 c903d9ef
    c9278d80 cb767d13 cd4e44d4 cd541cba ce886bc2 cec93758 d5ea81a0 d7cef9f1 d96256a9 df8fccba e0558610 e6e423a8
    e79fa0ce e99dd5be ecc8bfaf eea44cb2 f285186e f4424360 f88709ca f8fb5c0f fb244e3a fc37b84a fd6fde3b fe2e80b9
  `.split(/\s+/),
);

/** True iff these are a document's own words for the code; one word of them may stand where the document has `%s`. */
export function isDocumented(code: string, text: string): boolean {
  if (text.length > maxTextLength) return false;
  if (prints.has(printOf(code, text))) return true;
  const filled = [...text.matchAll(/[\w-]{1,64}/g)];
  return filled.some(({ 0: word, index }) => {
    const template = `${text.slice(0, index)}%s${text.slice(index + word.length)}`;
    return prints.has(printOf(code.replace(word, "%s"), template));
  });
}

/** A row as it is kept here. */
export const printOf = (code: string, text: string): string =>
  createHash("sha256")
    .update(`${code} ${plain(text)}`)
    .digest("hex")
    .slice(0, 8);

/** Documents differ in blanks and full stops. */
const plain = (text: string) => text.trim().replace(/\s+/g, " ").replace(/\.$/, "");
