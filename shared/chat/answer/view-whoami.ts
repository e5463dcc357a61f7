import * as z from "zod";
import { viewOf } from "./view.ts";

/** Invented: no door answers it yet. `Name`: left out if the policy names nobody so. */
const form = z.object({ Person: z.string(), Name: z.string().optional(), Roles: z.array(z.string()).default([]) });

const texts = {
  en: {
    known: (name: string) => `You are ${name}`,
    unknown: "The policy does not name you",
    identity: (person: string) => `I know you as ${person}.`,
    roles: (roles: string) => `Your roles: ${roles}.`,
    none: "You may do nothing. Ask the owner to add this identity to the policy.",
  },
  zh: {
    known: (name: string) => `您是 ${name}`,
    unknown: "策略中没有您",
    identity: (person: string) => `我识别到的身份：${person}。`,
    roles: (roles: string) => `您的角色：${roles}。`,
    none: "您没有任何权限。请让所有者把这个身份加入策略。",
  },
};

/** Who somebody is to the policy, and by which identity it would name them. */
export const viewWhoami = viewOf(form, texts, ({ Person, Name, Roles }, t, say) => ({
  head: [
    `**${Name === undefined ? t.unknown : t.known(say.text(Name, 64))}**`,
    t.identity(say.text(Person, 140)),
    Roles.length === 0 ? t.none : t.roles(say.people(Roles)),
  ],
}));
