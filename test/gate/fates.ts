import type { ServerResponse } from "node:http";

/** The answer is the local cloud's. */
export const forwarded = "local cloud";

type Answer = (response: ServerResponse) => void;

const json = (status: number, body: object, headers: Readonly<Record<string, string>> = {}): Answer => {
  const text = JSON.stringify(body);
  return (response) => void response.writeHead(status, { "content-type": "application/json", ...headers }).end(text);
};
const refusal = (Code: string) => ({ Code, Message: `${Code} was said`, RequestId: "r-1", HostId: "h", Recommend: "" });
const raw =
  (status: number, type: string, body: string | Buffer): Answer =>
  (response) =>
    void response.writeHead(status, { "content-type": type }).end(body);
/** Tablestore's error message: code and words as protobuf. */
const ots = (code: string) =>
  Buffer.concat([Buffer.from([10, code.length]), Buffer.from(code), Buffer.from([18, 4]), Buffer.from("said")]);

type Fates = Readonly<Record<string, Answer>>;

/** What a call of the cloud's API may be answered, beside what the local cloud says. */
const ofApi: Fates = {
  "200": json(200, { RequestId: "r-1", TaskId: "t-1", DiskId: "d-1", Code: 200 }),
  "403": json(403, { ...refusal("Forbidden.RAM"), AccessDeniedDetail: { AuthAction: "ecs:RebootInstance" } }),
  "404": json(404, refusal("InvalidInstanceId.NotFound")),
  "throttled, 400": json(400, refusal("Throttling.User"), { "x-acs-retry-after": "1500" }),
  "throttled, 429": json(429, refusal("Throttling.Api")),
  "500": json(500, refusal("InternalError")),
  "500 without a body": raw(500, "application/json", ""),
  "XML error": raw(
    400,
    "text/xml;charset=utf-8",
    "<?xml version='1.0'?><Error><RequestId>r-1</RequestId><Code>MissingParameter</Code><Message>said</Message></Error>",
  ),
  "502 of a proxy": raw(502, "text/html", "<html><body>Bad Gateway</body></html>"),
  null: raw(200, "application/json", "null"),
  garbage: raw(200, "application/json", '{"RequestId":'),
  "wrong types": json(200, { RequestId: 7, TotalCount: { a: 1 }, Instances: { Instance: "none" }, TaskId: ["t"] }),
  "another place": json(302, {}, { location: "http://127.0.0.1:9/" }),
  reset: (response) => void response.destroy(),
  "reset amid the answer": (response) => void response.writeHead(200, { "content-length": 9 }).destroy(),
};

/** The same of Tablestore. */
const ofStore: Fates = {
  "403, a condition": raw(403, "application/x.pb2", ots("OTSConditionCheckFail")),
  "403, no right": raw(403, "application/x.pb2", ots("OTSNoPermissionAccess")),
  "403 without a body": raw(403, "application/x.pb2", ""),
  "400, no table": raw(400, "application/x.pb2", ots("OTSParameterInvalid")),
  "503, busy": raw(503, "application/x.pb2", ots("OTSServerBusy")),
  "502 of a proxy": raw(502, "text/html", "<html><body>Bad Gateway</body></html>"),
  garbage: raw(200, "application/x.pb2", Buffer.from([255, 255, 255, 1, 2, 3])),
  "an empty answer": raw(200, "application/x.pb2", ""),
  reset: (response) => void response.destroy(),
};

const named = (by: string, fates: Fates): Fates =>
  Object.fromEntries(Object.entries(fates).map(([name, answer]) => [`${by} ${name}`, answer]));

const api = named("api", ofApi);
const store = named("store", ofStore);

/** The names of what a call may be answered. */
export const apiFates = [forwarded, ...Object.keys(api)];
export const storeFates = [forwarded, ...Object.keys(store)];

/** Every answer that is not the local cloud's. */
export const answers: Fates = { ...api, ...store };
