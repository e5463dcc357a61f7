import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { deferIn } from "../../functions/build/defer.ts";
import { parsed } from "../../functions/build/parsed.ts";

const somePackage = { name: "some-package", version: "1.0.0", file: "index.js" };

/** What a file of a package exports once `ws` is deferred in it, or what is in a part as `id`, and how often that was loaded so far. */
function deferred(text: string, of = somePackage, id = "ws") {
  class Socket {
    static readonly OPEN = 1;
    readonly url: string;
    constructor(url: string) {
      this.url = url;
    }
  }
  let loads = 0;
  const part = { [id]: () => ({ default: Socket, Socket, loads: ++loads }) };
  const exports: Record<string, unknown> = {};
  runInNewContext(deferIn(parsed(of, text)), { exports, require: () => part });
  return { exports, loads: () => loads };
}

test.each([
  ["a member", 'const ws_1 = require("ws"); exports.open = (url) => new ws_1.default(url).url;'],
  [
    "a member of a member",
    'const ws_1 = require("ws"); exports.open = (url) => new ws_1.default.prototype.constructor(url).url;',
  ],
  ["a name", 'const { Socket } = require("ws"); exports.open = (url) => new Socket(url).url;'],
  ["one of two names", 'const { loads, Socket } = require("ws"); exports.open = (url) => new Socket(url).url;'],
])("a class that is %s of what is loaded later is made by new", (_, text) => {
  const { exports, loads } = deferred(text);
  expect(loads()).toBe(0);
  expect((exports["open"] as (url: string) => string)("ws://a")).toBe("ws://a");
});

test("what is exported of it is loaded when it is first read, once, and is the same each time", () => {
  const { exports, loads } = deferred(`
    exports.open = void 0;
    const ws_1 = require("ws");
    exports.open = { isOpen: (state) => state === ws_1.default.OPEN };`);
  expect(Object.keys(exports)).toEqual(["open"]);
  const read = exports["open"];
  expect(loads()).toBe(0);
  expect((read as { isOpen: (state: number) => boolean }).isOpen(1)).toBe(true);
  expect(exports["open"]).toBe(read);
  expect(loads()).toBe(1);
});

test("what is exported under two names is there under both", () => {
  const { exports } = deferred('const ws_1 = require("ws"); exports.open = exports.shut = ws_1.default.OPEN;');
  expect([exports["shut"], exports["open"]]).toEqual([1, 1]);
});

test("all that a file exports of another is loaded when one of it is first read, and takes no name that was there", () => {
  const { exports, loads } = deferred(
    'exports.buildWebSocketURL = 1; __exportStar(require("./websocket"), exports);',
    { name: "@darabonba/typescript", version: "1.0.0", file: "dist/index.js" },
    "@darabonba/typescript/dist/websocket",
  );
  expect(Object.keys(exports)).toContain("DefaultWebSocketClient");
  expect(exports["buildWebSocketURL"]).toBe(1);
  expect(loads()).toBe(0);
  expect(exports["AbstractWebSocketHandler"]).toBeUndefined();
  expect(loads()).toBe(1);
});

test("what is set on another object is loaded when it is first read there", () => {
  const { exports, loads } = deferred(
    'const { Socket } = require("ws"); const Store = {}; Store.Socket = Socket; exports.Store = Store;',
  );
  expect(loads()).toBe(0);
  expect((exports["Store"] as { Socket: { OPEN: number } }).Socket.OPEN).toBe(1);
});
