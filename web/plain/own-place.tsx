// Where she is: what was said last and how exactly it is shown, deleting it, and saying it anew.
import { say } from "../../schema/words.ts";
import type { Given } from "./field.tsx";
import { Act, ownPage } from "./own-frame.tsx";
import { Place, placeScript, placeWords } from "./place.tsx";
import { Said } from "./sentence.tsx";
import type { OwnPlaceView } from "./view.ts";

const script = `{let f=D.forms.r,el=f.elements,w=f.dataset,one=s=>f.querySelector(s),keep=()=>{};${placeScript}f.addEventListener("submit",aged)}`;

export function renderOwnPlace(page: OwnPlaceView): string {
  const { lang, view } = page;
  const { place } = view;
  const given: Given = { lang, values: page.values, problem: page.problem };
  const words = Object.fromEntries(
    Object.entries(placeWords).map(([key, k]) => [`data-${key}`, say(lang, k)]),
  );
  return ownPage(page, {
    k: "own.place",
    at: "place",
    script: script.replace(/\n/g, ""),
    children: (
      <>
        <section>
          {place === null ? (
            <p>{say(lang, "status.placeNone")}</p>
          ) : (
            <>
              <p>
                {say(lang, `placeKind.${place.kind}`)}
                {place.zone === null ? null : (
                  <>
                    : <bdi>{place.zone}</bdi>
                  </>
                )}
                {place.landmark === null ? null : (
                  <>
                    : <bdi dir="auto">{place.landmark}</bdi>
                  </>
                )}
              </p>
              <p class="hint">
                <Said lang={lang} k="status.placeAt" at={place.at} />{" "}
                {place.exactUntil === null ? null : (
                  <Said lang={lang} k="status.exactUntil" at={place.exactUntil} />
                )}
              </p>
              <Act page={page} step="place-delete">
                <button type="submit" class="danger">
                  {say(lang, "status.placeDelete")}
                </button>
              </Act>
            </>
          )}
        </section>
        <section>
          <h2>{say(lang, "place.question")}</h2>
          <p class="hint">{say(lang, "place.lead")}</p>
          <Act page={page} step="place" name="r" words={words}>
            <Place lang={lang} given={given} places={page.places} />
            <button type="submit" class="wide">
              {say(lang, "status.placeSave")}
            </button>
          </Act>
        </section>
      </>
    ),
  });
}
