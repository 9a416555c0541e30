// Reads a QR code out of a frame, away from the page's own thread, so that a slow phone keeps answering touches.
// It is loaded only where the browser has no reader of its own. Nothing of a frame is kept.
import { decodeQR } from "qr/decode.js";

/** Milliseconds for second tries at one frame: the next frame is a better chance than a longer look at this one. */
const TRIES = 120;

const canvas = new OffscreenCanvas(1, 1);
const context = canvas.getContext("2d", { willReadFrequently: true });

function textIn(frame: ImageBitmap): string | null {
  const { width, height } = frame;
  if (context === null) return null;
  canvas.width = width;
  canvas.height = height;
  context.drawImage(frame, 0, 0);
  frame.close();
  try {
    return decodeQR(context.getImageData(0, 0, width, height), { timeLimit: TRIES });
  } catch {
    // @NOTE The library throws where a frame holds no code: that is most frames.
    return null;
  }
}

addEventListener("message", ({ data }: MessageEvent<ImageBitmap>) => postMessage(textIn(data)));
