import { DingtalkError } from "./dingtalk-error.ts";
import type { Place, Places } from "./places.ts";

/** Where a card is to be shown. `place` is undefined where nobody is. */
export type CardSpace = {
  readonly spaceType: "IM_GROUP" | "IM_ROBOT";
  readonly spaceId: string;
  readonly place: Place | undefined;
};

/** Reads `dtv1.card//IM_GROUP.<openConversationId>;IM_ROBOT.<userId>`. Throws DingtalkError. */
export function readSpaces(openSpaceId: string, places: Places): readonly CardSpace[] {
  const [, list = ""] = /^dtv1\.card\/\/(.+)$/.exec(openSpaceId) ?? [];
  const spaces = list.split(";").filter((space) => space !== "");
  if (spaces.length === 0) throw new DingtalkError(400, "param.openSpaceIdInvalid");
  return spaces.map((space) => readSpace(space, places));
}

/** The vendor's samples have the type in capitals, its SDK in small letters. */
function readSpace(space: string, places: Places): CardSpace {
  const [, type = "", spaceId = ""] = /^(im_group|im_robot)\.(.+)$/i.exec(space) ?? [];
  switch (type.toUpperCase()) {
    case "IM_GROUP":
      return { spaceType: "IM_GROUP", spaceId, place: spaceId === places.group.id ? places.group : undefined };
    case "IM_ROBOT":
      return { spaceType: "IM_ROBOT", spaceId, place: places.with(spaceId) };
    default:
      throw new DingtalkError(400, "param.openSpaceIdInvalid", `The local cloud does not know the space ${space}.`);
  }
}
