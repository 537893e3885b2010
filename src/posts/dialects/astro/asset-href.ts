/** Names that most sites give their source folder, and folders of it, in tsconfig.json. */
const ALIASES: [from: RegExp, to: string][] = [
  [/^(?:~|@|src)\//, '/'],
  [/^@(assets|images|content|data)\//, '/$1/'],
]

/** A file of the source folder as a page names it, `~/assets/a.jpg` or `/src/assets/a.jpg` → from that folder: `/assets/a.jpg`. */
export function assetHref(written: string, srcDir: string): string {
  if (written.startsWith(`/${srcDir}/`)) return written.slice(srcDir.length + 1)
  const [from, to] = ALIASES.find(([each]) => each.test(written)) ?? []
  return from && to ? written.replace(from, to) : written
}
