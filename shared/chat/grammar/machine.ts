import * as z from "zod";
import { operationIdForm } from "../ids.ts";
import type { Wish } from "../wish.ts";
import type { Form } from "./form-of.ts";

/** An instance of ECS or ENS. Source: the schema of the operations; a test compares them. */
const idForm = /^i-[A-Za-z0-9]{1,61}$/;

/** Source: ECS RunInstances, InstanceName: 2 to 128 characters, the first one a letter. */
const nameForm = /^\p{L}[\p{L}\p{M}\p{N}:_.-]{1,127}$/u;

/** What looks like an id and is none, is no name either: a slip must not find another machine. */
const isNearId = (text: string) => /^i-/i.test(text) || operationIdForm.test(text);

const address = z.union([z.ipv4(), z.ipv6()]);

/** A machine by its id, its address or its name. Console finds which one is meant. */
export const machine: Form = {
  word: { en: "MACHINE", zh: "机器" },
  allows: {
    en: 'an id such as i-bp1azkttqpldxgted001, an IP address, or a name such as web-7 or name:"web 7"',
    zh: '编号（例如 i-bp1azkttqpldxgted001）、IP 地址，或名称（例如 web-7 或 名称:"web 7"）',
  },
  read: machineIn,
};

/** The same by its id alone, for what cannot be undone. */
export const machineId: Form = {
  word: { en: "I-ID", zh: "机器编号" },
  allows: {
    en: "an id such as i-bp1azkttqpldxgted001: a name or an address is not enough here",
    zh: "编号，例如 i-bp1azkttqpldxgted001：这里不能用名称或地址",
  },
  read: (text) => (idForm.test(text) ? machineIn(text) : undefined),
};

function machineIn(text: string): Wish["machine"] {
  const [, named] = /^(?:name|名称):(.{1,128})$/iu.exec(text) ?? [];
  if (named !== undefined) return named.trim() === "" ? undefined : { by: "name", value: named.trim() };
  if (idForm.test(text)) return { by: "id", value: text };
  if (address.safeParse(text).success) return { by: "address", value: text };
  return nameForm.test(text) && !isNearId(text) ? { by: "name", value: text } : undefined;
}
