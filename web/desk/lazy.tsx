// Pages that not everybody opens: their code comes when one is first shown, so that the queue stays light.
import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Skeleton } from "../kit/ui/parts.tsx";
import { t } from "../kit/words.ts";

/** What was loaded stays: a page that is opened again is there at once. */
export function lazy<P extends object = object>(
  load: () => Promise<FunctionComponent<P>>,
): FunctionComponent<P> {
  let page: FunctionComponent<P> | null = null;
  return function Lazy(props) {
    const [state, setState] = useState<"loading" | "there" | "failed">(page === null ? "loading" : "there");
    const [tries, setTries] = useState(0);
    useEffect(() => {
      if (page !== null) return;
      let here = true;
      load().then(
        (found) => {
          page = found;
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
    return <Skeleton lines={10} />;
  };
}
