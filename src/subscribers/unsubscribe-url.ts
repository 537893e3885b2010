/** Where a reader leaves: a page with a button for GET, RFC 8058's one click for POST. `webUrl` ends in a slash. */
export function unsubscribeUrl(webUrl: string, token: string): string {
  return new URL(`unsubscribe/${token}`, webUrl).href
}
