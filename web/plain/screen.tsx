// One screen of a form: a question that stands alone where scripts run, and under the one before where they do not. And
// how a screen is listened to.
import type { ComponentChildren, VNode } from "preact";
import { say } from "../../schema/words.ts";

interface ScreenProps {
  /** Also the name of the recording that a deployment may add: /audio/{lang}/{name}.ogg */
  name: string;
  lang: string;
  audio?: readonly string[] | undefined;
  /** Not asked where somebody is in danger in the next hours. */
  later?: boolean;
  children: ComponentChildren;
}

export function Screen({ name, lang, audio, later, children }: ScreenProps): VNode {
  return (
    <section
      class="q"
      data-screen={name}
      {...(later === true ? { "data-later": true } : {})}
      {...recording(lang, name, audio)}
    >
      {children}
    </section>
  );
}

/** Where the recording of a part of a page lies, for the one button that plays it; nothing is fetched before a tap. */
export function recording(
  lang: string,
  name: string | undefined,
  audio: readonly string[] = [],
): { "data-audio"?: string } {
  return name !== undefined && audio.includes(name) ? { "data-audio": `/audio/${lang}/${name}.ogg` } : {};
}

/** Stays hidden where neither a voice of this phone nor a recording speaks the language: no dead button. */
export function Listen({ lang }: { lang: string }): VNode {
  return (
    <button
      type="button"
      class="second listen"
      id="listen"
      hidden
      data-voices={`^(${voices[lang] ?? lang})([-_]|$)`}
      data-stop={say(lang, "listen.stop")}
    >
      <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M4 9v6h4l6 5V4L8 9zM18 8v8" />
      </svg>
      <span>{say(lang, "listen.button")}</span>
    </button>
  );
}

/** What phones call the voices of some languages. */
const voices: Readonly<Record<string, string>> = { prs: "prs|fa", fil: "fil|tl", id: "id|in" };

/**
 * Reads what is in sight, line by line, by a voice that is on the phone itself: one that speaks over the network would
 * be told her code. English beside a draft is left out. Digits of a code are read one by one.
 */
export const listenScript =
  `let S=self.speechSynthesis,ear=$("#listen"),label=ear.lastChild,words=label.textContent,voice,spoken,
about=()=>$(".now")||$("#main"),
file=()=>about().dataset.audio,
hush=()=>{
S&&S.cancel();spoken&&spoken.pause&&spoken.pause();
spoken=0;label.textContent=words;
voice=S&&S.getVoices().find(v=>v.localService&&v.lang.match(ear.dataset.voices));
ear.hidden=!voice&&!file()
};
ear.onclick=()=>{
if(spoken)return hush();
label.textContent=ear.dataset.stop;
if(voice){
D.body.classList.add("reading");
for(let l of about().innerText.replace(/\\d[\\d ]{5,}/g,m=>[...m].join(" ")).split("\\n")){spoken=new SpeechSynthesisUtterance(l);spoken.voice=voice;spoken.lang=voice.lang;S.speak(spoken)}
D.body.classList.remove("reading")
}else{spoken=new Audio(file());spoken.play()}
spoken.onend=spoken.onended=hush
};
if(S)S.onvoiceschanged=()=>spoken||hush();
D.addEventListener("screen",hush);
self.onpagehide=hush;
hush();`.replace(/\n/g, "");
