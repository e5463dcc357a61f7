/** What is used of the SDK, which has no types. `Answer`: what `request` resolves to, which `invokeFunction` hands on. */
declare module "@alicloud/fc2/lib/client.js" {
  type Headers = Readonly<Record<string, string>>;

  class Client<Answer> {
    constructor(
      accountId: string,
      config: {
        readonly accessKeyID: string;
        readonly accessKeySecret: string;
        /** Taken if the key's id begins with `STS`. */
        readonly securityToken: string;
        readonly region: string;
        readonly endpoint: string;
      },
    );
    readonly version: string;
    /** Date, host, and who asks. */
    readonly buildHeaders: () => Headers;
    request: (method: string, path: string, query: unknown, body: string, headers: Headers) => Promise<Answer>;
    readonly invokeFunction: (service: string, name: string, event: string) => Promise<Answer>;
    /** `path` with its version. */
    static readonly getSignature: (
      id: string,
      secret: string,
      method: string,
      path: string,
      headers: Headers,
    ) => string;
  }

  export = Client;
}
