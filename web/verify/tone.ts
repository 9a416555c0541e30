// The sound of a verdict: four patterns that are told apart without looking, and a shake where the device can.
// GO: one high tone. SEEN: two of the same. LOOK: three that rise. NO: one long, low and rough.
import type { Verdict } from "./reason.ts";

type Tone = readonly [hertz: number, from: number, seconds: number];
const patterns: Record<Verdict, { wave: OscillatorType; tones: readonly Tone[]; shake: number[] }> = {
  GO: { wave: "sine", tones: [[1320, 0, 0.14]], shake: [60] },
  SEEN: {
    wave: "triangle",
    tones: [
      [660, 0, 0.12],
      [660, 0.2, 0.12],
    ],
    shake: [60, 80, 60],
  },
  LOOK: {
    wave: "triangle",
    tones: [
      [520, 0, 0.1],
      [660, 0.14, 0.1],
      [830, 0.28, 0.14],
    ],
    shake: [40, 60, 40, 60, 40],
  },
  NO: { wave: "sawtooth", tones: [[150, 0, 0.6]], shake: [400] },
};

let audio: AudioContext | null = null;

/** Browsers let a page sound only after somebody touched it: called at each touch. */
export function allowSound(): void {
  audio ??= new AudioContext();
  if (audio.state === "suspended") void audio.resume().catch(() => {});
}

export function sound(verdict: Verdict, muted: boolean): void {
  const { wave, tones, shake } = patterns[verdict];
  navigator.vibrate?.(shake);
  if (muted || audio === null || audio.state !== "running") return;
  for (const [hertz, from, seconds] of tones) {
    const start = audio.currentTime + from;
    const oscillator = audio.createOscillator();
    const gain = audio.createGain();
    oscillator.type = wave;
    oscillator.frequency.value = hertz;
    gain.gain.setValueAtTime(0.0001, start);
    gain.gain.exponentialRampToValueAtTime(0.4, start + 0.01);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + seconds);
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(start);
    oscillator.stop(start + seconds + 0.02);
  }
}
