// Pages that not everybody opens: their code comes when one is first shown, so that the queue stays light.
import type { FunctionComponent, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Skeleton } from "../kit/ui/parts.tsx";
import { lang, learner, t } from "../kit/words.ts";

/** A page that comes when it is shown, or a little before. */
export type LazyPage<P> = FunctionComponent<P> & { bring(): Promise<void> };

/** What was loaded stays: a page that is opened again is there at once. `Wait` stands where it will be. */
export function lazy<P extends object = object>(
  load: () => Promise<FunctionComponent<P>>,
  Wait: () => JSX.Element | null = () => <Skeleton lines={10} />,
): LazyPage<P> {
  let page: FunctionComponent<P> | null = null;
  const bring = async () => {
    // Its words are in no first file.
    [page] = await Promise.all([load(), learner.call(lang.value, "rest")]);
  };
  function Lazy(props: P) {
    const [state, setState] = useState<"loading" | "there" | "failed">(page === null ? "loading" : "there");
    const [tries, setTries] = useState(0);
    useEffect(() => {
      let here = true;
      // It may have come by itself since this was drawn: then only drawing again is left.
      (page === null ? bring() : Promise.resolve()).then(
        () => {
          if (here) setState("there");
        },
        () => {
          if (here) setState("failed");
        },
      );
      return () => {
        here = false;
      };
    }, [tries]);
    if (page !== null) {
      const Page = page;
      return <Page {...props} />;
    }
    if (state === "failed")
      return (
        <p class="empty" role="alert">
          {t("desk.offlineProblem")}{" "}
          <button
            type="button"
            onClick={() => {
              setState("loading");
              setTries(tries + 1);
            }}
          >
            {t("audit.again")}
          </button>
        </p>
      );
    return <Wait />;
  }
  return Object.assign(Lazy, { bring });
}
