// One message of her conversation, as the pages of it and of all her data show it. A part of a page stands apart from what
// the worker imports: its declared type names Preact, whose types bring the browser's with them.
import type { VNode } from "preact";
import { say } from "../../schema/words.ts";
import { Sentence } from "./sentence.tsx";
import { Time } from "./shell.tsx";
import type { OwnMessageView } from "./view.ts";

export function Message({
  lang,
  one,
}: {
  lang: string;
  one: OwnMessageView["conversation"]["messages"][number];
}): VNode {
  return (
    <li class={one.from === null ? "mine" : undefined}>
      <div class="row">
        <strong>{one.from === null ? say(lang, "message.you") : <bdi>{one.from.name}</bdi>}</strong>
        <small>
          <Time lang={lang} at={one.at} />
        </small>
      </div>
      <p class="said" dir="auto">
        {one.text}
      </p>
      {one.to.map(({ id, name, readAt }) => (
        <small key={id}>
          <Sentence
            lang={lang}
            k={readAt === null ? "message.unread" : "message.read"}
            parts={(own) => ({
              name: <bdi>{name}</bdi>,
              time: readAt === null ? "" : <Time lang={own} at={readAt} />,
            })}
          />
        </small>
      ))}
    </li>
  );
}
