// What the repository's own tests read: the files that git knows or would add, and TypeScript as its parser sees it.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "vite";

export const root = fileURLToPath(new URL("../../", import.meta.url));

export const read = (path: string): string => readFileSync(join(root, path), "utf8");
export const sizeOf = (path: string): number => statSync(join(root, path)).size;
export const exists = (path: string): boolean => existsSync(join(root, path));

/** Paths from the root, with `/`: tracked ones, and new ones that are not ignored. */
export const files: readonly string[] = execFileSync(
  "git",
  ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
  { cwd: root, encoding: "utf8", maxBuffer: 64e6 },
)
  .split("\0")
  .filter((path) => path !== "" && exists(path))
  .sort();

export const isCode = (path: string): boolean => /\.(ts|tsx|mjs|js)$/.test(path);
export const code: readonly string[] = files.filter(isCode);

export interface Import {
  from: string;
  /** True where nothing of it is left when types are gone. */
  typeOnly: boolean;
}

interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

export interface Source {
  imports: Import[];
  /** `object.name` of every member that is read: `crypto.subtle`, `?.prepare` for a computed object. */
  members: string[];
  /** Kinds of syntax that occur: `TSAnyKeyword`, `ClassDeclaration` … */
  kinds: Set<string>;
  /** True where everything in it is handed on from elsewhere. */
  onlyHandsOn: boolean;
  /** Texts of string and template literals. */
  texts: string[];
  comments: { text: string; start: number }[];
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const value of Object.values(node))
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) walk(item, visit);
    } else if (isNode(value)) walk(value, visit);
}

const nameOf = (value: unknown): string =>
  isNode(value) && typeof value.name === "string" ? value.name : "?";

const moduleKinds = ["ImportDeclaration", "ExportNamedDeclaration", "ExportAllDeclaration"];

function importIn(node: Node): Import | null {
  const source = node.source as { value?: unknown } | null | undefined;
  if (typeof source?.value !== "string") return null;
  if (node.type === "ImportExpression" || node.type === "TSImportType")
    return { from: source.value, typeOnly: node.type === "TSImportType" };
  if (!moduleKinds.includes(node.type)) return null;
  const specifiers = (node.specifiers ?? []) as Node[];
  const marked = (one: Node) => one.importKind === "type" || one.exportKind === "type";
  return {
    from: source.value,
    typeOnly: marked(node) || (specifiers.length > 0 && specifiers.every(marked)),
  };
}

export function parse(path: string, text: string): Source {
  const { program, comments, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message ?? "not readable"}`);
  const source: Source = {
    imports: [],
    members: [],
    kinds: new Set(),
    onlyHandsOn: false,
    texts: [],
    comments: comments.map(({ value, start }) => ({ text: value, start })),
  };
  walk(program as unknown as Node, (node) => {
    source.kinds.add(node.type);
    const found = importIn(node);
    if (found !== null) source.imports.push(found);
    if (node.type === "MemberExpression")
      source.members.push(`${nameOf(node.object)}.${nameOf(node.property)}`);
    if (node.type === "Literal" && typeof node.value === "string") source.texts.push(node.value);
    if (node.type === "TemplateElement") source.texts.push((node.value as { raw: string }).raw);
  });
  const body = (program as unknown as { body: Node[] }).body.filter(
    (node) => node.type !== "ImportDeclaration",
  );
  const handsOn = (node: Node) => moduleKinds.includes(node.type) && isNode(node.source);
  source.onlyHandsOn = body.length > 0 && body.every(handsOn);
  return source;
}

const known = new Map<string, Source>();
export function sourceOf(path: string): Source {
  const found = known.get(path) ?? parse(path, read(path));
  known.set(path, found);
  return found;
}
