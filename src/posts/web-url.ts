/** A URL that a reader's program may load or follow: of http or https. What runs, or reaches a file of the reader's, is none. */
export function webUrl(url: string | undefined): string | undefined {
  return url && /^https?:\/\//i.test(url) && URL.canParse(url) ? url : undefined
}
