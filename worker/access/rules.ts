// What of the looks at a case one of its people may read; pure.
import { accessMask } from "../../schema/access.rules.ts";
import type { LookRow } from "./store.ts";

/**
 * Where an adult of the group has a code of her own, nobody reads in the looks whose messages an office read: that
 * somebody writes to it apart is not for the others to know. A look it stays.
 */
export function withoutMessages(rows: readonly LookRow[]): LookRow[] {
  const mask = ~accessMask(["messages"]);
  return rows.map((row) =>
    row.act === "danger.words"
      ? { ...row, act: "registration.get", fields: 0 }
      : row.act === "message.ofCase"
        ? { ...row, act: "registration.get", fields: row.fields & mask }
        : row,
  );
}
