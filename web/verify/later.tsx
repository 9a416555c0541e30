// A part of the page that is loaded when it is first shown. The service worker has it from the first visit on.
import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";

export function Later({ load }: { load: () => Promise<ComponentType> }) {
  const page = useSignal<{ Page: ComponentType } | null>(null);
  useEffect(() => {
    void load().then((Page) => {
      page.value = { Page };
    });
  }, [load]);
  return page.value === null ? null : <page.value.Page />;
}
