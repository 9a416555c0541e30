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

/**
 * A virtual authenticator for a page that is open: it holds passkeys. With `prf` it makes secrets of salts; such a one of
 * Chromium's stays locked after a finger that was not hers.
 */
export async function addAuthenticator(page: Page, prf: boolean) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      ...(prf ? { ctap2Version: "ctap2_1" as const, hasPrf: true } : {}),
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { devtools, authenticatorId };
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
  const { devtools, authenticatorId } = await addAuthenticator(page, false);
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
