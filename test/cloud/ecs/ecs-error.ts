export { type Check, type ErrorRow, RpcError as EcsError, runChecks } from "../rpc/rpc-error.ts";
