import protocol from "tablestore/lib/protocol/tablestore_compiled_proto.js";
import { invalid } from "./ots-error.ts";

/** The SDK's own compiled messages, so that both ends of the wire share one definition. */
export const messages = protocol.main.proto;
export const filterMessages = protocol.filter.proto;

/** Decodes a protobuf message; bytes that are not one are `OTSParameterInvalid`, as documented. */
export function decode<Read>(message: { decode(bytes: Uint8Array): Read }, bytes: Uint8Array): Read {
  try {
    return message.decode(bytes);
  } catch (cause) {
    throw invalid("Parse PBMessage from RawString failed.", cause);
  }
}

/** Capacity is not metered here: every call says it consumed one unit (invented). */
export const consumed = {
  read: { capacityUnit: { read: 1, write: 0 } },
  write: { capacityUnit: { read: 0, write: 1 } },
} as const;
