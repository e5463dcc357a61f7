/** Modes, the most careful first. */
export const modes = ["observe", "ask", "act"] as const;
