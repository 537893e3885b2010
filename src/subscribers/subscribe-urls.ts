/** The page to sign up on. `webUrl` ends in a slash. */
export function signUpUrl(webUrl: string): string {
  return new URL('subscribe', webUrl).href
}

/** Where a reader confirms: a page with a button for GET; a POST acts. `webUrl` ends in a slash. */
export function confirmUrl(webUrl: string, token: string): string {
  return new URL(`confirm/${token}`, webUrl).href
}
