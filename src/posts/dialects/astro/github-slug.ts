/** As `github-slugger` makes it, of which Astro makes its ids. */
export function githubSlug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-')
}

/** The id that Astro's glob loader gives a file. @param below its path from the collection's folder, without its ending */
export function entryId(below: string): string {
  return below
    .split('/')
    .map(githubSlug)
    .join('/')
    .replace(/\/index$/, '')
}
