/** Where a reader sees and changes what they get. `webUrl` ends in a slash. */
export function preferencesUrl(webUrl: string, token: string): string {
  return new URL(`preferences/${token}`, webUrl).href
}

/** Where a change of address is agreed to, or called off. */
export function addressChangeUrl(webUrl: string, token: string): string {
  return new URL(`preferences/address/${token}`, webUrl).href
}
