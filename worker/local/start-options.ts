// What may be said to `npm start`. Pure: words in, options or a sentence out.
import { parseArgs } from "node:util";

export interface StartOptions {
  help: boolean;
  fresh: boolean;
  demo: boolean;
  /** null: not said. */
  people: number | null;
  port: number;
  host: string;
}

export const PEOPLE = 2000;

export const HELP = `npm start [-- options]

  --fresh       throw away the local data and begin anew
  --people N    load the exercise with N people (${PEOPLE} where nothing is said)
  --no-demo     serve an empty platform, with data of its own
  --help        print this

  PORT=8787     the port, HOST=127.0.0.1 the address to listen on (environment)`;

/** The options, or what is wrong with them. */
export function startOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): StartOptions | string {
  let values: { fresh?: boolean; people?: string; "no-demo"?: boolean; help?: boolean };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        fresh: { type: "boolean" },
        people: { type: "string" },
        "no-demo": { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    }));
  } catch (error) {
    return error instanceof Error ? (error.message.split(". ")[0] ?? "") : String(error);
  }
  const people = values.people === undefined ? null : whole(values.people, 1, 1_000_000);
  if (people === undefined) return "--people takes a whole number from 1 to 1000000";
  const port = whole(env.PORT || "8787", 1, 65_535);
  if (port === null || port === undefined) return "PORT must be a whole number from 1 to 65535";
  return {
    help: values.help ?? false,
    fresh: values.fresh ?? false,
    demo: !values["no-demo"],
    people,
    port,
    host: env.HOST || "127.0.0.1",
  };
}

function whole(text: string, least: number, most: number): number | undefined {
  const number = Number(text);
  return /^\d+$/.test(text) && number >= least && number <= most ? number : undefined;
}
