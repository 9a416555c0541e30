// Boarding passes on paper, for people without a phone: slips to cut, each with its code. Of cases that were sent to
// this organisation and said that they come; the look is written down.

import type { Movement } from "../../../schema/movement.ts";
import type { Pass, passSheet } from "../../../schema/pass.ts";
import { useAnswer } from "../../kit/answer.ts";
import { addressOf, place } from "../../kit/route.ts";
import { Empty, ProblemLine, Skeleton } from "../../kit/ui/parts.tsx";
import { Qr } from "../../kit/ui/qr.tsx";
import { number, t, time } from "../../kit/words.ts";
import { MovementSign } from "../movement/sign.tsx";
import { failed, loaded, movements, useMovements } from "../movement/state.ts";
import { wayWords } from "../movement/words.ts";
import "./pass.css";

function Slip({ pass, movement }: { pass: Pass; movement: Movement }) {
  return (
    <article class="slip" data-number={pass.number}>
      <Qr text={pass.credential} label={t("desk.pass.code", { n: pass.number })} />
      <div>
        <p>
          <MovementSign mode={movement.mode} /> <strong dir="auto">{movement.label}</strong>
        </p>
        <p>
          <bdi>{wayWords(movement)}</bdi>
        </p>
        <p>{t("desk.manifest.leaves", { time: time(movement.leavesAt) })}</p>
        <p class="who">
          <bdi dir="auto">{pass.name ?? t("status.noName")}</bdi>
        </p>
        <p class="number">
          <bdi dir="ltr">{pass.number}</bdi>
        </p>
        <p>{t("desk.pass.group", { group: number(pass.group), n: number(pass.n), m: number(pass.m) })}</p>
        <p>{t("desk.pass.until", { time: time(pass.expiresAt) })}</p>
      </div>
    </article>
  );
}

export function PassPage({ id }: { id: string }) {
  useMovements();
  const movement = movements.value.find((one) => one.id === id);
  const { data, problem } = useAnswer<typeof passSheet>("pass.sheet", { movementId: id });
  if (movement === undefined)
    return loaded.value || failed.value !== null ? <Empty>{t("problem.not-found")}</Empty> : <Skeleton />;
  return (
    <div class="page passes" data-movement={id}>
      <header>
        <a href={addressOf(`/desk/movements/${id}`, { crisis: place.value.query.crisis })}>
          {t("desk.manifest.back")}
        </a>
        <h1>
          {t("desk.passes")}: <bdi dir="auto">{movement.label}</bdi>
        </h1>
        <p class="muted">{t("desk.pass.lead")}</p>
        <ProblemLine problem={problem} />
        {data === null ? null : (
          <p class="choices">
            <button type="button" class="primary" disabled={data.passes.length === 0} onClick={() => print()}>
              {t("desk.pass.print", { count: data.passes.length, n: number(data.passes.length) })}
            </button>
          </p>
        )}
      </header>
      {data === null ? (
        problem === null ? (
          <Skeleton lines={8} />
        ) : null
      ) : data.passes.length === 0 ? (
        <Empty>{t("desk.pass.none")}</Empty>
      ) : (
        <div class="slips">
          {data.passes.map((pass) => (
            <Slip key={pass.number} pass={pass} movement={movement} />
          ))}
        </div>
      )}
    </div>
  );
}
