// The camera's picture on the first page: opened by a touch, and by itself where it was allowed before.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Camera } from "./camera.ts";
import { takeFrame } from "./scan.ts";
import { listing } from "./state.ts";
import { t } from "./words.ts";

/** True where the officer has allowed the camera before, and there is something to judge with. */
async function opensByItself(): Promise<boolean> {
  try {
    const { state } = await navigator.permissions.query({ name: "camera" as PermissionName });
    return state === "granted" && listing.value !== null;
  } catch {
    return false;
  }
}

export function CameraView() {
  const video = useRef<HTMLVideoElement>(null);
  const camera = useSignal<Camera | null>(null);
  const state = useSignal<"off" | "opening" | "on" | "failed">("off");
  const lit = useSignal(false);
  /** False as soon as the officer is elsewhere: a camera that opens late is closed again. */
  const here = useRef(true);
  async function open(): Promise<void> {
    if (video.current === null || state.value === "opening" || state.value === "on") return;
    state.value = "opening";
    try {
      const { openCamera } = await import("./camera.ts");
      const opened = await openCamera(video.current, takeFrame);
      if (!here.current) return opened.stop();
      camera.value = opened;
      state.value = "on";
    } catch {
      state.value = "failed";
    }
  }
  useEffect(() => {
    here.current = true;
    void opensByItself().then((does) => (does && here.current ? open() : undefined));
    return () => {
      here.current = false;
      camera.value?.stop();
    };
  }, []);
  const lamp = camera.value?.lamp ?? null;
  return (
    <div class="camera">
      <video ref={video} muted playsInline hidden={state.value !== "on"} aria-label={t("gate.camera")} />
      {state.value === "on" ? null : (
        <button type="button" class="open" onClick={() => void open()}>
          {t(state.value === "opening" ? "gate.camera.opening" : "gate.camera.open")}
        </button>
      )}
      {state.value === "failed" ? <p role="alert">{t("gate.camera.failed")}</p> : null}
      {lamp === null ? null : (
        <button
          type="button"
          class="lamp"
          aria-pressed={lit.value}
          onClick={() => {
            lit.value = !lit.value;
            void lamp(lit.value).catch(() => {});
          }}
        >
          {t("gate.camera.lamp")}
        </button>
      )}
    </div>
  );
}
