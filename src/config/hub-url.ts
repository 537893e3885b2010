/** An http(s) URL, as it is normalised; undefined for anything else. A hub's may hold a query. */
export function parseHubUrl(text: string): string | undefined {
  return /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text).href : undefined
}
