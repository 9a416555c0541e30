// Light, dark, or as the system says. The choice is the only thing about a person that this browser keeps.
import { computed, signal } from "@preact/signals";

export type Choice = "system" | "light" | "dark";
const KEY = "desk-theme";
const media = matchMedia("(prefers-color-scheme: dark)");
const systemDark = signal(media.matches);
media.addEventListener("change", () => {
  systemDark.value = media.matches;
});

function stored(): Choice {
  try {
    const found = localStorage.getItem(KEY);
    return found === "light" || found === "dark" ? found : "system";
  } catch {
    return "system";
  }
}

export const choice = signal<Choice>(stored());
export const theme = computed<"light" | "dark">(() =>
  choice.value === "system" ? (systemDark.value ? "dark" : "light") : choice.value,
);

export function chooseTheme(next: Choice): void {
  choice.value = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // @NOTE Private windows may refuse storage.
  }
}
