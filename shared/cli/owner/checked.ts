import type * as z from "zod";
import { isLoopback } from "../../endpoint.ts";
import { misused } from "./stopped.ts";

/** What was typed for an option, in the option's form. Throws `Stopped`. */
export function checked(form: z.ZodType<string>, option: string, text: string): string {
  const { data, error } = form.safeParse(text);
  if (data === undefined) throw misused(`${option} ${text}: ${error?.issues[0]?.message}.`);
  return data;
}

/** Whoever answers there is sent a request that was signed with the owner's key, so it is Alibaba Cloud or this machine. */
export function checkedEndpoint(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOurs = url?.protocol === "https:" && url.hostname.endsWith(".fc.aliyuncs.com");
  if (url !== undefined && (isOurs || isLoopback(url.hostname))) return url.origin;
  throw misused(
    `The endpoint ${text} must be https and of .fc.aliyuncs.com, such as https://1000000000000001.cn-hangzhou-internal.fc.aliyuncs.com.`,
  );
}
