import * as z from "zod";
import { viewOf } from "./view.ts";

const form = z.object({ OperationId: z.string(), State: z.string() });

/** What came of a verdict, or of an event that is planned again. */
export const viewEnded = viewOf(form, { en: {}, zh: {} }, ({ OperationId, State }, _, say) => ({
  head: [`**${say.state({ State })}**`, say.text(OperationId)],
}));
