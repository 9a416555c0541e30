// What an officer calls a passkey, so that she knows later which of her devices it is on.
import type { ProblemSeen } from "../../kit/call.ts";
import { Input } from "../../kit/ui/form.tsx";
import { reasonOf } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";

interface PasskeyLabelProps {
  value: string;
  onType: (value: string) => void;
  problem: ProblemSeen | null;
}

export function PasskeyLabel({ value, onType, problem }: PasskeyLabelProps) {
  return (
    <Input
      name="label"
      label={t("desk.passkey.label")}
      hint={t("desk.passkey.labelHint")}
      max={40}
      value={value}
      onType={onType}
      reason={reasonOf(problem, "label")}
    />
  );
}
