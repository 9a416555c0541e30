// The public map as one drawing: ground, districts shaded by published counts, warnings, dangers, places, and their keys. What it
// says the lists below it say too. @PRIVACY it is given published views alone, and draws a district, never a square of a danger.
import type { VNode } from "preact";
import { clipLine, simplify } from "../../schema/kit/geometry.ts";
import type { Ground, Town } from "../../schema/kit/ground.ts";
import { boundsOf, cellAt } from "../../schema/kit/quadkey.ts";
import { Earth } from "./map-earth.tsx";
import type { Keyed } from "./map-keyed.ts";
import { beside, type Plan, pathOf, type Room, roomsOf, scaleOf } from "./map-plan.ts";
import { Sign, shadeOf, Triangle } from "./map-sign.tsx";

const LETTER = 26;
const SIGN = 30;
/** About how wide a line of text is. */
const wide = (text: string, size: number) => [...text].length * size * 0.6 + 2;

const thousands = new Intl.NumberFormat("en");

function roomOf(plan: Plan, cell: string): Room {
  const [west, south, east, north] = boundsOf(cell);
  return [...plan.at(west, north), ...plan.at(east, south)];
}

/** Squares of one look as one path. */
function Squares({ rooms, look }: { rooms: readonly Room[]; look: string }): VNode | null {
  const d = rooms.map((room) => {
    const [left = 0, top = 0, right = 0, low = 0] = room.map(Math.round);
    const across = String(right - left);
    return `M${String(left)} ${String(top)}h${across}v${String(low - top)}h-${across}z`;
  });
  return d.length === 0 ? null : <path class={look} d={d.join("")} />;
}

/** Text in the middle of its room. */
function Text({ room: [w, , e, s], look, text }: { room: Room; look: string; text: string }): VNode {
  return (
    <text class={look} x={Math.round((w + e) / 2)} y={Math.round(s - 6)}>
      {text}
    </text>
  );
}

/** A sign in a room, with its key beside it; where it had to step aside a line leads to its place. */
function put(rooms: ReturnType<typeof roomsOf>, [x, y]: readonly [number, number], key: string) {
  const width = SIGN + wide(key, LETTER);
  const half = SIGN / 2;
  const at = (left: number, top: number): Room => [left, top, left + width, top + SIGN];
  const own: Room = [x - half, y - half, x + half, y + half];
  return rooms.take([at(x - half, y - half), ...beside(own, width, SIGN)]);
}

/** From a place to a sign that stands beside it; a dot where no sign has room. */
function Lead({ at: [x, y], room }: { at: readonly [number, number]; room: Room | null }): VNode | null {
  if (room === null) return <circle class="dot" cx={x} cy={y} r="4" />;
  const to = [room[0] + SIGN / 2, room[1] + SIGN / 2].map(Math.round);
  if (Math.hypot(x - (to[0] ?? 0), y - (to[1] ?? 0)) < 2) return null;
  return <path class="lead" d={`M${String(x)} ${String(y)}L${to.join(" ")}`} />;
}

/** How long a kilometre is, and where north is. */
function Scale({ plan }: { plan: Plan }): VNode {
  const { km, units } = scaleOf(plan);
  const y = plan.height - 12;
  return (
    <>
      <path class="bar" d={`M12 ${String(y - 8)}v8h${String(units)}v-8`} />
      <text class="small" x={12 + units / 2} y={y - 12}>
        {`${thousands.format(km)} km`}
      </text>
      <path class="bar" d="M24 52v-38l-7 12m7-12 7 12" />
      <text class="small" x={24} y={74}>
        N
      </text>
    </>
  );
}

const nameOf = (town: Town, lang: string) => (lang === "ar" && town.home !== null ? town.home : town.name);

/** Most names of towns that are written. */
const TOWNS = 7;

