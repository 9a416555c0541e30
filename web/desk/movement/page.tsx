// Movements: the board and the map side by side; one movement, or the form for a new one, between them. Its manifest
// and its passes are pages of their own.
import { signal } from "@preact/signals";
import { go, place, refine } from "../../kit/route.ts";
import { Skeleton } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { ManifestPage } from "../manifest/page.tsx";
import { PassPage } from "../pass/page.tsx";
import { may } from "../session.ts";
import { Split } from "../split.tsx";
import type { Tab } from "../tabs.tsx";
import { MovementDetail } from "./detail.tsx";
import { MovementList } from "./list.tsx";
import { MovementMap } from "./map.tsx";
import { Plan } from "./plan.tsx";
import { useMovements } from "./state.ts";
import "./movement.css";

const tab = signal<Tab>("list");

/** What the address opens: a movement, a new one, or a paper of one. */
export function openedOf(path: string): { id: string | undefined; paper: string | undefined } {
  const found = /^\/desk\/movements\/(mov_\w+|new)(?:\/(manifest|passes))?$/.exec(path);
  return { id: found?.[1], paper: found?.[2] };
}

export function MovementPage() {
  useMovements();
  const { id, paper } = openedOf(place.value.path);
  if (id !== undefined && may("manifest.get")) {
    if (paper === "manifest") return <ManifestPage key={id} id={id} />;
    if (paper === "passes") return <PassPage key={id} id={id} />;
  }
  const plans = id === "new" && may("movement.plan");
  const openId = plans || (id !== undefined && id !== "new") ? id : undefined;
  return (
    <Split
      title={t("desk.movements")}
      tab={tab}
      list={<MovementList openId={openId} />}
      openId={openId}
      pane={
        plans ? (
          crisis.value === null ? (
            <Skeleton />
          ) : (
            <Plan />
          )
        ) : openId === undefined ? null : (
          <MovementDetail id={openId} />
        )
      }
      onClose={() => {
        refine({ edit: undefined }, true);
        go("/desk/movements", place.value.query);
      }}
      placing={false}
      map={<MovementMap openId={openId} />}
    />
  );
}
