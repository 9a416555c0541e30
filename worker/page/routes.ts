import type { Hono } from "hono";
import type { Bindings } from "../kit/env.ts";
export function pages(_app: Hono<{ Bindings: Bindings }>): void {}
