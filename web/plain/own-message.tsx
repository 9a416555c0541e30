// Her conversation with those who help her: writing first, then what was written, newest first. Who is to read it can be
// chosen where several help.
import { say } from "../../schema/words.ts";
import { type Given, Group, Pick, Text } from "./field.tsx";
import { Message } from "./message.tsx";
import { Act, ownPage } from "./own-frame.tsx";
import { Sentence } from "./sentence.tsx";
import { T } from "./shell.tsx";
import type { OwnMessageView } from "./view.ts";

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
