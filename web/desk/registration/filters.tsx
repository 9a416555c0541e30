// Filters are the address: a link restores the view, Back undoes a choice. Search takes a ten-digit code.
import { useRef, useState } from "preact/hooks";
import { isChecked } from "../../../schema/kit/damm.ts";
import { plainDigits } from "../../../schema/kit/fields.ts";
import { needKinds } from "../../../schema/need.ts";
import { registrationStates } from "../../../schema/registration.ts";
import type { registrationQueue } from "../../../schema/registration-desk.ts";
import { read } from "../../kit/call.ts";
import { go, place, refine } from "../../kit/route.ts";
import { t } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { me } from "../session.ts";
import { filter } from "./queue.ts";

function Search() {
  const [said, say] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  async function find(event: Event): Promise<void> {
    event.preventDefault();
    const digits = plainDigits(field.current?.value ?? "").replace(/\D/g, "");
    const present = crisis.value;
    if (present === null) return;
    if (!/^\d{10}$/.test(digits)) return say(t("reason.not-the-right-digits"));
    if (!isChecked(digits)) return say(t("desk.search.mistyped"));
    const answer = await read<typeof registrationQueue>("registration.queue", {
      crisisId: present.id,
      reference: digits,
    });
    const [row] = answer.ok ? answer.data.rows : [];
    if (row === undefined) return say(t("desk.search.none"));
    say(null);
    go(`/desk/case/${row.id}`, place.value.query);
  }
  return (
    <search class="search">
      <form onSubmit={(event) => void find(event)}>
        <label>
          <span class="unseen">{t("desk.search")}</span>
          <input
            ref={field}
            id="search"
            type="search"
            inputMode="numeric"
            dir="ltr"
            placeholder={t("desk.search")}
            autocomplete="off"
          />
        </label>
        {said === null ? null : (
          <small class="why" role="alert">
            {said}
          </small>
        )}
      </form>
    </search>
  );
}

export function Filters() {
  const { state, urgency, need } = filter.value;
  const choose = (name: string) => (event: Event) => {
    refine({ [name]: (event.currentTarget as HTMLSelectElement).value });
  };
  return (
    <div class="filters">
      <label>
        <span>{t("desk.filter.state")}</span>
        <select value={state} onChange={choose("state")}>
          <option value="">{t("desk.filter.open")}</option>
          {registrationStates.map((one) => (
            <option key={one} value={one}>
              {t(`desk.state.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <fieldset class="toggle">
        <legend class="unseen">{t("desk.filter.urgency")}</legend>
        {["", "1", "2", "3"].map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={urgency === one}
            onClick={() => refine({ urgency: one })}
          >
            {one === "" ? t("desk.filter.all") : t(`desk.urgency.${one}`)}
          </button>
        ))}
      </fieldset>
      <label>
        <span>{t("desk.filter.need")}</span>
        <select value={need} onChange={choose("need")}>
          <option value="">{t("desk.filter.any")}</option>
          {needKinds.map((one) => (
            <option key={one} value={one}>
              {t(`desk.need.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {me.value?.role === "viewer" ? null : <Search />}
    </div>
  );
}
