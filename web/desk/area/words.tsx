// What a district is called: it has no name of its own, so its middle, as north and east, in degrees.
import { centreOf } from "../../../schema/kit/quadkey.ts";

export function District({ cell }: { cell: string }) {
  const { lng, lat } = centreOf(cell);
  return <bdi dir="ltr">{`${lat.toFixed(2)}, ${lng.toFixed(2)}`}</bdi>;
}
