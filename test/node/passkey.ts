// A desk in Chromium with a virtual authenticator of its own (WebAuthn in the DevTools protocol): what a phone or a laptop
// with a finger's reader would be.
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

export interface DeskWithKey {
  page: Page;
  /** Passkeys that the device holds now. */
  held(): Promise<{ credentialId: string; signCount: number; isResidentCredential: boolean }[]>;
  /** The finger is another one from now on. */
  verifies(right: boolean): Promise<void>;
  /** Errors of the page. */
  failures: string[];
}

export async function deskWithKey(
  browser: Browser,
  baseURL: string,
  options: BrowserContextOptions = {},
): Promise<DeskWithKey> {
  const context = await browser.newContext({ baseURL, viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(45_000);
  const page = await context.newPage();
  const failures: string[] = [];
  page.on("pageerror", (error) => failures.push(error.message));
  const devtools = await context.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    page,
    failures,
    async held() {
      const { credentials } = await devtools.send("WebAuthn.getCredentials", { authenticatorId });
      return credentials;
    },
    async verifies(right) {
      await devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: right });
    },
  };
}
