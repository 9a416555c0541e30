// One box for the number of a travel document. What was typed goes into no address, and the list is gone with the page; it
// names nobody, and says that whoever is in it can read of it.
import { useEffect, useRef, useState } from "preact/hooks";
import { documentKey, LEAST_DOCUMENT } from "../../../schema/permit.rules.ts";
import type { PermitInQueue } from "../../../schema/permit.ts";
import type { permitFind } from "../../../schema/permit-find.ts";
import { write } from "../../kit/call.ts";
import { addressOf, place } from "../../kit/route.ts";
import { Empty, problemWords } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { FoundList } from "../found.tsx";
import { Due, PermitTag } from "./due.tsx";
import { revision } from "./state.ts";

function Line({ permit, leave }: { permit: PermitInQueue; leave: () => void }) {
  return (
    <li>
      <a href={addressOf("/desk/permits", { ...place.value.query, permit: permit.id })} onClick={leave}>
        <span class="name">
          <Due permit={permit} now={crisis.value?.now ?? ""} />
          <small>{t(`permitGround.${permit.ground}`)}</small>
        </span>
        <span class="state">
          <PermitTag permit={permit} />
        </span>
      </a>
    </li>
  );
}

function Found({ found, close }: { found: readonly PermitInQueue[]; close: (refocus: boolean) => void }) {
  const none = found.length === 0;
  return (
    <FoundList
      label={t("desk.permit.find.list")}
      said={none ? <Empty>{t("desk.permit.find.none")}</Empty> : null}
      lines={none ? null : found.map((one) => <Line key={one.id} permit={one} leave={() => close(false)} />)}
      recorded={t("desk.permit.find.recorded")}
      close={close}
    />
  );
}

export function FindPermit() {
  const [said, say] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<readonly PermitInQueue[] | null>(null);
  const field = useRef<HTMLInputElement>(null);
  /** Only the newest search is answered, however long an older one takes. */
  const turn = useRef(0);
  const crisisId = crisis.value?.id;
  useEffect(() => setFound(null), [crisisId]);
  // Somebody may have taken her consent back: what was found is shown no longer than it is known to hold.
  useEffect(() => {
    if (found === null || found.length === 0) return;
    say(t("desk.permit.find.changed"));
    setFound(null);
  }, [revision.value]);

  async function find(event: Event): Promise<void> {
    event.preventDefault();
    const typed = field.current?.value.trim() ?? "";
    if (crisisId === undefined) return;
    const mine = ++turn.current;
    setFound(null);
    say(null);
    setBusy(false);
    if (typed === "") return say(t("desk.permit.find.empty"));
    if ([...documentKey(typed)].length < LEAST_DOCUMENT) return say(t("desk.permit.find.short"));
    setBusy(true);
    const answer = await write<typeof permitFind>("permit.find", { crisisId, documentNumber: typed });
    if (mine !== turn.current) return;
    setBusy(false);
    if (answer.ok) setFound(answer.data.found);
    else say(problemWords(answer.problem));
  }
  function close(refocus: boolean): void {
    setFound(null);
    if (refocus) field.current?.focus();
  }
  return (
    <search class="search find-permit">
      <form onSubmit={(event) => void find(event)}>
        <label>
          <span>{t("desk.permit.find.label")}</span>
          <input
            ref={field}
            id="find-permit"
            type="search"
            dir="auto"
            maxLength={40}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            aria-busy={busy}
            aria-describedby="find-permit-said"
            onInput={() => say(null)}
            onKeyDown={(event) => {
              if (event.key === "Escape") close(true);
              if (event.key !== "ArrowDown" || found === null) return;
              event.preventDefault();
              document.querySelector<HTMLElement>(".find-permit .found li a")?.focus();
            }}
          />
        </label>
        <button type="submit">{t("desk.permit.find.go")}</button>
        <small
          id="find-permit-said"
          class={said === null ? "muted" : "why"}
          role={said === null ? "status" : "alert"}
        >
          {busy ? t("desk.find.busy") : said}
        </small>
      </form>
      {found === null ? null : <Found found={found} close={close} />}
    </search>
  );
}
