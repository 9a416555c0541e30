// The one script of a complaint's pages: locks her words to the key of whoever reads them before anything is sent. Where it does
// not run, or a reader has no key, the form goes as it is and says so. @PRIVACY what is readable stays in this page.
import { sealComplaint } from "../kit/seal.ts";

interface Key {
  to: string;
  version: string;
  key: string;
}

const form = document.querySelector<HTMLFormElement>("form[data-lock]");
const said = document.querySelector("#said");
/** What was locked last, and what it was: sent again after a lost reply, it is the same to the byte. */
let last: { of: string; fields: Record<string, string> } | null = null;
let busy = false;
let broken = false;

const typed = (data: FormData, name: string) => String(data.get(name) ?? "").trim();

/** By whom it is about: a key, null where its reader has none, false where nobody may read it. */
type Keys = Record<string, Key | null | false>;

/** The fields that go in place of what she wrote; null where the reader has no key. */
async function locked(data: FormData, keys: Keys, id: string) {
  const about = typed(data, "about");
  const key = about in keys ? keys[about] : keys[""];
  const [words, wants, wordId] = ["words", "wants", "wordId"].map((name) => typed(data, name));
  // It will not be taken: her words stay here, and the reply says why.
  if (key === false) return {};
  if (key == null || words === undefined || words === "" || wordId === undefined) return null;
  const plain = JSON.stringify({ words, ...(wants === "" ? {} : { wants }) });
  const of = [plain, key.to, key.version, id, wordId].join("\n");
  if (last?.of === of) return last.fields;
  const bound = { organisationId: key.to, version: Number(key.version), complaintId: id, wordId };
  const { enc, text } = await sealComplaint(key.key, plain, bound);
  last = {
    of,
    fields: { "sealed.to": key.to, "sealed.version": key.version, "sealed.enc": enc, "sealed.text": text },
  };
  return last.fields;
}

/** What the reply says was wrong stands on this page, and everything that was typed stays. */
function tell(page: Document | null, off: string): void {
  const problem = page?.querySelector<HTMLElement>("#problem") ?? document.createElement("p");
  if (page === null) {
    problem.className = "problem";
    problem.setAttribute("role", "alert");
    problem.textContent = off;
  }
  problem.tabIndex = -1;
  said?.replaceChildren(problem);
  problem.focus();
}

function sendLocked(given: HTMLFormElement, body: URLSearchParams): void {
  const copy = document.createElement("form");
  copy.method = "post";
  copy.action = given.action;
  copy.hidden = true;
  for (const [name, value] of body) {
    const field = document.createElement("input");
    field.name = name;
    field.value = value;
    copy.append(field);
  }
  document.body.append(copy);
  given.reset();
  copy.submit();
}

async function send(given: HTMLFormElement): Promise<void> {
  const { lock = "", keys = "{}", off = "" } = given.dataset;
  const data = new FormData(given);
  const fields = await locked(data, JSON.parse(keys) as Keys, lock);
  if (fields === null) return given.submit();
  data.delete("words");
  data.delete("wants");
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  const body = new URLSearchParams([...data].map(([name, value]) => [name, String(value)]));
  const reply = await fetch(given.action, { method: "POST", body, headers: { "X-Probe": "1" } }).catch(
    () => null,
  );
  if (reply?.ok === true) return sendLocked(given, body);
  // Its session ended, or the platform is away: nothing on this page is lost.
  const html = reply === null || reply.status >= 500 ? null : await reply.text();
  // Its look is this page's own, and no policy has to refuse it.
  const bare = html?.replace(/<style[\s\S]*?<\/style>/, "");
  const page = bare === undefined ? null : new DOMParser().parseFromString(bare, "text/html");
  tell(page?.querySelector("#problem") == null ? null : page, off);
  for (const name of ["actId", "id", "wordId"]) {
    const fresh = page?.querySelector<HTMLInputElement>(`form[data-lock] input[name="${name}"]`);
    const field = given.querySelector<HTMLInputElement>(`input[name="${name}"]`);
    if (fresh != null && field !== null) field.value = fresh.value;
    if (fresh != null && name === "id") given.dataset.lock = fresh.value;
  }
}

// Only a page that came by https, or from this machine, may use keys.
if (form !== null && globalThis.isSecureContext) {
  document.body.className = "js";
  form.addEventListener("submit", (event) => {
    if (broken) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    void send(form)
      .catch(() => {
        // This browser cannot lock: the page says what happens instead, and the next press sends the form as it is.
        broken = true;
        document.body.className = "";
      })
      .finally(() => {
        busy = false;
      });
  });
}
