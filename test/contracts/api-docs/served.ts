import { createClock } from "../../cloud/core/clock.ts";
import { allHold, type Holds } from "../../cloud/core/guesses.ts";
import { actions as ecs } from "../../cloud/ecs/actions.ts";
import { ecsErrors } from "../../cloud/ecs/ecs-errors.ts";
import { actions as ens } from "../../cloud/ens/actions.ts";
import { createEdge } from "../../cloud/ens/edge.ts";
import { ensErrors } from "../../cloud/ens/ens-errors.ts";
import type { Action } from "../../cloud/rpc/define-action.ts";
import { readParameters } from "../../cloud/rpc/parameters.ts";
import type { ErrorRow } from "../../cloud/rpc/rpc-error.ts";
import { createWorld } from "../../cloud/world/world.ts";
import type { Description } from "./description.ts";
import { ecsActions } from "./ecs-actions.ts";
import { ensActions } from "./ens-actions.ts";
import { parameterNames, queryName, topOf } from "./parameter-names.ts";

/** One action that the local cloud serves, beside the vendor's description of it. */
export type Served = {
  readonly product: "ecs" | "ens";
  readonly action: string;
  /** Product and action. */
  readonly name: string;
  /** What the vendor tells. */
  readonly described: ReadonlyMap<string, { readonly type: string; readonly isRequired: boolean }>;
  readonly vendorRows: readonly string[];
  /** Names of parameters, as a description has them; true for those that a call must have. */
  readonly parameters: ReadonlyMap<string, boolean>;
  /** Status and code of whatever the action may answer, under each guess and its other side. */
  readonly rows: ReadonlySet<string>;
  /** True iff a parameter of that value is not refused for its form. */
  readonly takes: (name: string, value: string) => boolean;
  /** Status and code for a parameter that is missing, and for one of the wrong form, where all guesses hold. */
  readonly missing: (name: string) => string;
  readonly malformed: (name: string) => string;
};

/** Status and code, as a description names a row. */
export const rowName = ({ status, code }: Pick<ErrorRow, "status" | "code">) => `${status} ${code}`;

type State = { readonly holds: Holds };

type Product<S extends State> = {
  readonly product: Served["product"];
  readonly actions: ReadonlyMap<string, Action<S>>;
  readonly descriptions: Readonly<Record<string, Description>>;
  /** What every action may answer. */
  readonly errors: readonly ErrorRow[];
  readonly stateWith: (holds: Holds) => S;
};

const settings = { accountId: "1000000000000001", regionId: "cn-hangzhou" };
const clock = createClock();
const noneHolds: Holds = () => false;

function servedBy<S extends State>({ product, actions, descriptions, errors, stateWith }: Product<S>) {
  const state = stateWith(allHold);
  const states = [state, stateWith(noneHolds)];
  return [...actions.values()].map((action): Served => {
    const parameters = parameterNames(action.params(state));
    const tops = [...new Set([...parameters.keys()].map(topOf))];
    const required = tops.filter((top) => parameters.get(top) ?? parameters.get(`${top}.N`));
    const derived = states.flatMap((each) => [
      ...required.map((name) => namedRow((told) => action.missing(told, each), name)),
      ...tops.map((name) => namedRow((told) => action.malformed([told], each), name)),
    ]);
    return {
      product,
      action: action.name,
      name: `${product} ${action.name}`,
      ...readDescription(`${product} ${action.name}`, descriptions[action.name]),
      parameters,
      rows: new Set([...[...errors, ...action.errors].map(rowName), ...derived]),
      takes: (name, value) => {
        const read = readParameters({ url: `/?${queryName(name)}=${encodeURIComponent(value)}`, headers: {} }, noBody);
        const issues = action.params(state).safeParse(read).error?.issues ?? [];
        return issues.every(({ path }) => path[0] !== topOf(name));
      },
      missing: (name) => rowName(action.missing(topOf(name), state)),
      malformed: (name) => rowName(action.malformed([topOf(name)], state)),
    };
  });
}

function readDescription(name: string, description: Description | undefined) {
  if (description === undefined) throw new Error(`No description of ${name}: add its parameters and errors.`);
  const described = Object.entries(description.parameters).map(
    ([parameter, text]) => [parameter, { type: text.replace("!", ""), isRequired: text.endsWith("!") }] as const,
  );
  return { described: new Map(described), vendorRows: description.errors };
}

/** The row for a parameter of that name; with %s in the name's place, if it is in the code. */
function namedRow(answer: (name: string) => ErrorRow, name: string) {
  const [row, open] = [rowName(answer(name)), rowName(answer("%s"))];
  return open.replace("%s", name) === row ? open : row;
}

const noBody = Buffer.alloc(0);

/** Every action of the local cloud that answers in RPC style. Throws if one has no description. */
export const served: readonly Served[] = [
  ...servedBy({
    product: "ecs",
    actions: ecs,
    descriptions: ecsActions,
    errors: Object.values(ecsErrors),
    stateWith: (holds) => createWorld({ clock, settings, holds }),
  }),
  ...servedBy({
    product: "ens",
    actions: ens,
    descriptions: ensActions,
    errors: [ensErrors.noPermission, ensErrors.forbidden, ensErrors.throttling],
    stateWith: (holds) => createEdge({ clock, settings, holds }),
  }),
];

/** Actions by the name that their tests have. */
export const named = served.map((each) => [each.name, each] as const);

const descriptionNames = Object.entries({ ecs: ecsActions, ens: ensActions }).flatMap(([product, actions]) =>
  Object.keys(actions).map((action) => `${product} ${action}`),
);

/** Descriptions of actions that the local cloud does not serve. */
export const unusedDescriptions = descriptionNames.filter((name) => !served.some((each) => each.name === name));
