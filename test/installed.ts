import { type Control, firstControl } from "../shared/control/control.ts";
import { rightFor } from "../shared/control/give-right.ts";

/** The control row as the installer makes it, for a stack that has the account's right to act. */
export const installed: Control = { ...firstControl, right: rightFor(["ecs", "ens"]) };
