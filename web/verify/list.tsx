// The list of the chosen movements: somebody by her number or its last digits, and what an officer says of her without a
// code: check, absent, refused. Numbers and groups; the pack has no names.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { plainDigits } from "../../schema/kit/fields.ts";
import { endingIn, type Pack, type Pass, standing } from "./pack.ts";
import { spaced } from "./say.ts";
import { listOpen, mark, takeLine } from "./scan.ts";
import { log, noted, packs, settings } from "./state.ts";
import { t } from "./words.ts";

const SHOWN = 40;

const close = () => {
  listOpen.value = false;
};

interface Line {
  pack: Pack;
  pass: Pass;
}

function Marks({ line: { pack, pass } }: { line: Line }) {
  // The kind that was touched once: the second touch means it.
  const sure = useSignal<"absent" | "refused" | null>(null);
  const touch = (kind: "absent" | "refused") => {
    if (sure.value !== kind) {
      sure.value = kind;
      return;
    }
    sure.value = null;
    void mark(kind, pack.movementId, [pass.cti]);
  };
  return (
    <div class="marks">
      <button type="button" class="primary" onClick={() => void takeLine(pack.movementId, pass.cti)}>
        {t("gate.check")}
      </button>
      {(["absent", "refused"] as const).map((kind) => (
        <button
          key={kind}
          type="button"
          class={sure.value === kind ? "sure" : undefined}
          onClick={() => touch(kind)}
        >
          {t(sure.value === kind ? `gate.mark.${kind}.sure` : `gate.mark.${kind}`)}
        </button>
      ))}
    </div>
  );
}

export function ListPanel() {
  void log.value;
  const typed = useSignal("");
  const opened = useSignal<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const held = settings.value.chosen.flatMap((id) => packs.value.get(id) ?? []);
  const digits = plainDigits(typed.value).replace(/\D/g, "");
  const isLeft = (pack: Pack, pass: Pass) => {
    const state = standing(pack, pass, noted);
    return settings.value.mode === "arrival" ? state === "held" || state === "boarded" : state === "held";
  };
  const found: Line[] = held.flatMap((pack) =>
    digits === ""
      ? [...pack.byNumber.values()].filter((pass) => isLeft(pack, pass)).map((pass) => ({ pack, pass }))
      : endingIn(pack, digits, SHOWN).map((pass) => ({ pack, pass })),
  );
  const all = held.reduce((sum, pack) => sum + pack.byCti.size, 0);
  const left = held.reduce(
    (sum, pack) => sum + [...pack.byCti.values()].filter((pass) => isLeft(pack, pass)).length,
    0,
  );
  return (
    <div class="list">
      <h1 ref={heading} tabIndex={-1}>
        {t("gate.list.title", { n: all - left, m: all })}
      </h1>
      <input
        inputMode="numeric"
        dir="ltr"
        autocomplete="off"
        value={typed.value}
        aria-label={t("gate.list.search")}
        placeholder={t("gate.list.search")}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
        }}
      />
      {found.length === 0 ? (
        <p class="quiet">{t(digits === "" ? "gate.list.empty" : "gate.list.none")}</p>
      ) : null}
      <ul>
        {found.slice(0, SHOWN).map((line) => {
          const { pack, pass } = line;
          const open = opened.value === pass.cti;
          return (
            <li key={pass.cti}>
              <button
                type="button"
                class="line"
                aria-expanded={open}
                onClick={() => {
                  opened.value = open ? null : pass.cti;
                }}
              >
                <b>
                  <bdi dir="ltr">{spaced(pass.number)}</bdi>
                </b>
                <span>{t("gate.fact.group", { group: pass.group, n: pass.n, m: pass.m })}</span>
                <span class="state">{t(`gate.state.${standing(pack, pass, noted)}`)}</span>
              </button>
              {open ? <Marks line={line} /> : null}
            </li>
          );
        })}
      </ul>
      {found.length > SHOWN ? <p class="quiet">{t("gate.list.more", { n: found.length - SHOWN })}</p> : null}
      <button type="button" onClick={close}>
        {t("gate.list.close")}
      </button>
    </div>
  );
}
