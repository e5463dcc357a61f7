import { type Directed, event, noticed } from "./script.ts";

/** A run lists what is pending, finds nothing open, reads the row, and dispatches what nobody owns. */
const finding = (worker: string) => [
  "reconcile",
  ...["listPending", "listPending", "listOpen", "readInstance", "notify"].map((call) => `${worker} reconcile.${call}`),
];

/** A dispatch whose function cannot read the store. */
const unread = (worker: string) => ["deliver found e-one", `${worker} function.readInstance`, "error"];

/** Events that no bus delivers, or that bus and finder bring at once. */
export const finders: readonly Directed[] = [
  {
    name: "no bus delivers an event, and what is dispatched for it is lost",
    deliveries: [],
    lines: ["finder", ...finding("r1"), ...unread("f2"), ...unread("f3"), ...unread("f4")],
  },
  {
    name: "two runs find an event at once, and the bus brings it besides",
    deliveries: [0],
    lines: [
      ...["finder", "reconcile", "r1 reconcile.listOpen", "r1 reconcile.readInstance", "held"],
      ...[...finding("r2"), "r1 reconcile.readInstance.reply", "leap", "31 s", "r1 reconcile.notify"],
      ...["deliver found e-one", "f3 function.readInstance", ...noticed("f4", event), "f3 function.look"],
    ],
  },
  {
    name: "an event is withdrawn after it was found",
    deliveries: [],
    lines: [
      "finder",
      ...finding("r1"),
      "turn",
      "e-one",
      "withdrawn",
      "deliver found e-one",
      "f2 function.readInstance",
    ],
  },
  {
    name: "a list leaves an event out for an hour, and has it after it was given up",
    deliveries: [0],
    lines: [
      ...["finder", `deliver ${event}`, "f1 function.readInstance", "f1 function.look", "unlisted"],
      ...["f1 function.write.beside", "leap", "3660 s", "reconcile", "r2 reconcile.listPending", "unlisted"],
      ...["r2 reconcile.listPending", "r2 reconcile.listOpen", "r2 reconcile.readInstance"],
      ...["r2 reconcile.look", "unlisted", "r2 reconcile.write.beside"],
    ],
  },
];
