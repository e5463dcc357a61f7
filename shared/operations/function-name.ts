/** RedeployInstance → redeploy-instance: each operation's function is named after it. */
export const functionNameOf = (operation: string) => operation.replace(/(?<!^)[A-Z]/g, "-$&").toLowerCase();
