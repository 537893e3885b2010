import { isPictureFile } from '../../picture-names.ts'

/**
 * The picture that Hugo's own templates take for each bundle (its embedded opengraph.html): the first file whose name has `feature` in it,
 * else the first with `cover` or `thumbnail`.
 * @param paths of the content files, in order
 * @returns by the bundle's folder, the path
 */
export function bundlePictures(paths: Iterable<string>): Map<string, string> {
  const found = new Map<string, { path: string; isFeature: boolean }>()
  for (const path of [...paths].sort(byLowerCase)) {
    const slash = path.lastIndexOf('/')
    const name = path.slice(slash + 1).toLowerCase()
    const isFeature = name.includes('feature')
    if (!isPictureFile(name) || !(isFeature || name.includes('cover') || name.includes('thumbnail'))) continue
    const folder = path.slice(0, Math.max(slash, 0))
    const known = found.get(folder)
    if (!known || (isFeature && !known.isFeature)) found.set(folder, { path, isFeature })
  }
  return new Map(Array.from(found, ([folder, { path }]) => [folder, path]))
}

function byLowerCase(a: string, b: string): number {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()]
  return left === right ? 0 : left < right ? -1 : 1
}
