import type { Account } from "../../account/account.ts";
import type { Holds } from "../../core/guesses.ts";
import type { Principal } from "../../core/principals.ts";
import type { AsyncEntry } from "../async-queue.ts";
import type { CodeStore } from "../code-store.ts";
import type { FunctionRecord, Registry } from "../registry.ts";
import { noFunction } from "./fc-error.ts";

/** What the control plane of Function Compute works on. */
export type Plane = {
  readonly account: Account;
  readonly registry: Registry;
  readonly code: CodeStore;
  readonly holds: Holds;
  readonly nowMs: () => number;
  /** The name of a function in the tester's view. */
  readonly resourceOf: (functionName: string) => string;
  /** What a function's queue has taken in asynchronous task mode, the oldest first. */
  readonly tasksOf: (functionName: string) => readonly AsyncEntry[];
  /** Where HTTP triggers are reached, without `/` at its end. */
  readonly url: string;
};

/** One call of the control plane, decoded. */
export type Asked = {
  /** From the path; "" where it names none. */
  readonly functionName: string;
  readonly triggerName: string;
  readonly query: URLSearchParams;
  /** JSON, without its nulls. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly principal: Principal;
};

/** One action of the API, by method and path; `run` throws FcError. */
export type ControlAction = {
  readonly name: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** With the groups `functionName` and `triggerName`. */
  readonly path: RegExp;
  /** The answer's body; undefined: none. */
  readonly run: (asked: Asked, plane: Plane) => object | undefined;
};

const root = "^/2023-03-30";
const ofFunction = `${root}/functions/(?<functionName>[^/]+)`;

/** The paths of the API (fc 2023-03-30). */
export const paths = {
  functions: new RegExp(`${root}/functions$`),
  function: new RegExp(`${ofFunction}$`),
  triggers: new RegExp(`${ofFunction}/triggers$`),
  trigger: new RegExp(`${ofFunction}/triggers/(?<triggerName>[^/]+)$`),
  asyncInvokeConfig: new RegExp(`${ofFunction}/async-invoke-config$`),
  asyncTasks: new RegExp(`${ofFunction}/async-tasks$`),
  concurrency: new RegExp(`${ofFunction}/concurrency$`),
  tags: new RegExp(`${root}/tags-v2$`),
} as const;

/** The function that is asked about. Throws FcError. */
export function recordFor({ functionName }: Pick<Asked, "functionName">, { registry }: Plane): FunctionRecord {
  const record = registry.find(functionName);
  if (record === undefined) throw noFunction(functionName);
  return record;
}

export const functionArn = ({ accountId, regionId }: Account, functionName: string) =>
  `acs:fc:${regionId}:${accountId}:functions/${functionName}`;

/** A time as the API tells it. */
export const isoSeconds = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
