// What may be done with one account of a team: a new link, ending its sessions, closing it, standing for its officer.
import { useState } from "preact/hooks";
import type {
  accountClose,
  accountEndSessions,
  accountInvite,
  accountStandFor,
  TeamMember,
} from "../../../schema/account-team.ts";
import { Dialog, notify, ProblemLine } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { useSending } from "../organisation/sending.ts";
import { me } from "../session.ts";
import { type Link, LinkShown } from "./shown.tsx";

type Doing = "endSessions" | "close" | "standFor" | "invite";

/** What is asked before it is done: each of these is felt by somebody who is not here. */
function Ask({
  doing,
  of,
  organisationId,
  onDone,
}: {
  doing: Doing;
  of: TeamMember;
  organisationId: string;
  onDone: () => void;
}) {
  const [link, setLink] = useState<Link | null>(null);
  const ending = useSending<typeof accountEndSessions>("account.endSessions");
  const closing = useSending<typeof accountClose>("account.close");
  const standing = useSending<typeof accountStandFor>("account.standFor");
  const inviting = useSending<typeof accountInvite>("account.invite");
  const sending = { endSessions: ending, close: closing, standFor: standing, invite: inviting }[doing];
  const officerId = of.id;
  function act(): void {
    const said = (key: string) => () => {
      notify(t(key, { label: of.label }));
      onDone();
    };
    if (doing === "endSessions") void ending.send({ officerId }, said("desk.team.sessionsEnded"));
    if (doing === "close")
      void closing.send({ officerId }, ({ until }) =>
        said(until === null ? "desk.team.closed" : "pair.waits")(),
      );
    if (doing === "standFor")
      void standing.send({ officerId }, ({ token, expiresAt }) =>
        token === null ? said("desk.team.stoodOnce")() : setLink({ token, expiresAt }),
      );
    if (doing === "invite")
      void inviting.send({ id: officerId, organisationId, role: of.role, label: of.label }, (made) =>
        made.token === null ? said("pair.waits")() : setLink({ ...made, token: made.token }),
      );
  }
  if (link !== null) return <LinkShown link={link} onDone={onDone} />;
  return (
    <div class="form">
      <p>
        <strong>
          <bdi>{of.label}</bdi>
        </strong>{" "}
        <span class="muted">{t(`role.${of.role}`)}</span>
      </p>
      <p>{t(`desk.team.${doing}Says`)}</p>
      <ProblemLine problem={sending.problem} />
      <div class="choices end">
        <button
          type="button"
          class={doing === "close" ? "danger" : "primary"}
          disabled={sending.busy}
          onClick={act}
        >
          {t(`desk.team.${doing}`)}
        </button>
        <button type="button" onClick={onDone}>
          {t("desk.giveUp")}
        </button>
      </div>
    </div>
  );
}

export function MemberActions({
  of,
  organisationId,
  again,
}: {
  of: TeamMember;
  organisationId: string;
  again: () => void;
}) {
  const [doing, setDoing] = useState<Doing | null>(null);
  const self = of.id === me.value?.id;
  const watches = of.sessions !== null;
  const can: [Doing, boolean][] = [
    ["invite", watches && !of.opens],
    ["endSessions", watches && !self && of.sessions !== 0],
    ["standFor", !self && of.opens],
    ["close", watches && !self],
  ];
  const end = () => {
    setDoing(null);
    again();
  };
  if (of.closedAt !== null) return null;
  return (
    <div class="actions">
      {can
        .filter(([, shown]) => shown)
        .map(([one]) => (
          <button
            key={one}
            type="button"
            class={one === "close" ? "danger" : undefined}
            onClick={() => setDoing(one)}
          >
            {t(`desk.team.${one}`)} <span class="unseen">{of.label}</span>
          </button>
        ))}
      {doing === null ? null : (
        <Dialog title={t(`desk.team.${doing}`)} onClose={end}>
          <Ask doing={doing} of={of} organisationId={organisationId} onDone={end} />
        </Dialog>
      )}
    </div>
  );
}
