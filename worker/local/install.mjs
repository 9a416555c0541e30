// What setup.mjs needs to know about installed packages and about Node's versions.
// Invariant: a stamp says that one `npm ci` for this lock file on this platform ran to its end; nothing else writes it.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const STAMP = ["node_modules", ".causeway-lock"];

/** The npm package that carries Node for this machine. */
export function nodePackage() {
  return `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
}

/**
 * Flags with which this version of Node runs TypeScript files, or null where it cannot.
 * @param {string} version
 */
export function flagsFor(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const atLeast = (/** @type {number} */ a, /** @type {number} */ b) =>
    major > a || (major === a && minor >= b);
  if (!atLeast(22, 12)) return null;
  const strips = major === 22 ? minor >= 18 : atLeast(23, 6);
  const quiet = ["ExperimentalWarning", "DeprecationWarning"].map((kind) => `--disable-warning=${kind}`);
  return strips ? [] : ["--experimental-strip-types", ...quiet];
}

/** @param {string} root */
function stampOf(root) {
  const lock = readFileSync(join(root, "package-lock.json"));
  return createHash("sha256").update(lock).update(`${process.platform} ${process.arch}`).digest("hex");
}

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} Entry */

/**
 * Whether npm's own record of what it installed agrees with the lock file: then somebody ran `npm ci` by hand.
 * Optional packages may be missing, except those made for exactly this machine.
 * @param {{ packages: Record<string, Entry> }} lock
 * @param {{ packages: Record<string, Entry> }} record
 */
export function agrees(lock, record) {
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === "") return true;
    const found = record.packages[path];
    if (found) return found.version === wanted.version && found.integrity === wanted.integrity;
    const ours = wanted.os?.includes(process.platform) && wanted.cpu?.includes(process.arch) && !wanted.libc;
    return wanted.optional === true && !ours;
  });
}

/** @param {string} root */
export function isInstalled(root) {
  const stamp = join(root, ...STAMP);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === stampOf(root)) return true;
  const record = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  try {
    const read = (/** @type {string} */ path) => JSON.parse(readFileSync(path, "utf8"));
    return agrees(read(join(root, "package-lock.json")), read(record));
  } catch {
    return false;
  }
}

/**
 * Runs `npm ci`; on failure says so and ends the process.
 * @param {string} root
 */
export function install(root) {
  console.log("Installing the packages this project uses (about 20 seconds, once) …");
  rmSync(join(root, ...STAMP), { force: true });
  const args = ["ci", "--no-audit", "--no-fund", "--include=dev", "--include=optional", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  const node = process.env.npm_node_execpath ?? process.execPath;
  /** @type {import("node:child_process").SpawnSyncOptions} */
  const options = { cwd: root, stdio: ["ignore", "ignore", "inherit"] };
  const done = npm?.endsWith("npm-cli.js")
    ? spawnSync(node, [npm, ...args], options)
    : spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
  if (done.status !== 0) {
    console.error(
      "The packages could not be installed (npm's own message is above). Check the network, run `npm ci`, try again.",
    );
    process.exit(1);
  }
  writeFileSync(join(root, ...STAMP), stampOf(root));
}
