import type { Machine } from "../remediation/machine.ts";
import type { Wish } from "./wish.ts";

/** The machines that somebody may mean, the exact names alone: part of a name is nobody's name. */
export const machinesNamed = (
  machines: readonly Machine[],
  { by, value }: NonNullable<Wish["machine"]>,
): readonly Machine[] =>
  machines.filter((machine) =>
    by === "address" ? machine.addresses?.includes(value) === true : by === "name" && machine.name === value,
  );
