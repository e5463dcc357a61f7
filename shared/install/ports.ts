import type { DoctorAsked, Examination } from "../doctor/finding.ts";
import type { Functions } from "./cloud/functions.ts";
import type { LogPlace, Sought } from "./cloud/logs.ts";
import type { Roles } from "./cloud/roles.ts";
import type { Stacks } from "./cloud/stacks.ts";

/** What the installer asks of the cloud, and of time. Each call of the cloud throws `CloudError`. */
export type Ports = {
  readonly functions: Functions;
  readonly stacks: Stacks;
  readonly roles: Roles;
  /** Whether the account has a Tablestore instance of this name in the region. */
  readonly hasLedger: (name: string) => Promise<boolean>;
  /** Whether a line with a word stands in a log of functions. */
  readonly hasLine: (place: LogPlace, sought: Sought) => Promise<boolean>;
  /** Whether the account has turned EventBridge on. */
  readonly isBusOn: () => Promise<boolean>;
  /** How many dead letters lie in the queue of this name. */
  readonly deadLetters: (queue: string) => Promise<number>;
  /** Asks the stack's function `doctor`: what it has made, and what it finds. */
  readonly askDoctor: (asked: DoctorAsked) => Promise<Examination>;
  /** Asks the stack's function `console`: what it answers. */
  readonly askConsole: (verb: string, args: object) => Promise<unknown>;
  readonly pause: (ms: number) => Promise<void>;
  /** Says that whoever began the run wants it to end now. */
  readonly interrupted?: AbortSignal;
};