export function Drawing(view: {
  lang: string;
  plan: Plan;
  ground: Ground | null;
  seen: Keyed;
  label: string;
}): VNode {
  const { lang, plan, ground, seen } = view;
  const rooms = roomsOf(plan);
  const bar = scaleOf(plan).units;
  const least = ((plan.box[2] - plan.box[0]) / plan.width) * 1.5;
  rooms.keep([0, plan.height - 50, bar + 30, plan.height]);
  rooms.keep([0, 0, 48, 82]);

  const alerts = seen.alerts.map((alert) => {
    const lines = clipLine(alert.area.coordinates[0], plan.box).map((line) => simplify(line, least));
    const [lng, lat] = lines
      .flat()
      .reduce<readonly [number, number]>((top, p) => (p[1] > top[1] ? p : top), [0, -90]);
    const [x, y] = plan.at(lng, lat);
    const width = wide(alert.key, LETTER) + 16;
    const room = (left: number, top: number): Room => [left, top, left + width, top + LETTER + 6];
    const d = pathOf(plan, lines, false);
    const around = [-16, 4].flatMap((dy) => [0, -width, -width / 2].map((dx) => room(x + dx, y + dy)));
    return { d, key: alert.key, room: lines.length === 0 ? null : rooms.take(around) };
  });
  const dangers = seen.dangers.map((danger) => {
    const square = roomOf(plan, danger.district);
    const at = plan.at(danger.lng, danger.lat);
    return { key: danger.key, square, at, room: put(rooms, at, danger.key) };
  });
  const zones = seen.zones.map((zone) => {
    const at = plan.at(zone.lng, zone.lat);
    // The square that is published, never a point in it.
    const square = zone.exact ? null : roomOf(plan, cellAt(zone, 12));
    return { ...zone, at, square, room: put(rooms, at, zone.key) };
  });
  const squares = seen.districts.map((district) => ({
    ...district,
    room: roomOf(plan, district.cell),
    look: district.people === null ? "untold" : `s s${String(shadeOf(district.people))}`,
  }));
  const looks = [...new Set(squares.map(({ look }) => look))];
  const [first] = squares;
  const large = first !== undefined && first.room[2] - first.room[0] > 90;
  if (!large) for (const { room } of squares) rooms.keep(room);
  const labels = squares.flatMap(({ key, people, room: square }) => {
    const texts = people === null ? [key] : [`${key} ${thousands.format(people)}`, key];
    const [w, n, e, s] = square;
    for (const text of texts) {
      const width = wide(text, LETTER);
      const within = [(n + s - LETTER) / 2, n + 4, s - LETTER - 8].flatMap((top) =>
        [(w + e - width) / 2, w + 2, e - width - 2].map(
          (left): Room => [left, top, left + width, top + LETTER + 4],
        ),
      );
      const room = rooms.take(large ? within : beside(square, width, LETTER + 2));
      if (room !== null) return [{ text, room }];
    }
    return [];
  });
  const towns = (ground?.towns ?? []).slice(0, 40).flatMap((town) => {
    const [x, y] = plan.at(town.lng, town.lat);
    const text = nameOf(town, lang);
    const room = rooms.take(beside([x - 3, y - 3, x + 3, y + 3], wide(text, 21), 24).slice(0, 4));
    return room === null ? [] : [{ x, y, text, room }];
  });

  return (
    <svg
      class="map"
      viewBox={`0 0 ${String(plan.width)} ${String(plan.height)}`}
      role="img"
      aria-label={view.label}
    >
      <path class="sea" d={`M0 0h${String(plan.width)}v${String(plan.height)}h-${String(plan.width)}z`} />
      {ground === null ? null : <Earth plan={plan} ground={ground} />}
      {looks.map((look) => (
        <Squares
          key={look}
          look={look}
          rooms={squares.filter((one) => one.look === look).map(({ room }) => room)}
        />
      ))}
      {alerts.map(({ d, key }) => (
        <path key={key} class="alert" d={d} />
      ))}
      <Squares look="peril" rooms={dangers.map(({ square }) => square)} />
      {seen.zones.map(({ id, area }) =>
        area === null ? null : (
          <path
            key={id}
            class="within"
            d={pathOf(
              plan,
              clipLine(area.coordinates[0], plan.box).map((line) => simplify(line, least)),
              false,
            )}
          />
        ),
      )}
      <Squares look="about" rooms={zones.flatMap(({ square }) => (square === null ? [] : [square]))} />
      {towns.slice(0, TOWNS).map(({ x, y, text, room }) => (
        <g key={`${String(x)} ${String(y)}`}>
          <circle class="town" cx={x} cy={y} r="3" />
          <Text room={room} look="small" text={text} />
        </g>
      ))}
      {[...zones, ...dangers].map(({ at, room }) => (
        <Lead key={at.join()} at={at} room={room} />
      ))}
      {zones.map(({ id, kind, exact, key, room }) =>
        room === null ? null : (
          <g key={id}>
            <Sign
              kind={kind}
              exact={exact}
              x={Math.round(room[0] + SIGN / 2)}
              y={Math.round(room[1] + SIGN / 2)}
            />
            <Text room={[room[0] + SIGN, room[1], room[2], room[3]]} look="key" text={key} />
          </g>
        ),
      )}
      {dangers.map(({ key, room }) =>
        room === null ? null : (
          <g key={key}>
            <Triangle x={Math.round(room[0] + SIGN / 2)} y={Math.round(room[1] + SIGN / 2)} />
            <Text room={[room[0] + SIGN, room[1], room[2], room[3]]} look="key" text={key} />
          </g>
        ),
      )}
      {alerts.map(({ key, room }) =>
        room === null ? null : (
          <g key={key}>
            <Squares rooms={[room]} look="tab" />
            <Text room={room} look="key" text={key} />
          </g>
        ),
      )}
      {labels.map(({ text, room }) => (
        <Text key={text} room={room} look="key" text={text} />
      ))}
      <Scale plan={plan} />
    </svg>
  );
}
