// Every sentence that people read, by language: one file each in words/, the same keys in all of them. What only officers
// read is in words/desk/ and spoken by words/desk.ts.
// A language that no named reviewer has signed is a draft, and says so; English then stands beside what keeps people safe.
import am from "./words/am.json" with { type: "json" };
import ar from "./words/ar.json" with { type: "json" };
import bn from "./words/bn.json" with { type: "json" };
import en from "./words/en.json" with { type: "json" };
import es from "./words/es.json" with { type: "json" };
import fil from "./words/fil.json" with { type: "json" };
import fr from "./words/fr.json" with { type: "json" };
import hi from "./words/hi.json" with { type: "json" };
import id from "./words/id.json" with { type: "json" };
import my from "./words/my.json" with { type: "json" };
import ne from "./words/ne.json" with { type: "json" };
import prs from "./words/prs.json" with { type: "json" };
import pt from "./words/pt.json" with { type: "json" };
import ru from "./words/ru.json" with { type: "json" };
import si from "./words/si.json" with { type: "json" };
import { speechOf } from "./words/speak.ts";
import sw from "./words/sw.json" with { type: "json" };
import ta from "./words/ta.json" with { type: "json" };
import ti from "./words/ti.json" with { type: "json" };
import ur from "./words/ur.json" with { type: "json" };
import vi from "./words/vi.json" with { type: "json" };

export type { Values } from "./words/speak.ts";

export const { wordLanguages, fileOf, isReviewed, speaks, say, sayBoth, beside, sayDay, sayTime } = speechOf([
  en,
  ar,
  fr,
  es,
  pt,
  ru,
  hi,
  bn,
  ur,
  ne,
  si,
  ta,
  fil,
  id,
  vi,
  my,
  am,
  ti,
  sw,
  prs,
]);
