import { expect, test } from "vitest";
import { isDrill } from "../../shared/cloud/drill.ts";

test.each(["A simulated event.", "a SIMULATED event", "Simulation of a failure", "模拟系统事件", "模擬事件"])(
  "%s: a drill",
  (reason) => {
    expect(isDrill(reason)).toBe(true);
  },
);

test.each([undefined, "", "System maintenance is scheduled due to hardware.", "底层服务器硬件故障"])(
  "%s: a real event",
  (reason) => {
    expect(isDrill(reason)).toBe(false);
  },
);
