// What the worker gives to the pages of a complaint. Pure data.

import type { Overseer } from "../../schema/complaint.rules.ts";
import type { ComplaintForSelf, ComplaintReceipt } from "../../schema/complaint.ts";
import type { Crisis } from "../../schema/crisis.ts";
import type { LocalText } from "../../schema/kit/fields.ts";
import type { Common, Failed } from "./view.ts";

export interface Reader extends Overseer {
  name: LocalText;
}

interface Form extends Common {
  values: Readonly<Record<string, readonly string[]>>;
  problem: Failed | null;
  actId: string;
  wordId: string;
}

export interface ComplaintView extends Form {
  crisis: Crisis;
  id: string;
  /** Whom it may be about. */
  organisations: readonly { id: string; kind: string; name: LocalText }[];
  overseers: readonly Reader[];
  /** She is in her own case now, and may let oversight see it. */
  mayOversee: boolean;
}

export interface ComplaintReceiptView extends Common {
  crisis: Crisis;
  receipt: ComplaintReceipt;
  actId: string;
  /** Where she comes back to, without the protocol. */
  address: string;
}

export interface OwnComplaintView extends Form {
  view: ComplaintForSelf;
  hotline: string | null;
  /** Who reads what she writes now. */
  reader: Reader;
  done: string | null;
  nextActId: () => string;
}
