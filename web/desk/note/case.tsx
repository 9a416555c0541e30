// Confidential notes of a case: written and sealed here for this organisation alone, opened here once somebody typed the
// passphrase. @PRIVACY what is readable lives in this page's memory.
import { useEffect, useState } from "preact/hooks";
import type { keyMine, OrganisationKey } from "../../../schema/key.ts";
import { NOTE_LENGTH, type Note, type noteAdd, type noteOfCase } from "../../../schema/note.ts";
import { useAnswer } from "../../kit/answer.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { draftOf } from "../../kit/draft.ts";
import { Form, Input, refused } from "../../kit/ui/form.tsx";
import { notify, ProblemLine, reasonOf, Skeleton } from "../../kit/ui/parts.tsx";
import { number, t, time } from "../../kit/words.ts";
import { fingerprintWords } from "../key/fingerprint.ts";
import { OpenByPasskey } from "../key/open-passkey.tsx";
import { Secret } from "../key/passphrase.tsx";
import { keyOf, opened, openWith, sealing } from "../key/state.ts";
import { me } from "../session.ts";
import { shownOf } from "./section.tsx";
import "./note.css";

/** The words of a note: null while sealed, undefined where they could not be opened though the key is there. */
function useWords(note: Note, registrationId: string): string | null | undefined {
  const [words, setWords] = useState<string | null | undefined>(null);
  const key = opened.value.get(note.keyVersion);
  useEffect(() => {
    let here = true;
    setWords(null);
    const organisationId = me.value?.organisation.id ?? "";
    if (keyOf(note.keyVersion) === undefined || key === undefined) return;
    void sealing()
      .then(({ openNote }) =>
        openNote(key, note, { organisationId, version: note.keyVersion, registrationId, noteId: note.id }),
      )
      .then((found) => {
        if (here) setWords(found ?? undefined);
      });
    return () => {
      here = false;
    };
  }, [note.id, key]);
  return words;
}

function Line({ note, registrationId }: { note: Note; registrationId: string }) {
  const words = useWords(note, registrationId);
  return (
    <li data-note={note.id}>
      <small class="muted">
        <bdi>{note.by}</bdi>, {time(note.at)}
      </small>
      {words === undefined ? (
        <p class="bad">{t("desk.note.broken")}</p>
      ) : words === null ? (
        <p class="muted">{t("desk.note.sealed", { n: number(note.keyVersion) })}</p>
      ) : (
        <p class="words" dir="auto">
          {words}
        </p>
      )}
    </li>
  );
}

function Unlock({ keys }: { keys: readonly OrganisationKey[] }) {
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  async function send(): Promise<void> {
    const organisationId = me.value?.organisation.id;
    if (busy || organisationId === undefined) return;
    setBusy(true);
    const found = await openWith(typed, keys, organisationId);
    setBusy(false);
    setProblem(found > 0 ? null : refused([{ path: "passphrase", reason: "passphrase-wrong" }]));
    if (found > 0) setTyped("");
  }
  return (
    <Form
      label={t("desk.note.unlock")}
      problem={problem}
      onSend={() => void send()}
      actions={
        <button type="submit" disabled={busy}>
          {t(busy ? "desk.key.making" : "desk.note.unlock")}
        </button>
      }
    >
      <OpenByPasskey keys={keys} />
      <Secret
        name="passphrase"
        label={t("desk.key.passphrase")}
        hint={t("desk.note.unlockHint")}
        value={typed}
        onType={setTyped}
        reason={reasonOf(problem, "passphrase")}
      />
    </Form>
  );
}

function Write({
  newest,
  registrationId,
  onSent,
}: {
  newest: OrganisationKey;
  registrationId: string;
  onSent: () => void;
}) {
  const draft = draftOf(`note ${me.value?.id ?? ""} ${registrationId}`, () => "");
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  async function send(): Promise<void> {
    const organisationId = me.value?.organisation.id;
    const words = draft.value.trim();
    if (busy || organisationId === undefined) return;
    if (words === "") return setProblem(refused([{ path: "words", reason: "empty" }]));
    if ([...words].length > NOTE_LENGTH) return setProblem(refused([{ path: "words", reason: "too-long" }]));
    setBusy(true);
    const id = `nte_${crypto.randomUUID().replaceAll("-", "")}`;
    const of = { organisationId, version: newest.version, registrationId, noteId: id };
    const sealed = await (await sealing()).sealNote(newest.publicKey, words, of);
    const answer = await write<typeof noteAdd>("note.add", {
      id,
      registrationId,
      keyVersion: newest.version,
      ...sealed,
    });
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    draft.value = "";
    notify(t("desk.note.kept"));
    onSent();
  }
  return (
    <Form
      label={t("act.note.add")}
      problem={problem}
      onSend={() => void send()}
      actions={
        <button type="submit" disabled={busy}>
          {t("desk.note.seal")}
        </button>
      }
    >
      <p class="muted small">
        {t("desk.note.to", { n: number(newest.version), by: newest.madeBy, time: time(newest.madeAt) })}{" "}
        <bdi dir="ltr">
          <code>{fingerprintWords(newest.fingerprint)}</code>
        </bdi>
      </p>
      <Input
        name="words"
        label={t("desk.note.words")}
        hint={t("desk.note.wordsHint")}
        value={draft.value}
        onType={(value) => (draft.value = value)}
        lines={3}
        reason={reasonOf(problem, "words")}
      />
    </Form>
  );
}

export function NotesOfCase() {
  const registrationId = shownOf.value ?? "";
  const keys = useAnswer<typeof keyMine>("key.mine", {});
  const notes = useAnswer<typeof noteOfCase>("note.ofCase", { registrationId });
  const problem = keys.problem ?? notes.problem;
  if (keys.data === null || notes.data === null)
    return problem === null ? <Skeleton lines={3} /> : <ProblemLine problem={problem} />;
  const stored = keys.data.keys;
  const [newest] = stored;
  if (newest === undefined) return <p class="muted">{t("desk.note.noKey")}</p>;
  const needed = new Set(notes.data.notes.map((one) => one.keyVersion));
  const closed = stored.filter((one) => needed.has(one.version) && !opened.value.has(one.version));
  return (
    <>
      {notes.data.notes.length === 0 ? (
        <p class="muted">{t("desk.note.none")}</p>
      ) : (
        <ol class="notes">
          {notes.data.notes.map((note) => (
            <Line key={note.id} note={note} registrationId={registrationId} />
          ))}
        </ol>
      )}
      {closed.length === 0 ? null : <Unlock keys={closed} />}
      <Write newest={newest} registrationId={registrationId} onSent={notes.again} />
    </>
  );
}
