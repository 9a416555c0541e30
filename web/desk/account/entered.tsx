// What a way in ended with, in words.
import { ProblemLine } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { type Entered, NOT_MADE } from "./state.ts";

export function EnteredLine({ entered }: { entered: Entered }) {
  if (entered === NOT_MADE)
    return (
      <p class="problem" role="alert">
        {t("desk.signIn.notMade")}
      </p>
    );
  return <ProblemLine problem={entered} />;
}
