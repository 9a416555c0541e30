// Where the repository is. Everything on the Node side names its files from here, so the working folder is free.
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** Absolute path of something in the repository. */
export const at = (...parts: readonly string[]): string => join(root, ...parts);
