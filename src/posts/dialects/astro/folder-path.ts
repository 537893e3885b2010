/** A folder from the site's, without what says only that it is one: `./src/content/` → `src/content`. */
export function folderPath(written: string): string {
  return written
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')
}
