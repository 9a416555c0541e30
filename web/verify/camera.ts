// The camera: frames to texts of QR codes, at most ten a second, by the browser's own reader where it has one
// (BarcodeDetector), by qr in a worker otherwise. No frame is stored or sent.

/** Milliseconds from one frame to the next. */
const PACE = 100;
/** The same code in front of the camera is read once, until it was out of sight for so long. */
const AWAY = 2000;

interface Detected {
  rawValue: string;
}
interface Detector {
  detect(source: HTMLVideoElement): Promise<Detected[]>;
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

type Reader = { read(video: HTMLVideoElement): Promise<string | null>; stop(): void };

async function ownReader(): Promise<Reader | null> {
  const found = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  const formats: string[] = (await found?.getSupportedFormats().catch(() => [])) ?? [];
  if (found === undefined || !formats.includes("qr_code")) return null;
  const detector = new found({ formats: ["qr_code"] });
  return {
    read: async (video) => (await detector.detect(video))[0]?.rawValue ?? null,
    stop: () => {},
  };
}

function workerReader(): Reader {
  const worker = new Worker(new URL("./decode-worker.ts", import.meta.url), { type: "module" });
  return {
    async read(video) {
      const frame = await createImageBitmap(video);
      return new Promise((resolve, reject) => {
        worker.onmessage = ({ data }: MessageEvent<string | null>) => resolve(data);
        worker.onerror = () => reject(new Error("the reader did not load"));
        worker.postMessage(frame, [frame]);
      });
    },
    stop: () => worker.terminate(),
  };
}

export interface Camera {
  stop(): void;
  /** Null where this camera has no lamp. */
  lamp: ((on: boolean) => Promise<void>) | null;
}

/** Opens the camera that looks away from the officer. Raises what the browser says where it may not, or has none. */
export async function openCamera(
  video: HTMLVideoElement,
  onText: (text: string, start: number) => boolean,
): Promise<Camera> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
  });
  video.srcObject = stream;
  await video.play();
  const reader = (await ownReader()) ?? workerReader();
  const state = { open: true };
  void watch(video, reader, state, onText);
  const [track] = stream.getVideoTracks();
  const can = track?.getCapabilities?.() as { torch?: boolean } | undefined;
  return {
    stop() {
      state.open = false;
      reader.stop();
      for (const one of stream.getTracks()) one.stop();
      video.srcObject = null;
    },
    lamp:
      track === undefined || can?.torch !== true
        ? null
        : (on) => track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] }),
  };
}

async function watch(
  video: HTMLVideoElement,
  reader: Reader,
  state: { open: boolean },
  onText: (text: string, start: number) => boolean,
): Promise<void> {
  let last = "";
  let lastAt = 0;
  while (state.open) {
    const start = performance.now();
    // A frame that cannot be read is followed by one that can; a camera without frames yet has no size.
    const text = video.videoWidth === 0 ? null : await reader.read(video).catch(() => null);
    const now = performance.now();
    if (state.open && text !== null && text !== "") {
      const fresh = text !== last || now - lastAt > AWAY;
      // What nobody took is read again as soon as somebody does.
      if (!fresh || onText(text, start)) {
        last = text;
        lastAt = now;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, PACE - (now - start))));
  }
}
