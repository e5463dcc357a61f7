/** What an instance is told once, at its start. */
export type InstanceData = {
  /** The world's time; see world-time.ts. */
  readonly clock: SharedArrayBuffer;
  /** One Int32 of `gateBits`: the instance stands still while it is not 0. */
  readonly gate: SharedArrayBuffer;
  readonly codeDir: string;
  /** `<file>.<export>` */
  readonly handler: string;
  readonly initializer: string | undefined;
  /** It stands still from its answer to its next call. */
  readonly restsIdle: boolean;
  /** The parts of the handler's context that are the same for every invocation. */
  readonly context: {
    readonly credentials: {
      readonly accessKeyId: string;
      readonly accessKeySecret: string;
      readonly securityToken: string;
    };
    readonly function: {
      readonly name: string;
      readonly handler: string;
      readonly memory: number;
      readonly timeout: number;
    };
    readonly region: string;
    readonly accountId: string;
  };
};

/** Why an instance stands still: nothing to do (FC freezes instances between invocations), or a fault froze its host. */
export const gateBits = { idle: 1, frozen: 2 } as const;

export type ToInstance =
  | { readonly kind: "invoke"; readonly event: Uint8Array; readonly requestId: string; readonly retryCount: number }
  | { readonly kind: "freeze" };

export type FromInstance =
  | { readonly kind: "ready" }
  /** It was told to freeze and stands still now. */
  | { readonly kind: "stands" }
  /** The function slept, and moved the world by it. */
  | { readonly kind: "slept" }
  | { readonly kind: "broken"; readonly body: Uint8Array }
  | { readonly kind: "returned"; readonly body: Uint8Array }
  | { readonly kind: "failed"; readonly errorType: string; readonly body: Uint8Array }
  | { readonly kind: "log"; readonly stream: "stdout" | "stderr"; readonly text: string };
