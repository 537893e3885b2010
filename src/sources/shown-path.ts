import { isAbsolute, relative, sep } from 'node:path'

/** A path for a person to read: below `dir` where it lies there, else absolute; forward slashes. */
export function shownPath(file: string, dir: string): string {
  const below = relative(dir, file)
  return below.startsWith('..') || isAbsolute(below) ? file : posixPath(below)
}

/** NFC changes nothing of it. */
const ASCII = /^[\0-\x7f]*$/

/** Forward slashes, and in NFC: file systems of Apple's hand out names in NFD. */
export function posixPath(path: string): string {
  const slashed = sep === '/' ? path : path.replaceAll(sep, '/')
  return ASCII.test(slashed) ? slashed : slashed.normalize('NFC')
}

/** Hugo takes names as the file system has them, but on macOS in NFC. */
export const keepsNames = process.platform !== 'darwin'
