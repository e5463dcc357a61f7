import type * as z from "zod";
import { setting } from "./setting.ts";

/** The origin of an API, such as https://ecs.cn-hangzhou.aliyuncs.com. Without TLS only on this very machine. */
export function endpoint(example: string) {
  const hint = `must be an https endpoint and nothing else, for example ${example}`;
  return setting(example).refine(isPrivateOrigin, hint);
}

/** What is judged of endpoints together with other settings. */
export type Placed = {
  readonly FC_REGION: string;
  readonly TABLESTORE_INSTANCE: string;
  readonly ENDPOINTS_ARE_MINE: "0" | "1";
};

/**
 * Refuses an endpoint of another region than the function's, and one outside of Alibaba Cloud unless ENDPOINTS_ARE_MINE is
 * 1: whoever answers there gets the credentials of the function's role, and what it answers is taken for the cloud's word.
 */
export function refuseMisplaced(settings: Placed, context: z.RefinementCtx): void {
  for (const [name, value] of Object.entries(settings)) {
    if (!name.endsWith("_ENDPOINT") || !isOrigin(value)) continue;
    const problem = misplaced(new URL(value).hostname, settings);
    if (problem !== undefined) context.addIssue({ code: "custom", path: [name], message: problem });
  }
}

function misplaced(host: string, { FC_REGION, TABLESTORE_INSTANCE, ENDPOINTS_ARE_MINE }: Placed): string | undefined {
  if (isLoopback(host)) return undefined;
  if (!host.endsWith(".aliyuncs.com") && ENDPOINTS_ARE_MINE !== "1")
    return "must be a host of .aliyuncs.com; ENDPOINTS_ARE_MINE=1 says that another one may have the role's credentials";
  const own = `${TABLESTORE_INSTANCE}.`; // a name that its owner chose, in front: it may look like a region
  const [, region] = regionIn.exec(host.startsWith(own) ? host.slice(own.length) : host) ?? [];
  return region === undefined || region === FC_REGION ? undefined : `must be of the function's region, ${FC_REGION}`;
}

/** As hosts name a region: ecs.cn-hangzhou, ecs-cn-hangzhou, 1000000000000001.cn-hangzhou-internal.fc. */
const regionIn = /(?:^|[.-])((?:cn|ap|us|eu|me|na|sa)-[a-z]+(?:-[a-z0-9]+)*?)(?:-internal|-vpc)?\./;

/** True iff the text is an origin that is safe to send to. */
export const isPrivateOrigin = (text: string): boolean => isOrigin(text) && isPrivateTo(new URL(text));

const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text;
const isPrivateTo = ({ protocol, hostname }: URL) =>
  protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
/** This very machine. */
export const isLoopback = (host: string) => ["127.0.0.1", "[::1]", "localhost"].includes(host);
