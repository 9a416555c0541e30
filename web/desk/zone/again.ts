// Asks for the zones anew: after a refusal because somebody was faster, when the live side has not told yet.
import type { zoneList } from "../../../schema/zone.ts";
import { read } from "../../kit/call.ts";
import { crisis, zones } from "../crisis/state.ts";

export async function readZonesAgain(): Promise<void> {
  const crisisId = crisis.value?.id;
  if (crisisId === undefined) return;
  const answer = await read<typeof zoneList>("zone.list", { crisisId });
  if (answer.ok && crisis.value?.id === crisisId) zones.value = answer.data.zones;
}
