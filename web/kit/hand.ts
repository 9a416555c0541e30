// Whether somebody's hand is at this desk. A screen that goes on asking by itself says so, and keeps no session alive.
const MINUTE = 60_000;
let touchedAt = Date.now();

if (typeof document !== "undefined")
  for (const what of ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"])
    addEventListener(
      what,
      () => {
        touchedAt = Date.now();
      },
      { passive: true, capture: true },
    );

/** What a request says of it (`AWAY` in worker/kit/actor.ts). */
export function handHeaders(): Record<string, string> {
  return Date.now() - touchedAt > MINUTE ? { "X-Away": "1" } : {};
}
