// The key of this officer's organisation: its versions and fingerprints for everybody, making and keeping it for supervisors.
// What the key protects from, and what it does not, stands above it.
import { useState } from "preact/hooks";
import type { keyMine, OrganisationKey } from "../../../schema/key.ts";
import { useAnswer } from "../../kit/answer.ts";
import { Heads, Refused, Skeleton } from "../../kit/ui/parts.tsx";
import { number, t, time } from "../../kit/words.ts";
import { may } from "../session.ts";
import { fingerprintWords } from "./fingerprint.ts";
import { type Made, MakeKey } from "./make.tsx";
import { KeyPasskeys } from "./passkeys.tsx";
import { RestoreKey } from "./restore.tsx";
import { ShareSheet } from "./sheet.tsx";
import { forget, opened } from "./state.ts";
import "./key.css";

type Doing = { what: "make" } | { what: "print" | "rewrap"; stored: OrganisationKey } | null;

function Versions({ keys, onDo }: { keys: readonly OrganisationKey[]; onDo: (doing: Doing) => void }) {
  const supervises = may("key.set");
  return (
    <table class="list keys">
      <caption class="unseen">{t("desk.key")}</caption>
      <Heads
        names={["column.version", "column.fingerprint", "column.made"].map((one) => t(`desk.key.${one}`))}
      >
        {supervises ? (
          <th scope="col">
            <span class="unseen">{t("desk.key.column.act")}</span>
          </th>
        ) : null}
      </Heads>
      <tbody>
        {keys.map((one, i) => (
          <tr key={one.version} data-version={one.version}>
            <th scope="row">
              {number(one.version)}{" "}
              <span class="tag">{t(i === 0 ? "desk.key.newest" : "desk.key.older")}</span>
            </th>
            <td>
              <bdi dir="ltr">
                <code title={one.fingerprint}>{fingerprintWords(one.fingerprint)}</code>
              </bdi>
            </td>
            <td>
              <bdi>{one.madeBy}</bdi>, {time(one.madeAt)}
            </td>
            {supervises ? (
              <td>
                <button type="button" class="quiet" onClick={() => onDo({ what: "rewrap", stored: one })}>
                  {t("desk.key.rewrap")}
                </button>
                <button type="button" class="quiet" onClick={() => onDo({ what: "print", stored: one })}>
                  {t("desk.key.printAgain")}
                </button>
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Keys({ keys, again }: { keys: readonly OrganisationKey[]; again: () => void }) {
  const [doing, setDoing] = useState<Doing>(null);
  const [made, setMade] = useState<Made | null>(null);
  const done = () => {
    setDoing(null);
    setMade(null);
    again();
  };
  if (made !== null) return <ShareSheet {...made} onDone={done} />;
  if (doing?.what === "make")
    return <MakeKey version={(keys[0]?.version ?? 0) + 1} onMade={setMade} onGiveUp={done} />;
  if (doing !== null)
    return (
      <RestoreKey
        key={`${doing.what} ${String(doing.stored.version)}`}
        stored={doing.stored}
        aim={doing.what}
        onShare={setMade}
        onDone={done}
      />
    );
  return (
    <>
      {keys.length === 0 ? (
        <p>{t(may("key.set") ? "desk.key.none" : "desk.key.noneOfficer")}</p>
      ) : (
        <div class="wide">
          <Versions keys={keys} onDo={setDoing} />
        </div>
      )}
      <p class="choices">
        {may("key.set") ? (
          <button
            type="button"
            class={keys.length === 0 ? "primary" : ""}
            onClick={() => setDoing({ what: "make" })}
          >
            {t(keys.length === 0 ? "desk.key.begin" : "desk.key.change")}
          </button>
        ) : null}
        {opened.value.size === 0 ? null : (
          <button type="button" onClick={forget}>
            {t("desk.key.forget")}
          </button>
        )}
      </p>
      {keys.length > 0 && may("key.set") ? <p class="muted">{t("desk.key.changeWhat")}</p> : null}
      {keys.length === 0 ? null : <KeyPasskeys keys={keys} again={again} />}
    </>
  );
}

export function KeyPage() {
  const { data, problem, again } = useAnswer<typeof keyMine>("key.mine", {});
  return (
    <div class="page key">
      <header>
        <h1>{t("desk.key")}</h1>
        <p class="muted">{t("desk.key.lead")}</p>
        <p class="muted">{t("desk.key.leadLimit")}</p>
      </header>
      <Refused problem={problem} again={again} />
      {data === null ? (
        problem === null ? (
          <Skeleton lines={5} />
        ) : null
      ) : (
        <Keys keys={data.keys} again={again} />
      )}
    </div>
  );
}
