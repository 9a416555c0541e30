// A page as a response: its content policy with a fresh nonce, and no copy of it kept anywhere.

/** The policy of server-rendered pages: nothing but what the page itself holds, and forms to this site. */
function plainPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "media-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");
}

/**
 * The policy of the desk: its own hashed files; the origin of a configured basemap joins images and data, and a nonce the
 * styles where the page holds the one of its first rows. Scripts are files, always.
 */
export function deskPolicy(basemapUrl: string | null, nonce: string | null = null): string {
  const map = basemapUrl === null ? "" : ` ${new URL(basemapUrl).origin}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    nonce === null ? "style-src 'self'" : `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data: blob:${map}`,
    `connect-src 'self'${map}`,
    "worker-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");
}

export function makeNonce(): string {
  return crypto.getRandomValues(new Uint8Array(16)).toBase64();
}

export function page(
  html: string,
  nonce: string,
  options: { status?: number; cookies?: readonly string[]; lang?: string } = {},
): Response {
  const headers = new Headers({
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": plainPolicy(nonce),
    // Person pages and pages with an act's id alike: no cache may hold one.
    "Cache-Control": "no-store",
    Vary: "Accept-Language, Cookie",
  });
  if (options.lang !== undefined) headers.set("Content-Language", options.lang);
  for (const line of options.cookies ?? []) headers.append("Set-Cookie", line);
  return new Response(html, { status: options.status ?? 200, headers });
}
