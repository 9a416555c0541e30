// Seats raced through the real door: attempts at the last seats, how many were oversold, how long one takes; and a
// thousand people from registrations to a manifest that is fixed for print.
import { smallGroup } from "../kit/people.ts";
import { crowd } from "./crowd.ts";
import { chunks, conditions, ms, openPlatform, type Platform, type Print, quantile } from "./setting.ts";

const ROUNDS = 40;
const RACING = 250;
const AT_ONCE = 32;
const officers = ["off_emb0001", "off_emb0002", "off_super01", "off_other01"];

interface Movement {
  version: number;
  capacity: Record<string, number>;
  taken: Record<string, number>;
}

/** As the desk's officers: each with a session of her own. */
async function desks(platform: Platform) {
  const cookies = await Promise.all(officers.map((id) => platform.signIn(id)));
  let keys = 0;
  return {
    does: (officer: number, act: string, body: unknown, more: Record<string, string> = {}) =>
      platform.send("POST", `/api/${act}`, body, {
        Cookie: cookies[officer] ?? "",
        "Sec-Fetch-Site": "same-origin",
        "Idempotency-Key": `bench-seat-${String(++keys).padStart(10, "0")}`,
        ...more,
      }),
    reads: (officer: number, path: string) =>
      platform.send("GET", `/api/${path}`, undefined, { Cookie: cookies[officer] ?? "" }),
  };
}
type Desks = Awaited<ReturnType<typeof desks>>;

async function plan(desk: Desks, id: string, seat: number, over: Record<string, unknown> = {}, officer = 0) {
  const got = await desk.does(officer, "movement/plan", {
    id,
    crisisId: String(smallGroup().crisisId),
    mode: "ship",
    label: "A measured ship",
    from: { name: { en: "Old port" } },
    to: { name: { en: "Far port" } },
    leavesAt: "2011-03-09T06:00:00Z",
    capacity: { seat, wheelchair: 0, stretcher: 0, lap: 0 },
    ...over,
  });
  if (got.status !== 200) throw new Error(`could not plan: ${JSON.stringify(got.body)}`);
}

async function inParallel(count: number, work: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function race(platform: Platform, desk: Desks, print: Print): Promise<void> {
  const groups = Array.from({ length: RACING }, (_, i) => ({
    id: `reg_racing${String(i).padStart(6, "0")}`,
    at: "2011-03-01T05:00:00.000Z",
    size: 1 + (i % 3),
    officer: i % officers.length,
  }));
  await platform.load(
    groups.map(({ id, at, size, officer }) => ({
      id,
      at,
      input: smallGroup({
        recipients: [officer === 3 ? "org_embassyTwo" : "org_embassyOne"],
        people: Array.from({ length: size }, () => ({ born: "30" })),
      }),
    })) as Parameters<Platform["load"]>[0],
  );
  const taken: number[] = [];
  let [placed, oversold] = [0, 0];
  for (let round = 0; round < ROUNDS; round++) {
    const id = `mov_race${String(round).padStart(6, "0")}`;
    const share = { organisationId: "org_embassyTwo", places: round % 3, until: "2011-03-08T06:00:00Z" };
    await plan(desk, id, 2 + (round % 12), { shares: [share] });
    await inParallel(RACING, async (n) => {
      const group = groups[(n * 7 + round) % RACING];
      const start = performance.now();
      const got = await desk.does(group?.officer ?? 0, "seat/place", {
        movementId: id,
        registrationId: group?.id,
      });
      taken.push(performance.now() - start);
      if (got.status === 200) placed++;
      else if (!["seats-gone", "share-used"].includes(String(got.body.code)))
        throw new Error(`refused otherwise: ${JSON.stringify(got.body)}`);
    });
    const movement = (await desk.reads(0, `movement/get?id=${id}`)).body as unknown as Movement;
    const listed = (await desk.reads(0, `seat/list?movementId=${id}`)).body.groups as { seats: unknown[] }[];
    const seats = listed.reduce((sum, one) => sum + one.seats.length, 0);
    if (seats !== movement.taken.seat) throw new Error("counts and seats disagree");
    oversold += Math.max(0, seats - (movement.capacity.seat ?? 0));
    const reason = { en: "The next round." };
    await desk.does(
      0,
      "movement/advance",
      { id, state: "cancelled", reason },
      { "If-Match": `"${String(movement.version)}"` },
    );
  }
  taken.sort((a, b) => a - b);
  const [p50, p95] = [quantile(taken, 0.5), quantile(taken, 0.95)];
  print(
    `${String(taken.length)} attempts at the last seats, ${String(AT_ONCE)} at once by ${String(officers.length)} officers: ${String(placed)} groups placed, ${String(oversold)} oversold, p50 ${ms(p50)}, p95 ${ms(p95)}`,
  );
  print(JSON.stringify({ attempts: taken.length, oversold, p50, p95 }));
}

/** What an officer does: plan, place everybody (a list at a time), fix the manifest, take it up. */
async function thousand(platform: Platform, desk: Desks, print: Print): Promise<void> {
  const ids: string[] = [];
  let people = 0;
  for (const chunk of chunks(crowd(1000, 5), 400)) {
    for (const one of chunk) {
      ids.push(one.id);
      people += one.size;
    }
    const own = chunk.map((one) => ({ ...one, input: { ...one.input, recipients: ["org_embassyOne"] } }));
    await platform.load(own as typeof chunk);
  }
  const start = performance.now();
  let acts = 0;
  await plan(desk, "mov_thousand01", people);
  acts++;
  for (const some of chunks(ids, 500)) {
    const got = await desk.does(0, "seat/place-many", {
      movementId: "mov_thousand01",
      registrationIds: some,
    });
    if (got.status !== 200) throw new Error(`could not place: ${JSON.stringify(got.body)}`);
    acts++;
  }
  const placedAt = performance.now();
  const fixed = await desk.does(0, "manifest/print", { movementId: "mov_thousand01", form: "print" });
  const manifest = await desk.reads(0, "manifest/get?movementId=mov_thousand01");
  acts += 2;
  const done = performance.now();
  const rows = (manifest.body.rows as unknown[]).length;
  if (fixed.body.hash !== manifest.body.hash || rows !== people) throw new Error("the manifest is not whole");
  print(
    `${String(people)} people in ${String(ids.length)} groups to a manifest: ${String(acts)} acts, ${ms(done - start)} (seats ${ms(placedAt - start)}, manifest ${ms(done - placedAt)}, ${(manifest.bytes / 1000).toFixed(0)} kB)`,
  );
}

export default async function bench(print: Print): Promise<void> {
  print(conditions());
  const platform = await openPlatform();
  try {
    const desk = await desks(platform);
    await thousand(platform, desk, print);
    await race(platform, desk, print);
  } finally {
    await platform.stop();
  }
}
