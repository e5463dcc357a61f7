import * as z from "zod";
import { asksIn, setOf } from "./ask-list.ts";
import { ofWaiting, standingSchema } from "./record.ts";
import { verbOf } from "./verb.ts";
import { peopleIn, peopleOf, yesesIn } from "./yeses.ts";

const mostAsks = 200;

/** What people are asked at present. */
export const asks = verbOf({
  name: "asks",
  summary: "What people are asked at present, and the id by which all of it is approved",
  schema: z.strictObject({}),
  answers: z.strictObject({
    Asks: z.array(standingSchema.extend({ InstanceId: z.string() })),
    /** For approve: this very list, but for what gets a new system disk. Left out if the list is empty or not whole. */
    Set: z.string().optional(),
    /** How many of the list an approval of the set would say yes to. */
    InSet: z.int(),
    IsWhole: z.boolean(),
  }),
  run: async (_, needs) => {
    const { store, nowMs } = needs;
    const atMs = nowMs();
    const steering = await needs.steering().catch(() => undefined); // the list is shown all the same
    const { asks: open, isWhole } = await asksIn(store);
    const set = setOf(open, atMs);
    const isShown = isWhole && open.length <= mostAsks && set.in.length > 0;
    return {
      Asks: open.slice(0, mostAsks).map(({ instanceId, row, entry }) => {
        const names = yesesIn(row, entry.operationId);
        const yeses = peopleOf(names, peopleIn(names, needs, steering));
        return { InstanceId: instanceId, ...ofWaiting(entry), ...(yeses.length > 0 && { ApprovedBy: yeses }) };
      }),
      ...(isShown && { Set: set.id }),
      InSet: isShown ? set.in.length : 0,
      IsWhole: isWhole && open.length <= mostAsks,
    };
  },
});
