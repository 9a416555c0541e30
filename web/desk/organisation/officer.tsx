// Accounts of an organisation, and the button that invites one more.
import type { OrganisationInRoster } from "../../../schema/organisation.ts";
import { t } from "../../kit/words.ts";
import { Invite } from "../account/invite.tsx";
import { readAgain } from "./state.ts";

export function Officers({ of, crisisId }: { of: OrganisationInRoster; crisisId: string }) {
  return (
    <>
      {of.officers.length === 0 ? <span class="muted">{t("admin.officers.none")}</span> : null}
      <ul class="officers">
        {of.officers.map((one) => (
          <li key={one.id} title={one.id}>
            <bdi>{one.label}</bdi> <span class="muted">{t(`role.${one.role}`)}</span>
            {one.closedAt === null ? null : <span class="tag">{t("admin.officer.closed")}</span>}
          </li>
        ))}
      </ul>
      <Invite of={of} onDone={() => void readAgain(crisisId)} />
    </>
  );
}
