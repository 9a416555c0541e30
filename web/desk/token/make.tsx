// Making a token: what it is for, which layer, how many days. Afterwards its secret, once.
import { useState } from "preact/hooks";
import { TOKEN_DAYS, type TokenLayer, tokenLayers, type tokenMake } from "../../../schema/token.ts";
import { draftOf } from "../../kit/draft.ts";
import { Choice, Form, Input } from "../../kit/ui/form.tsx";
import { reasonOf } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { freshId, useSending } from "../organisation/sending.ts";
import { me } from "../session.ts";

interface Draft {
  id: string;
  label: string;
  layer: TokenLayer;
  days: string;
}
const blank = (): Draft => ({ id: freshId("tok"), label: "", layer: "partner-areas", days: "30" });

/** @PRIVACY the one place where a secret is shown; it is kept in this part of the page and nowhere else. */
function Secret({ secret, onDone }: { secret: string; onDone: () => void }) {
  return (
    <div class="secret" role="status">
      <p>{t("desk.token.once")}</p>
      <p>
        <input
          type="text"
          readOnly
          dir="ltr"
          value={secret}
          aria-label={t("desk.token.secret")}
          autocomplete="off"
          spellcheck={false}
          ref={(field) => field?.focus()}
          onFocus={(event) => event.currentTarget.select()}
        />
      </p>
      <button type="button" onClick={onDone}>
        {t("desk.token.noted")}
      </button>
    </div>
  );
}

export function MakeToken({ crisisId, made }: { crisisId: string; made: () => Promise<void> }) {
  const draft = draftOf(`token.make ${me.value?.id ?? ""} ${crisisId}`, blank);
  const [secret, setSecret] = useState<string | null>(null);
  const { busy, problem, refuse, send } = useSending<typeof tokenMake>("token.make");
  const { id, label, layer, days } = draft.value;
  const put = (part: Partial<Draft>) => {
    draft.value = { ...draft.value, ...part };
  };
  function make(): void {
    if (label.trim() === "") return void refuse([{ path: "label", reason: "empty" }]);
    void send({ id, crisisId, label, layer, days }, async (reply) => {
      draft.value = blank();
      setSecret(reply.secret);
      await made();
    });
  }
  if (secret !== null) return <Secret secret={secret} onDone={() => setSecret(null)} />;
  return (
    <Form
      label={t("act.token.make")}
      problem={problem}
      onSend={make}
      actions={
        <div class="choices end">
          <button type="submit" class="primary" disabled={busy}>
            {t("act.token.make")}
          </button>
        </div>
      }
    >
      <Input
        name="label"
        label={t("desk.token.for")}
        hint={t("desk.token.forHint")}
        value={label}
        onType={(typed) => put({ label: typed })}
        reason={reasonOf(problem, "label")}
      />
      <Choice
        name="layer"
        label={t("desk.token.layer")}
        value={layer}
        options={tokenLayers.map((one) => [one, t(`desk.token.layer.${one}`)] as const)}
        onChoose={(chosen) => put({ layer: chosen })}
        reason={reasonOf(problem, "layer")}
      />
      <Input
        name="days"
        label={t("desk.token.days", { most: String(TOKEN_DAYS) })}
        value={days}
        digits
        onType={(typed) => put({ days: typed })}
        reason={reasonOf(problem, "days")}
      />
    </Form>
  );
}
