/** Where a number stands in the archive. `webUrl` ends in a slash. */
export function archiveUrl(webUrl: string, newsletter: string, number: number): string {
  return new URL(`archive/${newsletter}/${number}/`, webUrl).href
}
