/** Where a reader sees and changes what they get. `webUrl` ends in a slash. */
export function preferencesUrl(webUrl: string, token: string): string {
  return new URL(`preferences/${token}`, webUrl).href
}
