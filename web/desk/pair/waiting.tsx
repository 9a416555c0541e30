// What waits for a second administrator: named with what it would do, agreed to by doing the same, or taken away. Officers of
// the organisation read the same list without buttons.
import { useState } from "preact/hooks";
import type { accountClose, accountInvite } from "../../../schema/account-team.ts";
import type { crisisClose } from "../../../schema/crisis.ts";
import type { issuerDrop } from "../../../schema/issuer.ts";
import type { Pair, pairRefuse } from "../../../schema/pair.ts";
import { Dialog, notify, ProblemLine } from "../../kit/ui/parts.tsx";
import { local, t, time } from "../../kit/words.ts";
import { type Link, LinkShown } from "../account/shown.tsx";
import { officerLabel, organisationName } from "../organisation/roster.ts";
import { useSending } from "../organisation/sending.ts";
import { crises } from "../organisation/state.ts";
import { may, me } from "../session.ts";

type LabelOf = (officerId: string) => string | undefined;

function targetName({ act, targetId, asked }: Pair, labelOf: LabelOf): string {
  if (act === "account.invite") return asked.label ?? "";
  const crisis = crises.value?.find((one) => one.id === targetId);
  if (crisis !== undefined) return local(crisis.name);
  if (targetId.startsWith("org_")) return organisationName(targetId);
  return labelOf(targetId) ?? officerLabel(targetId) ?? targetId;
}

function Buttons({ of, again }: { of: Pair; again: () => void }) {
  const [link, setLink] = useState<Link | null>(null);
  const closing = useSending<typeof accountClose>("account.close");
  const inviting = useSending<typeof accountInvite>("account.invite");
  const dropping = useSending<typeof issuerDrop>("issuer.drop");
  const shutting = useSending<typeof crisisClose>("crisis.close");
  const refusing = useSending<typeof pairRefuse>("pair.refuse");
  const { act, targetId, organisationId, asked } = of;
  const done = () => {
    notify(t("pair.done"));
    again();
  };
  function agree(): void {
    if (act === "account.close") void closing.send({ officerId: targetId }, done);
    if (act === "crisis.close") void shutting.send({ id: targetId }, done);
    if (act === "issuer.drop") void dropping.send({ organisationId: targetId }, done);
    if (act === "account.invite" && organisationId !== null)
      void inviting.send(
        { id: targetId, organisationId, role: "supervisor", label: asked.label ?? "" },
        ({ token, expiresAt }) => {
          if (token === null) done();
          else setLink({ token, expiresAt });
        },
      );
  }
  const busy = [closing, inviting, dropping, shutting, refusing].some((one) => one.busy);
  const problem =
    [closing, inviting, dropping, shutting, refusing].find((one) => one.problem)?.problem ?? null;
  const own = of.by === me.value?.id;
  // A sign-in server is named with its secret: the second one types it, and so checks it.
  const here = act !== "issuer.set";
  return (
    <>
      <div class="actions">
        {may("crisis.open") && !own && here ? (
          <button type="button" class="primary" disabled={busy} onClick={agree}>
            {t("pair.agree")}
          </button>
        ) : null}
        <button
          type="button"
          class="danger"
          disabled={busy}
          onClick={() => void refusing.send({ act, targetId }, again)}
        >
          {t("act.pair.refuse")}
        </button>
      </div>
      {own ? <p class="muted">{t("admin.vet.other")}</p> : null}
      {own || here ? null : <p class="muted">{t("pair.there")}</p>}
      <ProblemLine problem={problem} />
      {link === null ? null : (
        <Dialog title={t("act.account.invite")} onClose={again}>
          <LinkShown link={link} onDone={again} />
        </Dialog>
      )}
    </>
  );
}

/** Nothing where nothing waits. */
export function Waiting({
  list,
  labelOf = officerLabel,
  again,
}: {
  list: readonly Pair[];
  labelOf?: LabelOf;
  again: () => void;
}) {
  const decides = may("pair.refuse");
  if (list.length === 0) return null;
  return (
    <section class="notice" aria-label={t("pair.title")}>
      <h2>{t("pair.title")}</h2>
      <ul class="plain">
        {list.map((one) => (
          <li key={`${one.act} ${one.targetId}`} data-pair={one.act}>
            <strong>{t(`act.${one.act}`)}</strong>: <bdi>{targetName(one, labelOf)}</bdi>
            {one.asked.role === undefined ? null : (
              <span class="muted"> · {t(`role.${one.asked.role}`)}</span>
            )}
            {one.asked.url === undefined ? null : (
              <span class="muted" dir="ltr">
                {" "}
                · {one.asked.url}
              </span>
            )}
            <p class="muted">
              {t("pair.asked", {
                who: officerLabel(one.by) ?? t("role.platform-admin"),
                time: time(one.at),
                until: time(one.until),
              })}
            </p>
            {decides ? <Buttons of={one} again={again} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
