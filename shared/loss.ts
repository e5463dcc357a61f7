import * as z from "zod";

/** What an operation may lose, by the name that consent gives it, and in words. */
export const losses = {
  localDisks: "the instance's local disks are cleared",
  unsavedMemory: "ForceStop is like a power failure: what is not on disk yet may be lost",
  systemDisk: "the present system disk is released with everything on it",
} as const;

export const lossSchema = z.enum(Object.keys(losses) as (keyof typeof losses)[]); // its keys are the type's

export type Loss = z.output<typeof lossSchema>;

/**
 * The losses that a person is asked about. A policy's word is not kept for the later steps of a runbook: a person is asked
 * before the first one.
 */
export const askedAbout = (losses: readonly Loss[], mayLose: readonly Loss[], isRunbook: boolean): readonly Loss[] =>
  isRunbook ? losses : losses.filter((loss) => !mayLose.includes(loss));
