// Deleting everything, what is said once it is done, and, for an adult with a code of her own, asking for help alone.
import { say } from "../../schema/words.ts";
import { type Given, Group, Pick, Text } from "./field.tsx";
import { Act, ownPage, Twice } from "./own-frame.tsx";
import { Said, Sentence } from "./sentence.tsx";
import { document, Local, T } from "./shell.tsx";
import type { GoneView, OwnLeaveView, StatusView } from "./view.ts";

export function renderDelete(page: StatusView): string {
  const { lang } = page;
  return ownPage(page, {
    k: "own.delete",
    at: "delete",
    children: (
      <>
        <p>
          <T lang={lang} k="delete.means" />
        </p>
        <p>
          <T lang={lang} k="delete.undo" />
        </p>
        <p>{say(lang, "complaint.stays")}</p>
        <p>
          <a href={`/${lang}/s/data`}>{say(lang, "data.first")}</a>
        </p>
        <Twice page={page} step="delete" k="own.delete" means="delete.last" sure="delete.sure" />
      </>
    ),
  });
}

/** After deleting: signed out, and told how it is undone. */
export function renderGone(view: GoneView): string {
  const { lang } = view;
  return document({
    ...view,
    title: say(lang, "delete.done"),
    form: 3,
    phone: view.hotline,
    children: (
      <>
        <h1>
          <T lang={lang} k="delete.done" />
        </h1>
        <p class="lead">
          <Said lang={lang} k="delete.undoBy" at={view.goneAt} />
        </p>
        <a class="button second wide" href={`/${lang}/s`}>
          {say(lang, "signIn.title")}
        </a>
      </>
    ),
  });
}

/** Says first what those who stay will see: the same as before. Everything is asked anew, and nothing is preselected. */
export function renderLeave(page: OwnLeaveView): string {
  const { lang } = page;
  const given: Given = { lang, values: page.values, problem: page.problem };
  return ownPage(page, {
    k: "own.own",
    at: "own",
    children: (
      <>
        {["alone.means", "alone.silent", "notice.use", "notice.lead", "notice.never"].map((k) => (
          <p key={k}>
            <T lang={lang} k={k} />
          </p>
        ))}
        <Act page={page} step="leave" fixed={{ lang }}>
          <Group given={given} name="recipients[]" k="notice.help" hint="notice.sees">
            {page.organisations.map((one) => (
              <Pick key={one.id} given={given} name="recipients[]" value={one.id} many>
                <Local text={one.name} lang={lang} />
              </Pick>
            ))}
          </Group>
          <Pick given={given} name="danger" value="now" many>
            <Sentence lang={lang} k="alone.danger" parts={() => ({})} />
          </Pick>
          <Text given={given} name="place.landmark" k="alone.place" hint="place.wordsHint" />
          <Text given={given} name="phone" k="reach.phone" hint="reach.phoneHint" dial dir="ltr" />
          <Pick given={given} name="phoneSafe" value="yes" many>
            <T lang={lang} k="consent.phoneSafe" />
          </Pick>
          <Text given={given} name="pin" k="pin.label" hint="pin.hint" numeric short dir="ltr" />
          <button type="submit" class="wide">
            <span>
              <T lang={lang} k="alone.submit" />
            </span>
          </button>
        </Act>
      </>
    ),
  });
}
