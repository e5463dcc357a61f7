import { type Document, LineCounter, parseAllDocuments } from "yaml";
import type { Policy } from "../policy/policy.ts";
import type { Problem } from "../policy/problem.ts";
import { readPolicy } from "../policy/read-policy.ts";
import { most } from "../policy/sizes.ts";
import { type Found, offsetOf, refusedNodes, refusedText } from "./policy-yaml.ts";

/** What is wrong with a policy's text, and where. Line and column count from 1; `key` is empty where no key is meant. */
export type Located = {
  readonly line: number;
  readonly column: number;
  readonly key: string;
  readonly message: string;
};

/** A policy's text, read; or all that is wrong with it, in the order of the text. */
export type TextReading = { readonly policy: Policy } | { readonly problems: readonly Located[] };

/** Reads YAML, or JSON, as a policy; pure. What it says of a text is for people, and never throws. */
export function readPolicyText(bytes: Uint8Array): TextReading {
  const lines = new LineCounter();
  const found = judged(bytes, lines);
  if ("policy" in found) return found;
  const problems = found.problems.map(({ offset, message, path = [] }) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col), key: keyOf(path), message };
  });
  return { problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) };
}

/** The same, with places as characters of the text. */
type Judged = { readonly policy: Policy } | { readonly problems: readonly Found[] };

function judged(bytes: Uint8Array, lines: LineCounter): Judged {
  const text = decoded(bytes);
  if (typeof text !== "string") return { problems: [text] };
  try {
    const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, logLevel: "silent" });
    const refused = refusedText(text);
    return refused.length > 0 ? { problems: refused } : judgedDocuments([...documents]);
  } catch (error) {
    if (error instanceof RangeError) return { problems: [{ offset: 0, message: "nests too deep to be read" }] };
    throw error;
  }
}

function judgedDocuments([document, second]: readonly Document.Parsed[]): Judged {
  if (document === undefined)
    return { problems: [{ offset: 0, message: "is empty; redeploy-once policy init writes one" }] };
  const broken = [...document.errors, ...document.warnings].map(({ pos, code, message }) => ({
    offset: pos[0],
    message: code === "DUPLICATE_KEY" ? "stands twice in one map" : message,
  }));
  const more =
    second === undefined ? [] : [{ offset: second.range[0], message: "begins a second document; a policy is one" }];
  const refused = [...broken, ...more, ...refusedNodes(document)];
  if (refused.length > 0) return { problems: refused };
  const reading = readPolicy(document.toJS());
  if ("policy" in reading) return reading;
  return { problems: reading.problems.map((problem) => ({ ...problem, offset: offsetOf(document, problem.path) })) };
}

/** The text, or why it is none. */
function decoded(bytes: Uint8Array): string | Found {
  if (bytes.length > most.textBytes)
    return { offset: 0, message: `has ${bytes.length} bytes; a policy may have ${most.textBytes}` };
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { offset: 0, message: "is not UTF-8 text" };
  }
}

/** rules[1].match.event */
const keyOf = (path: Problem["path"]) =>
  path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`))
    .join("")
    .replace(/^\./, "");
