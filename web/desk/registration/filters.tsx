// Filters are the address: a link restores the view, Back undoes a choice.
import { needKinds } from "../../../schema/need.rules.ts";
import { registrationStates } from "../../../schema/registration.rules.ts";
import { refine } from "../../kit/route.ts";
import { t } from "../../kit/words.ts";
import { me } from "../session.ts";
import { Search } from "./find.tsx";
import { filter } from "./queue.ts";

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
