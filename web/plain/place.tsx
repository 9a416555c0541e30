// Where she is, as both forms ask it. A part of a page stands apart from what the worker imports: its declared type
// names Preact, whose types bring the browser's with them, and the worker would be checked against the wrong platform.
import type { VNode } from "preact";
import { inLanguage } from "../../schema/kit/fields.ts";
import { say } from "../../schema/words.ts";
import { type Given, Select, Text, typedIn, Why } from "./field.tsx";
import { T } from "./shell.tsx";
import type { RegisterView } from "./view.ts";

/** The phone's place is set by a tap only, and rounded to 0.001° (about 110 m) before it is put into the form. */
export function Place({
  lang,
  given,
  places,
}: {
  lang: string;
  given: Given;
  places: RegisterView["places"];
}): VNode {
  const hidden = ["place.lng", "place.lat", "place.accuracy"];
  const has = typedIn(given, "place.lng") !== "";
  return (
    <>
      {hidden.map((name) => (
        <input key={name} type="hidden" name={name} value={typedIn(given, name)} />
      ))}
      <div class="jsonly">
        <button type="button" class="second wide" id="here">
          <T lang={lang} k="place.device" />
        </button>
        <p role="status" id="hereSaid">
          {has ? say(lang, "place.deviceDone") : ""}
        </p>
        <button type="button" class="second" id="gone" hidden={!has}>
          {say(lang, "place.remove")}
        </button>
      </div>
      <Why given={given} name="place.lat" />
      {places.length === 0 ? null : (
        <Select
          given={given}
          name="place.zoneId"
          k="place.known"
          none={say(lang, "place.knownNone")}
          options={places.map((one) => ({
            value: one.id,
            text: `${inLanguage(one.name, lang).text} (${say(lang, `zone.${one.kind}`)})`,
          }))}
        />
      )}
      <Text given={given} name="place.landmark" k="place.landmark" hint="place.landmarkHint" />
    </>
  );
}
