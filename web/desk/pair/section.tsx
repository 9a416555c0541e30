// The administrators' list of what waits for one of them, on the whole platform.
import type { pairList } from "../../../schema/pair.ts";
import { useAnswer } from "../../kit/answer.ts";
import { ProblemLine } from "../../kit/ui/parts.tsx";
import { crisis } from "../crisis/state.ts";
import { readAgain } from "../organisation/state.ts";
import { Waiting } from "./waiting.tsx";

export function WaitingSection() {
  const { data, problem, again } = useAnswer<typeof pairList>("pair.list", {});
  return (
    <>
      <ProblemLine problem={problem} />
      <Waiting
        list={data?.waiting ?? []}
        again={() => {
          again();
          void readAgain(crisis.value?.id ?? null);
        }}
      />
    </>
  );
}
