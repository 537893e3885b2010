/**
 * Whether Hugo looks at a file of the content folder. A name that begins with `#` or ends in `~` is an editor's own, `ignoreFiles` are the
 * site's; what goes for a folder goes for all in it. Dot files are passed over before (walk-folder.ts).
 * @param path below the content folder
 * @param absolute as the file system has it: Hugo tries its patterns on whole paths
 */
export function isPublished(path: string, absolute: string, ignored: RegExp[]): boolean {
  const names = path.split('/')
  if (names.some((name) => /^[#.]|~$/.test(name))) return false
  if (ignored.length === 0) return true
  const parts = absolute.split('/')
  const paths = names.map((_, index) => parts.slice(0, parts.length - index).join('/'))
  return !paths.some((each) => ignored.some((pattern) => pattern.test(each)))
}
