import { RpcError } from "../rpc/rpc-error.ts";
import type { TokenUse, World } from "../world/world.ts";

/** ECS, How to ensure idempotence: same token and parameters, same answer; other parameters, this. */
export const tokenMismatch = {
  status: 400,
  code: "IdempotentParameterMismatch",
  message: "Request uses a client token in a previous request but is not identical to that request.",
};

type TokenCall = {
  readonly token: string | undefined;
  /** The parameters without the token. */
  readonly asked: object;
  /** Throws RpcError for a call that would be refused. */
  readonly check: () => void;
  readonly act: () => string;
};

/** Carries a call out once per token: a repeat is answered as the first call was. Throws RpcError. */
export function onceByToken(world: World, { token, asked, check, act }: TokenCall): string {
  const known = recall(world, token);
  if (known !== undefined && known.asked !== JSON.stringify(asked)) throw new RpcError(tokenMismatch);
  const remember = (answer?: string) => {
    if (token !== undefined) world.tokens.set(token, { asked: JSON.stringify(asked), answer, atMs: world.nowMs() });
  };
  if (known === undefined && !world.holds("ecs.token.refused")) remember();
  if (known?.answer === undefined || !world.holds("ecs.token.order")) check();
  if (known?.answer !== undefined) return known.answer;
  const answer = act();
  remember(answer);
  return answer;
}

/** What a token was used for, as long as the cloud remembers it. */
export function recall(world: World, token: string | undefined): TokenUse | undefined {
  const known = token === undefined ? undefined : world.tokens.get(token);
  const isForgotten = known !== undefined && world.nowMs() - known.atMs > world.timingMs("tokenMemory");
  return isForgotten ? undefined : known;
}
