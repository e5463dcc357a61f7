import { instance } from "./instance.ts";
import { operation } from "./operation.ts";
import { operations } from "./operations.ts";
import { resolve } from "./resolve.ts";
import type { Verb } from "./verb.ts";

/** Every verb of the console. Doors, paths, documents and the owner's command follow from this list. */
export const verbs: readonly Verb[] = [operations, operation, instance, resolve];

/** The path of a verb over HTTP: a blank becomes a slash. */
export const pathOf = ({ name }: Pick<Verb, "name">) => `/${name.replaceAll(" ", "/")}`;
