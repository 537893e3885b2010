/** Where a reader confirms: a page with a button for GET; a POST acts. `webUrl` ends in a slash. */
export function confirmUrl(webUrl: string, token: string): string {
  return new URL(`confirm/${token}`, webUrl).href
}
