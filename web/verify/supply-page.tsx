// What this gate has to work with and how old each part is: sign-in, movements, keys, statuses, a file of keys from a USB
// stick; its name, its language, its sound; and the wipe.
import { useSignal } from "@preact/signals";
import { Device, Wipe } from "./device.tsx";
import { age, moment } from "./say.ts";
import { change, listing, packs, root, session, settings, statuses, timeNow, trust } from "./state.ts";
import { crises, fetchAll, fetchList, type Supplied, type Taken, takeTrust } from "./supply.ts";
import { local, t } from "./words.ts";

function SignIn() {
  if (session.value === "in") return null;
  if (session.value === "other-role") return <p class="warning">{t("gate.signIn.role")}</p>;
  if (session.value === "unknown" && listing.value !== null) return null;
  return (
    <section class="sign-in">
      <h2>{t("gate.signIn.title")}</h2>
      <p>{t("gate.signIn.how")}</p>
      <p>
        <a class="button" href="/desk/sign-in">
          {t("gate.signIn.link")}
        </a>
      </p>
    </section>
  );
}

function Crises() {
  if (crises.value.length < 2) return null;
  return (
    <label class="field">
      <span>{t("gate.crisis")}</span>
      <select
        value={settings.value.crisisId ?? ""}
        onChange={(event) => void change({ crisisId: event.currentTarget.value, chosen: [] }).then(fetchList)}
      >
        {crises.value.map((one) => (
          <option key={one.id} value={one.id}>
            {local(one.name)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Movements() {
  const { now } = timeNow();
  const { chosen } = settings.value;
  const listed = listing.value?.reply.movements ?? [];
  if (listing.value === null) return null;
  return (
    <fieldset class="movements">
      <legend>{t("gate.movements")}</legend>
      {listed.length === 0 ? <p class="quiet">{t("gate.movements.none")}</p> : null}
      {listed.map((one) => {
        const pack = packs.value.get(one.id);
        return (
          <label key={one.id}>
            <input
              type="checkbox"
              checked={chosen.includes(one.id)}
              onChange={(event) => {
                const others = chosen.filter((id) => id !== one.id);
                void change({ chosen: event.currentTarget.checked ? [...others, one.id] : others });
              }}
            />
            <span class="about">
              <b>{one.label}</b>
              <small>
                {local(one.from.name)} – {local(one.to.name)} · {moment(Date.parse(one.leavesAt), now)}
              </small>
              <small>
                {t("gate.passes", { n: one.passes, count: one.passes })} ·{" "}
                {pack === undefined ? t("gate.noPack") : t("gate.ready.pack", { age: age(pack.at, now) })}
              </small>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

/** How old each thing is that a verdict rests on. */
function Ages() {
  const { now, real } = timeNow();
  const list = listing.value;
  const oldest = [...statuses.value.values()].map(({ iat }) => iat * 1000).sort((a, b) => a - b)[0];
  const rows: [string, string][] = [
    ["gate.have.list", list === null ? t("gate.have.none") : age(Date.parse(list.reply.crisis.now), now)],
    ["gate.have.root", root.value === null ? t("gate.have.none") : root.value.kid],
    ["gate.have.keys", trust.value === null ? t("gate.have.none") : age(trust.value.iat * 1000, real)],
    ["gate.have.status", oldest === undefined ? t("gate.have.none") : age(oldest, real)],
  ];
  return (
    <dl class="ages">
      {rows.map(([key, value]) => (
        <div key={key}>
          <dt>{t(key)}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Fetch() {
  const state = useSignal<"rest" | "busy" | Supplied>("rest");
  async function run(): Promise<void> {
    state.value = "busy";
    state.value = await fetchAll();
  }
  const busy = state.value === "busy";
  const done = typeof state.value === "object" ? state.value : null;
  return (
    <div>
      <button type="button" class="primary wide" disabled={busy} onClick={() => void run()}>
        {t(busy ? "gate.fetching" : "gate.fetch")}
      </button>
      <p role="status">{done === null ? "" : done.ok ? t("gate.fetched") : problemWords(done.problem)}</p>
    </div>
  );
}

const told = ["offline", "signed-out", "not-allowed", "not-found"];
function problemWords(code: string): string {
  return t(`gate.problem.${told.includes(code) ? code : "other"}`);
}

/** Keys from a file: for a place that never has a network. They count only where the pinned root signed them. */
function KeysFile() {
  const taken = useSignal<Taken | null>(null);
  return (
    <div class="field">
      <label class="button file">
        {t("gate.keysFile")}
        <input
          type="file"
          class="unseen"
          accept=".jws,.txt"
          onChange={async (event) => {
            const field = event.currentTarget;
            const [file] = field.files ?? [];
            // A list of keys has some thousand characters: whatever is large is none.
            if (file !== undefined)
              taken.value = file.size > 1e6 ? "not-signed" : await takeTrust(await file.text());
            field.value = "";
          }}
        />
      </label>
      <p role="status">{taken.value === null ? "" : t(`gate.keysFile.${taken.value}`)}</p>
    </div>
  );
}

export function SupplyPage() {
  return (
    <div class="supply">
      <h1>{t("gate.nav.supply")}</h1>
      <SignIn />
      <Crises />
      <Movements />
      <Fetch />
      <Ages />
      <KeysFile />
      <Device />
      <Wipe />
    </div>
  );
}
