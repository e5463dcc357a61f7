import * as z from "zod";
import { answerNames } from "../notices/answers.ts";
import type { Notices } from "../notices/notices.ts";
import { parse, type Resource } from "./resource.ts";

const mannersSchema = z.strictObject({ channel: z.string().regex(/^[a-z0-9-]{1,32}$/), answer: z.enum(answerNames) });

/** `GET notices`: what came to the channels, in order. `POST notices`: how a channel answers from now on. */
export function createNoticesResource({ notices }: { readonly notices: Notices }): Resource {
  return {
    GET: () => ({ notices: notices.received() }),
    POST: ({ body }) => {
      const { channel, answer } = parse(mannersSchema, body);
      notices.answerBy(channel, answer);
    },
  };
}
