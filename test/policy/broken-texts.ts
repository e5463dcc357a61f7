import { type Broken, sound } from "./sound-policy.ts";

/** What YAML has, and a policy does not take. */
export const brokenTexts: readonly Broken[] = [
  [
    "an anchor and its alias",
    "guardBand: 30m",
    "guardBand: &half 30m\nbreaker: { events: 30, within: *half }",
    ["30:18 has an anchor (&half); take it away", "31:32 is an alias (*half); write the value out"],
  ],
  ["a tab", "  attempts: 2", "\tattempts: 2", ["37:1 is a tab; indent and separate with spaces"]],
  ["a key that stands twice", "mode: act\n", "mode: act\nmode: observe\n", ["4:1 stands twice in one map"]],
  [
    "two documents",
    "mode: act\n",
    "mode: act\n---\nmode: observe\n",
    ["4:1 begins a second document; a policy is one"],
  ],
  ["a directive", "version: 1", "%YAML 1.1\n---\nversion: 1", ["1:1 is a directive; a policy is YAML 1.2 without one"]],
  [
    "a tag of YAML",
    "guardBand: 30m",
    "guardBand: !!str 30m",
    ["30:18 has a tag (tag:yaml.org,2002:str); write a plain value"],
  ],
  ["a key that is no text", "role: db", "1: db", ["8:9 must be text, since it is a key; put quotes around numbers"]],
  [
    "a bracket that is not closed",
    "[mon, tue]",
    "[mon, tue",
    ["23:5 Flow sequence in block collection must be sufficiently indented and end with a ]"],
  ],
  ["nothing at all", sound, "", ["1:1 is empty; redeploy-once policy init writes one"]],
  ["a text that is no map", sound, "observe\n", ["1:1 must be a map of keys and values"]],
];
