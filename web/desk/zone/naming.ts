// Names of the organisations of this crisis, asked for once: zones carry an id only.
import { effect, signal } from "@preact/signals";
import type { LocalText } from "../../../schema/kit/fields.ts";
import type { organisationList } from "../../../schema/organisation.ts";
import { read } from "../../kit/call.ts";
import { local } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";

const names = signal<ReadonlyMap<string, LocalText>>(new Map());
let asked = "";

effect(() => {
  const crisisId = crisis.value?.id;
  if (crisisId === undefined || crisisId === asked) return;
  asked = crisisId;
  void read<typeof organisationList>("organisation.list", { crisisId }).then((answer) => {
    if (answer.ok) names.value = new Map(answer.data.organisations.map((one) => [one.id, one.name]));
    else asked = "";
  });
});

/** Empty while it is not known. */
export function organisationName(id: string): string {
  const found = names.value.get(id);
  return found === undefined ? "" : local(found);
}
