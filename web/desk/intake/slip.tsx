// After it was taken: code and secret number to read out, and a slip in the person's language to print. They are shown once:
// the next person clears them.
import { useEffect, useRef } from "preact/hooks";
import { spaced } from "../../../schema/registration.rules.ts";
import type { Receipt } from "../../../schema/registration.ts";
import { t, time } from "../../kit/words.ts";
import { type Spoken, SpokenHere, useSaid } from "./aloud.tsx";

/** The pieces before and after a gap: what fills it keeps its own direction. */
function Filled({ sentence, gap, value }: { sentence: string; gap: string; value: string }) {
  const [before = "", after = ""] = sentence.split(`{${gap}}`);
  return (
    <>
      {before}
      <bdi dir="ltr">{value}</bdi>
      {after}
    </>
  );
}

function Slip({ receipt, spoken }: { receipt: Receipt; spoken: Spoken }) {
  const say = useSaid();
  return (
    <div class="slip" lang={spoken.lang} dir={spoken.dir}>
      <p>
        {say("slip.code")} <b dir="ltr">{spaced(receipt.reference)}</b>
      </p>
      <p>
        {say("slip.pin")} {receipt.pin === null ? say("pin.yours") : <b dir="ltr">{receipt.pin}</b>}
      </p>
      <p>
        <Filled sentence={say("slip.open")} gap="address" value={`${location.host}/${spoken.lang}/s`} />
      </p>
      {receipt.hotline === null ? null : (
        <p>
          {say("receipt.phone")} <bdi dir="ltr">{receipt.hotline}</bdi>
        </p>
      )}
      <p>{say("slip.keep")}</p>
    </div>
  );
}

export function Taken({
  receipt,
  spoken,
  onPaper,
  onNext,
}: {
  receipt: Receipt;
  spoken: Spoken | null;
  onPaper: boolean;
  onNext: () => void;
}) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  return (
    <div class="page intake taken">
      <h1 ref={head} tabIndex={-1}>
        {t("desk.intake.taken")}
      </h1>
      <dl class="facts">
        <div>
          <dt>{t("receipt.code")}</dt>
          <dd class="digits">
            <bdi dir="ltr">{spaced(receipt.reference)}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t("pin.title")}</dt>
          <dd class="digits">
            {receipt.pin === null ? (
              t(onPaper ? "desk.intake.pinOnSlip" : "pin.yours")
            ) : (
              <bdi dir="ltr">{receipt.pin}</bdi>
            )}
          </dd>
        </div>
        <div>
          <dt>{t("receipt.sent")}</dt>
          <dd>{receipt.sentTo.map((one) => one.name).join(" · ")}</dd>
        </div>
        <div>
          <dt>{t("receipt.next")}</dt>
          <dd>{t("receipt.nextBy", { time: time(receipt.nextBy) })}</dd>
        </div>
      </dl>
      <p class="muted">{t("desk.intake.once")}</p>
      {spoken === null ? null : (
        <SpokenHere.Provider value={spoken}>
          <Slip receipt={receipt} spoken={spoken} />
        </SpokenHere.Provider>
      )}
      <p class="actions">
        <button type="button" onClick={() => print()}>
          {t("desk.intake.printSlip")}
        </button>
        <button type="button" class="primary" onClick={onNext}>
          {t("desk.intake.next")}
        </button>
      </p>
    </div>
  );
}
