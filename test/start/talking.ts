import { permissive } from "../permissive.ts";

const corp = "dingtalk:ding0corp";

/**
 * The local cloud's policy for whoever tries it: two people of its DingTalk may ask and decide by chat, and its group is told
 * of all. The third one, 0123, is of no policy.
 */
export function talking() {
  const { people, notices, ...rest } = permissive();
  return {
    ...rest,
    people: [
      ...people,
      { name: "lin", roles: ["caller", "approver"], is: [`${corp}/lin`] },
      { name: "wei", roles: ["approver", "operator"], is: [`${corp}/wei`] },
    ],
    notices: [...notices, { to: "dingtalk", about: "all" }],
  };
}
