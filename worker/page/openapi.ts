// The API description (OpenAPI 3.1.1), printed from the acts: it cannot say anything that the doors do not do.
import type { Context } from "hono";
import * as z from "zod/mini";
import { acts } from "../../schema/concepts.ts";
import { type Act, alwaysFails, doorOf } from "../../schema/kit/act.ts";
import { problems } from "../../schema/kit/problem.ts";
import { sideOf } from "../kit/door.ts";
import { type Bindings, settingsOf } from "../kit/env.ts";

type Json = Record<string, unknown>;

/** JSON Schema of what is sent (`input`) or of what comes back (`output`). */
function schemaOf(type: Act["input"], io: "input" | "output"): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(type, {
    io,
    unrepresentable: "any",
    reused: "inline",
  }) as Json;
  return schema;
}

function responses(act: Act): Json {
  const byStatus = new Map<number, string[]>();
  for (const code of new Set([...alwaysFails(act), ...act.fails])) {
    const { status } = problems[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const out: Json = {
    200: {
      description: "Done.",
      content: { "application/json": { schema: schemaOf(act.reply, "output"), example: act.example.reply } },
    },
  };
  for (const [status, codes] of byStatus)
    out[status] = {
      description: codes.map((code) => `\`${code}\``).join(", "),
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
    };
  return out;
}

function parameters(act: Act): Json[] {
  const list: Json[] = [];
  if (act.kind === "read") {
    const schema = schemaOf(act.input, "input") as { properties?: Record<string, Json>; required?: string[] };
    for (const [name, field] of Object.entries(schema.properties ?? {}))
      list.push({ name, in: "query", required: schema.required?.includes(name) ?? false, schema: field });
  } else
    list.push({
      name: "Idempotency-Key",
      in: "header",
      required: false,
      description: "16 to 64 characters, made once for an intent: a retry never doubles.",
      schema: { type: "string" },
    });
  if (act.guarded === true)
    list.push({
      name: "If-Match",
      in: "header",
      required: true,
      description: "The version that was read, in quotes.",
      schema: { type: "string" },
    });
  return list;
}

function operation(act: Act): Json {
  const nobody = act.may.includes("nobody");
  const body = {
    required: true,
    content: { "application/json": { schema: schemaOf(act.input, "input"), example: act.example.input } },
  };
  return {
    operationId: act.name,
    summary: act.says,
    description: `May: ${act.may.join(", ")}.`,
    tags: [act.name.split(".")[0]],
    security: nobody ? [] : [{ [sideOf(act)]: [] }],
    parameters: parameters(act),
    ...(act.kind === "write" ? { requestBody: body } : {}),
    responses: responses(act),
  };
}

export function openapi(c: Context<{ Bindings: Bindings }>): Response {
  const settings = settingsOf(c.env);
  const shown = acts.filter((act) => act.demo !== true || settings.demo);
  const document = {
    openapi: "3.1.1",
    info: {
      title: `${settings.displayName} API`,
      version: "0.1.0",
      description: "Acts are POST, reads are GET; problems follow RFC 9457.",
    },
    paths: Object.fromEntries(
      shown.map((act) => [doorOf(act.name), { [act.kind === "read" ? "get" : "post"]: operation(act) }]),
    ),
    components: {
      securitySchemes: {
        desk: { type: "apiKey", in: "cookie", name: "__Host-desk" },
        own: { type: "apiKey", in: "cookie", name: "__Host-own" },
      },
      schemas: {
        Problem: {
          type: "object",
          required: ["type", "title", "status", "code", "requestId"],
          properties: {
            type: { type: "string" },
            title: { type: "string" },
            status: { type: "integer" },
            code: { enum: Object.keys(problems) },
            requestId: { type: "string" },
            fields: {
              type: "array",
              items: { type: "object", properties: { path: { type: "string" }, reason: { type: "string" } } },
            },
            version: { type: "integer" },
            limit: { type: "integer" },
            retryAfter: { type: "integer" },
          },
        },
      },
    },
  };
  return c.json(document, 200, { "Cache-Control": "public, max-age=300" });
}
