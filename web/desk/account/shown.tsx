// A one-time link as it is handed on: shown once, to who made it, with its end.
import { useState } from "preact/hooks";
import { Field } from "../../kit/ui/parts.tsx";
import { t, time } from "../../kit/words.ts";

export interface Link {
  token: string;
  expiresAt: string;
}

export function LinkShown({ link, onDone }: { link: Link; onDone: () => void }) {
  const [copied, setCopied] = useState(false);
  // After `#`: no server, log or referrer is told it.
  const address = `${location.origin}/desk/sign-in#new.${link.token}`;
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(address);
      setCopied(true);
    } catch {
      // @NOTE Some browsers keep the clipboard shut; the link can be marked and copied by hand.
      setCopied(false);
    }
  }
  return (
    <div class="link-shown">
      <p>{t("desk.link.handOn")}</p>
      <Field label={t("desk.link.address")} hint={t("desk.link.until", { time: time(link.expiresAt) })}>
        <input
          readOnly
          dir="ltr"
          name="link"
          value={address}
          onFocus={(event) => event.currentTarget.select()}
        />
      </Field>
      <div class="choices end">
        <button type="button" class="primary" onClick={() => void copy()}>
          {t(copied ? "desk.link.copied" : "desk.link.copy")}
        </button>
        <button type="button" onClick={onDone}>
          {t("desk.close")}
        </button>
      </div>
    </div>
  );
}
