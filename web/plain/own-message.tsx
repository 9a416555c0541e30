// Her conversation with those who help her: writing first, then what was written, newest first. Who is to read it can be
// chosen where several help.
import type { VNode } from "preact";
import { say } from "../../schema/words.ts";
import { type Given, Group, Pick, Text } from "./field.tsx";
import { Act, ownPage } from "./own-frame.tsx";
import { Sentence } from "./sentence.tsx";
import { T, Time } from "./shell.tsx";
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

export function renderMessages(page: OwnMessageView): string {
  const { lang, conversation } = page;
  const given: Given = { lang, values: page.values, problem: page.problem };
  const { messages, to } = conversation;
  return ownPage(page, {
    k: "message.title",
    at: "msg",
    children: (
      <>
        {to.length === 0 ? (
          <p class="warn">
            <T lang={lang} k="message.nobody" /> <a href={`/${lang}/s/share`}>{say(lang, "own.share")}</a>
          </p>
        ) : (
          <Act page={page} step="send">
            <Text given={given} name="text" k="message.write" hint="message.hint" long />
            {to.length === 1 ? (
              <p class="hint">
                <Sentence lang={lang} k="message.goesTo" parts={() => ({ name: <bdi>{to[0]?.name}</bdi> })} />
              </p>
            ) : (
              <Group given={given} name="to[]" k="message.to" hint="message.toHint">
                {to.map((one) => (
                  <Pick key={one.id} given={given} name="to[]" value={one.id} many>
                    <bdi>{one.name}</bdi>
                  </Pick>
                ))}
              </Group>
            )}
            <button type="submit" class="wide">
              {say(lang, "message.send")}
            </button>
          </Act>
        )}
        <section>
          {messages.length === 0 ? (
            <p>{say(lang, "message.none")}</p>
          ) : (
            <ul class="plain">
              {messages.map((one) => (
                <Message key={one.id} lang={lang} one={one} />
              ))}
            </ul>
          )}
        </section>
      </>
    ),
  });
}
