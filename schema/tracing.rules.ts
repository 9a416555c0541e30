// Limits of family tracing, and whom of a group each adult answers for. Pure.
import { ageAt } from "./person.ts";

const ADULT = 18;

/** People to whom one request is shown at most, and requests that wait before one person at a time. */
export const MOST_MATCHES = 5;
export const MOST_WAITING = 10;
/** Texts that a relative writes for one request, the first among them. */
export const MOST_TEXTS = 5;

/** Stands for whoever registered, where another adult of the group is named by her id. */
export const HEAD = "";

export interface Member {
  id: string;
  name: string | null;
  born: string | null;
  relation: string | null;
}

/** Somebody who may be looked for, and who is asked about it: whoever registered, or she herself with her own code. */
export type Subject = Member & { speakerId: string };

/**
 * An adult with a code of her own is asked herself. Whoever registered is asked about herself and about the children of the
 * group. Any other adult cannot be asked apart, so nobody is asked about her; and where whoever registered is a child, no
 * stranger is led to that child.
 */
export function subjectsOf(
  people: readonly Member[],
  withCode: ReadonlySet<string>,
  now: Date,
): readonly Subject[] {
  const [head] = people;
  const ageOf = ({ born }: Member) => (born === null ? null : ageAt(born, now));
  const headAge = head === undefined ? null : ageOf(head);
  const speaks = headAge === null || headAge >= ADULT;
  return people.flatMap((one): Subject[] => {
    if (withCode.has(one.id)) return [{ ...one, speakerId: one.id }];
    const age = ageOf(one);
    const child = age === null ? one.relation === "child" : age < ADULT;
    return speaks && (one === head || child) ? [{ ...one, speakerId: HEAD }] : [];
  });
}
