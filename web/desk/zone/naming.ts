// The organisations of this crisis, asked for once: zones and movements carry an id only.
import { effect, signal } from "@preact/signals";
import type { Organisation, organisationList } from "../../../schema/organisation.ts";
import { read } from "../../kit/call.ts";
import { local } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";

/** Embassies, agencies and host authorities. */
export const organisations = signal<ReadonlyMap<string, Organisation>>(new Map());
let asked = "";

effect(() => {
  const crisisId = crisis.value?.id;
  if (crisisId === undefined || crisisId === asked) return;
  asked = crisisId;
  void read<typeof organisationList>("organisation.list", { crisisId, gates: "yes" }).then((answer) => {
    if (answer.ok) organisations.value = new Map(answer.data.organisations.map((one) => [one.id, one]));
    else asked = "";
  });
});

/** Empty while it is not known. */
export function organisationName(id: string): string {
  const found = organisations.value.get(id);
  return found === undefined ? "" : local(found.name);
}
