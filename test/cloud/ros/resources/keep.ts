import type { Account } from "../../account/account.ts";
import { type Made, ResourceError } from "./resource-type.ts";

type Fields = Readonly<Record<string, unknown>>;

/** How a resource is called, and what Fn::GetAtt says of it. */
type Called = { readonly name: string; readonly attributes: Fields };

/** What is made of a resource that the local cloud only keeps: its name is taken, and nothing comes of it. */
export const keep = (type: string, call: (properties: Fields) => Called) => {
  const keyOf = (properties: Fields) => `${type}/${call(properties).name}`;
  return {
    create: (properties: Fields, { kept }: Account): Made => {
      const key = keyOf(properties);
      if (kept.has(key)) throw new ResourceError("ResourceAlreadyExist", `${key} already exists.`);
      kept.set(key, properties);
      const { name, attributes } = call(properties);
      return { physicalId: name, attributes };
    },
    update: (properties: Fields, { kept }: Account): Fields => {
      kept.set(keyOf(properties), properties);
      return call(properties).attributes;
    },
    remove: (properties: Fields, { kept }: Account): void => void kept.delete(keyOf(properties)),
  };
};
