import { randomBytes } from "node:crypto";

/** What a tester sets up in DingTalk's consoles, and what these show: ids are fixed, secrets are drawn. */
export type ChatSettings = {
  readonly corpId: string;
  /** Client ID and Client Secret of the app; the secret signs what its robot is told. */
  readonly appKey: string;
  readonly appSecret: string;
  readonly robotCode: string;
  /** The group that the robot and the custom robot are in. */
  readonly openConversationId: string;
  readonly cardTemplateId: string;
  /** Under this key the callbacks of cards are registered, with this `apiSecret`. */
  readonly cardRouteKey: string;
  readonly cardSecret: string;
  /** The custom robot's: `access_token` of its address, and the secret that its messages are signed with. */
  readonly customToken: string;
  readonly customSecret: string;
};

/** Nothing here resembles what DingTalk gives out. */
export const createChatSettings = (): ChatSettings => ({
  corpId: "ding0corp",
  appKey: "ding0app",
  appSecret: `local-app-${hex(24)}`,
  robotCode: "ding0robot",
  openConversationId: "cid0group==",
  cardTemplateId: "ding0card.schema",
  cardRouteKey: "ding0cards",
  cardSecret: `local-card-${hex(24)}`,
  customToken: `local${hex(24)}`,
  customSecret: `SEC${hex(32)}`,
});

const hex = (bytes: number) => randomBytes(bytes).toString("hex");
