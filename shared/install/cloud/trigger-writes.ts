import sdk from "@alicloud/fc20230330";
import type { WantedTrigger } from "../wanted.ts";
import type { Needs } from "./function-writes.ts";

/** What changes the triggers of a function. */
export const createTriggerWrites = ({ client, ask, askMaybe }: Needs) => ({
  createTrigger: async (name: string, triggerName: string, { type, qualifier, config }: WantedTrigger) => {
    const input = { triggerName, triggerType: type, qualifier, triggerConfig: JSON.stringify(config) };
    const request = new sdk.CreateTriggerRequest({ body: new sdk.CreateTriggerInput(input) });
    await ask(`CreateTrigger ${triggerName} of ${name}`, (...how) =>
      client.createTriggerWithOptions(name, request, ...how),
    );
  },
  updateTrigger: async (name: string, triggerName: string, { qualifier, config }: WantedTrigger) => {
    const input = { qualifier, triggerConfig: JSON.stringify(config) };
    const request = new sdk.UpdateTriggerRequest({ body: new sdk.UpdateTriggerInput(input) });
    await ask(`UpdateTrigger ${triggerName} of ${name}`, (...how) =>
      client.updateTriggerWithOptions(name, triggerName, request, ...how),
    );
  },
  removeTrigger: async (name: string, triggerName: string) => {
    await askMaybe(`DeleteTrigger ${triggerName} of ${name}`, (...how) =>
      client.deleteTriggerWithOptions(name, triggerName, ...how),
    );
  },
});
