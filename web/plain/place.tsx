// Where somebody is: the phone's own place on a tap only, a known place, words, or a Plus Code among them. All of it may stay empty.
import type { VNode } from "preact";
import { inLanguage } from "../../schema/kit/fields.ts";
import { say } from "../../schema/words.ts";
import { type ZoneForPublic, zoneKinds } from "../../schema/zone.ts";
import { type Given, Select, Text, typedIn, Why } from "./field.tsx";
import { T } from "./shell.tsx";

/** Rounded to 0.001° (about 110 m) before they are put here: see register-script.ts. */
const hidden = ["place.lng", "place.lat", "place.accuracy", "place.age"];

interface PlaceProps {
  lang: string;
  given: Given;
  places: readonly ZoneForPublic[];
}

/** Known places by kind, each in the order of its letters: a list without a search is read like a book. */
function Known({ lang, given, places }: PlaceProps): VNode | null {
  if (places.length === 0) return null;
  const named = places.map((one) => ({
    value: one.id,
    text: inLanguage(one.name, lang).text,
    kind: one.kind,
  }));
  return (
    <Select
      given={given}
      name="place.zoneId"
      k="place.known"
      none={say(lang, "place.knownNone")}
      groups={zoneKinds
        .map((kind) => ({
          label: say(lang, `zone.${kind}`),
          options: named
            .filter((one) => one.kind === kind)
            .sort((a, b) => a.text.localeCompare(b.text, lang)),
        }))
        .filter(({ options }) => options.length > 0)}
    />
  );
}

/** A place by its name or in words: all that is asked where somebody answers for others. */
export function Named({ lang, given, places }: PlaceProps): VNode {
  return (
    <>
      <Why given={given} name="place.lat" />
      <Known lang={lang} given={given} places={places} />
      <Text given={given} name="place.landmark" k="place.landmark" hint="other.place.wordsHint" />
    </>
  );
}

export function Place({ lang, given, places }: PlaceProps): VNode {
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
      </div>
      {/* Without scripts nothing takes a place out again but leaving the page; it is here only if scripts put it here. */}
      <button type="button" class="second jsonly" id="gone" hidden={!has}>
        {say(lang, "status.placeDelete")}
      </button>
      <Why given={given} name="place.lat" />
      <Known lang={lang} given={given} places={places} />
      <Text given={given} name="place.landmark" k="place.landmark" hint="place.wordsHint" />
    </>
  );
}

/** Sentences that its script says, as data-* of the form. */
export const placeWords = {
  finding: "place.finding",
  done: "place.deviceSet",
  no: "place.deviceNo",
};

/** The part of a form's script that asks the phone; `el` are the fields of the form, `w` its data-*, `keep` keeps a draft. */
export const placeScript = `
let here=$("#here"),said=$("#hereSaid"),gone=$("#gone"),taken=0,
part=k=>el["place."+k],
put=(...values)=>{["lng","lat","accuracy","age"].forEach((k,i)=>{part(k).value=values[i]||""});keep()},
tell=()=>{let m=part("accuracy").value;gone.hidden=!m;said.textContent=m&&w.done.replace("{m}",m)},
no=()=>{said.textContent=w.no},
aged=()=>{if(taken)part("age").value=part("age").value||Math.max(0,Math.round((Date.now()-taken)/6e4))};
here.onclick=()=>{
said.textContent=w.finding;
navigator.geolocation.getCurrentPosition(o=>{
let c=o.coords,m=Math.round(c.accuracy)||1;
if(m>5e3)return no();
taken=Date.now();put(c.longitude.toFixed(3),c.latitude.toFixed(3),m);tell()
},no,{enableHighAccuracy:true,timeout:15e3})
};
gone.onclick=()=>{taken=0;put();tell();here.focus()};
`;
