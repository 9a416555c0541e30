// The team: officers of one's own organisation, or of the one that an administrator's address names, and how each account stands.
import { useEffect } from "preact/hooks";
import type { accountTeam, TeamMember } from "../../../schema/account-team.ts";
import type { Organisation } from "../../../schema/organisation.ts";
import { useAnswer } from "../../kit/answer.ts";
import { addressOf, place } from "../../kit/route.ts";
import { Empty, Heads, Refused, Skeleton } from "../../kit/ui/parts.tsx";
import { local, t, time } from "../../kit/words.ts";
import { everybody, nameEverybody } from "../organisation/roster.ts";
import { Waiting } from "../pair/waiting.tsx";
import { may, me } from "../session.ts";
import { History } from "./history.tsx";
import { Invite } from "./invite.tsx";
import { MemberActions } from "./member.tsx";
import { FromOutside } from "./outside.tsx";
import "./account.css";

function stateOf(one: TeamMember): string {
  if (one.closedAt !== null) return t("desk.team.left", { time: time(one.closedAt) });
  if (one.linkUntil !== null)
    return t(one.recovers ? "desk.team.recoverUntil" : "desk.team.invitedUntil", {
      time: time(one.linkUntil),
    });
  return t(one.opens ? "desk.team.opens" : "desk.team.opensNot");
}

function Rows({ list, of, again }: { list: readonly TeamMember[]; of: Organisation; again: () => void }) {
  return (
    <table class="list team">
      <caption class="unseen">{t("desk.team.of", { name: local(of.name) })}</caption>
      <Heads
        names={[t("admin.officer.label"), t("admin.officer.role"), t("desk.team.state"), t("desk.sessions")]}
      >
        <td />
      </Heads>
      <tbody>
        {list.map((one) => (
          <tr key={one.id} data-officer={one.id}>
            <th scope="row">
              <bdi>{one.label}</bdi>{" "}
              {one.id === me.value?.id ? <span class="tag">{t("desk.team.self")}</span> : null}
            </th>
            <td>{t(`role.${one.role}`)}</td>
            <td>
              {stateOf(one)}
              {one.stoodFor.length === 0 ? null : (
                <span class="tag warn">{t("desk.team.stoodFor", { n: one.stoodFor.length })}</span>
              )}
            </td>
            <td data-says={t("desk.sessions")}>{one.sessions ?? "–"}</td>
            <td class="end">
              <MemberActions of={one} organisationId={of.id} again={again} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function TeamPage() {
  const own = me.value?.organisation;
  useEffect(() => {
    if (everybody.value === null) void nameEverybody();
  }, []);
  const { organisation: asked, after } = place.value.query;
  const id = asked ?? own?.id;
  const of = id === own?.id ? own : everybody.value?.find((one) => one.id === id);
  const { data, problem, again } = useAnswer<typeof accountTeam>("account.team", {
    organisationId: asked,
    after,
  });
  return (
    <div class="page account">
      <header>
        <h1>{of === undefined ? t("desk.team") : t("desk.team.of", { name: local(of.name) })}</h1>
        {of !== undefined && may("account.invite") ? <Invite of={of} onDone={again} /> : null}
      </header>
      <p class="muted">{t("desk.team.says")}</p>
      {data === null ? null : (
        <>
          <Waiting
            list={data.waiting}
            labelOf={(officerId) => data.officers.find((one) => one.id === officerId)?.label}
            again={again}
          />
          <FromOutside rows={data.fromOutside} team={data.officers} />
        </>
      )}
      <Refused problem={problem} again={again} />
      {data === null || of === undefined ? (
        problem === null ? (
          <Skeleton lines={5} />
        ) : null
      ) : data.officers.length === 0 ? (
        <Empty>{t("admin.officers.none")}</Empty>
      ) : (
        <div class="wide">
          <Rows list={data.officers} of={of} again={again} />
        </div>
      )}
      {data?.next == null ? null : (
        <a href={addressOf("/desk/team", { ...place.value.query, after: data.next })}>
          {t("desk.team.more")}
        </a>
      )}
      {data !== null && may("account.history") ? <History organisationId={id} team={data.officers} /> : null}
    </div>
  );
}
