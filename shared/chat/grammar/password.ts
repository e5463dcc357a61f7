import { unseen } from "../escaped.ts";
import { faultOf } from "./fault.ts";

/** True iff a message seems to hold a password. Whatever else stands in it, others have read it by now. */
export function holdsPassword(text: string): boolean {
  const seen = text.normalize("NFKC").replace(unseen, "");
  return looksLike.some((form) => form.test(seen));
}

const word = "(?:password|passwd|passphrase|pwd)";

/** As an option, with a value behind it, or by its Chinese name. */
const looksLike = [new RegExp(`[-—–―]${word}`, "i"), new RegExp(`${word}[^\\p{L}\\p{N}=:]*[=:]`, "iu"), /密码|口令/];

/** It repeats nothing of the message. */
export const burnt = faultOf(
  {
    en: "A password has no place in a chat. This message is burnt: others can read it, and it stays.",
    zh: "聊天中不能出现密码。这条消息已经泄露：其他人可以看到，而且会一直保留。",
  },
  {
    en: "Change that password now, and delete the message. Log in by a key pair, or set a password by a signed call.",
    zh: "请立即修改该密码并删除这条消息。请使用密钥对登录，或通过签名调用设置密码。",
  },
);
