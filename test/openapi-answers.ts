import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { HttpAnswer } from "./hand.ts";
import { root } from "./local.ts";

type Response = {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content: Readonly<Record<string, unknown>>;
};
type OpenApi = {
  readonly paths: Readonly<
    Record<string, { readonly post: { readonly responses: Readonly<Record<string, Response>> } }>
  >;
};

const document = JSON.parse(readFileSync(path.join(root, "shared/openapi.json"), "utf8")) as OpenApi;

/** Headers that every answer has, or that FC and HTTP themselves set. */
const plainHeaders = [
  "cache-control",
  "connection",
  "content-length",
  "content-type",
  "date",
  "keep-alive",
  "transfer-encoding",
  "x-fc-request-id",
];

// A field or header that the document does not name is refused here, though a client of it must bear with one.
const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema({ $id: "openapi", ...document });
const compiled = new Map<string, ValidateFunction>();

/**
 * Throws unless an answer of a function is as `shared/openapi.json` has it: its status, its media type, its body to the
 * last field, its headers. What FC answers itself, or queues, is none of the function's.
 */
export function checkAnswer(functionName: string, answer: HttpAnswer): void {
  const { status, headers, text } = answer;
  if (headers.has("x-fc-error-type") || (status === 202 && text === "")) return;
  const problems = problemsOf(functionName, answer);
  if (problems.length > 0)
    throw new Error(
      `${functionName} answered ${status} other than shared/openapi.json has it: ${problems.join("; ")}. ${text}`,
    );
}

/** A function with several paths answers as one of them may. */
function problemsOf(functionName: string, answer: HttpAnswer): readonly string[] {
  const paths = Object.keys(document.paths).filter((name) => name.startsWith(`/${functionName}/`));
  const problems = paths.map((at) => problemsAt(at, answer));
  return problems.find(({ length }) => length === 0) ?? problems[0] ?? ["the function has no path"];
}

function problemsAt(at: string, { status, headers, body }: HttpAnswer): readonly string[] {
  const response = document.paths[at]?.post.responses[status];
  if (response === undefined) return ["the status is not documented"];
  const mediaType = headers.get("content-type")?.split(";")[0] ?? "none";
  if (!(mediaType in response.content)) return [`the media type ${mediaType} is not documented`];
  const pointer = ["paths", at, "post", "responses", String(status)];
  return [
    ...violations([...pointer, "content", mediaType, "schema"], body),
    ...[...headers]
      .filter(([name]) => !plainHeaders.includes(name))
      .flatMap(([name, value]) => headerProblems([...pointer, "headers"], response, name, value)),
  ];
}

function headerProblems(pointer: readonly string[], { headers = {} }: Response, name: string, value: string) {
  const documented = Object.keys(headers).find((candidate) => candidate.toLowerCase() === name);
  if (documented === undefined) return [`the header ${name} is not documented`];
  const isNumber = value.trim() !== "" && Number.isFinite(Number(value));
  const read = isNumber ? Number(value) : value;
  return violations([...pointer, documented, "schema"], read).map((problem) => `the header ${name}${problem}`);
}

/** What the schema at this place of the document refuses. */
function violations(pointer: readonly string[], value: unknown): readonly string[] {
  const $ref = `openapi#/${pointer.map((part) => part.replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`;
  const validate = compiled.get($ref) ?? ajv.compile({ $ref, unevaluatedProperties: false });
  compiled.set($ref, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}
