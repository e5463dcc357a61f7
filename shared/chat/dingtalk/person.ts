import { identity } from "../../policy/identity.ts";

/** Somebody of an organisation as a policy names them; undefined if no policy can. */
export function personOf(corpId: string, staffId: string): string | undefined {
  const { success, data } = identity.safeParse(`dingtalk:${corpId}/${staffId}`);
  return success ? data : undefined;
}
