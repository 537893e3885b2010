import { isAbsolute, relative, sep } from 'node:path'

/** A path for a person to read: below `dir` where it lies there, else absolute; forward slashes. */
export function shownPath(file: string, dir: string): string {
  const below = relative(dir, file)
  return below.startsWith('..') || isAbsolute(below) ? file : posixPath(below)
}

/** Forward slashes, and in NFC: file systems of Apple's hand out names in NFD. */
export function posixPath(path: string): string {
  return path.split(sep).join('/').normalize('NFC')
}
