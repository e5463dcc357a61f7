import { asyncInvokeConfig, defaultAsyncInvokeConfig } from "../async-invoke-props.ts";
import { changed } from "../function-definition.ts";
import type { FunctionRecord } from "../registry.ts";
import { type ControlAction, functionArn, isoSeconds, type Plane, paths, recordFor } from "./action.ts";
import { FcError } from "./fc-error.ts";
import { parsed } from "./parsed.ts";

const putAsyncInvokeConfig: ControlAction = {
  name: "PutAsyncInvokeConfig",
  method: "PUT",
  path: paths.asyncInvokeConfig,
  run: (asked, plane) => {
    const record = recordFor(asked, plane);
    const config = parsed(asyncInvokeConfig, asked.body);
    const createdMs = record.asyncInvokeConfig?.createdMs ?? plane.nowMs();
    const after: FunctionRecord = {
      ...record,
      definition: changed(record.definition, { asyncInvokeConfig: config }),
      asyncInvokeConfig: { ...config, createdMs, modifiedMs: plane.nowMs() },
    };
    plane.registry.put(after);
    return shown(after, plane);
  },
};

const getAsyncInvokeConfig: ControlAction = {
  name: "GetAsyncInvokeConfig",
  method: "GET",
  path: paths.asyncInvokeConfig,
  run: (asked, plane) => shown(recordFor(asked, plane), plane),
};

/** Without one the function's queue goes by the defaults. */
const deleteAsyncInvokeConfig: ControlAction = {
  name: "DeleteAsyncInvokeConfig",
  method: "DELETE",
  path: paths.asyncInvokeConfig,
  run: (asked, plane) => {
    const record = recordFor(asked, plane);
    const definition = changed(record.definition, { asyncInvokeConfig: defaultAsyncInvokeConfig });
    plane.registry.put({ ...record, definition, asyncInvokeConfig: undefined });
    return undefined;
  },
};

export const asyncInvokeConfigActions = [putAsyncInvokeConfig, getAsyncInvokeConfig, deleteAsyncInvokeConfig];

/** The structure AsyncConfig of the API; 404 AsyncConfigNotExists without one (FC error codes). */
function shown({ definition: { functionName }, asyncInvokeConfig: config }: FunctionRecord, { account }: Plane) {
  if (config === undefined) {
    throw new FcError(404, "AsyncConfigNotExists", `AsyncConfig for ${functionName}:LATEST does not exist.`);
  }
  const { createdMs, modifiedMs, ...said } = config;
  return {
    ...said,
    functionArn: functionArn(account, functionName),
    createdTime: isoSeconds(createdMs),
    lastModifiedTime: isoSeconds(modifiedMs),
  };
}
