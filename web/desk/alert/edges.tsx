// Four edges of an area, typed: for a keyboard, and for browsers without a map.
import type { ProblemSeen } from "../../kit/call.ts";
import { Input } from "../../kit/ui/form.tsx";
import { reasonOf } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { type Edge, edges } from "./area.ts";

interface EdgesProps {
  box: Record<Edge, string>;
  onType: (box: Record<Edge, string>) => void;
  problem: ProblemSeen | null;
  /** Before the names of the inputs, where a page has other edges. */
  of?: string;
}

export function Edges({ box, onType, problem, of = "" }: EdgesProps) {
  return (
    <div class="pair">
      {edges.map((edge) => (
        <Input
          key={edge}
          name={`${of}${edge}`}
          digits
          max={40}
          label={t(`desk.alert.${edge}`)}
          value={box[edge]}
          onType={(value) => onType({ ...box, [edge]: value })}
          reason={reasonOf(problem, edge)}
        />
      ))}
    </div>
  );
}
