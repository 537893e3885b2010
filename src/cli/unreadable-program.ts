import { printable } from '../config/printable.ts'

/** What to say where a part of the program itself cannot be loaded; undefined where an error is about something else. */
export function describeUnreadable({ code, path, message }: NodeJS.ErrnoException): string | undefined {
  const isMissing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND'
  const isRefused = (code === 'EACCES' || code === 'EPERM') && /\.(?:[cm]?js|node)$/.test(path ?? '')
  if (!isMissing && !isRefused) return undefined
  const file = path ?? /'([^']+)'/.exec(message)?.[1] ?? 'one of its modules'
  return `A file of Broadsheet itself cannot be read: ${printable(file)}. Let this user read the folder that it lies in, or install it again.`
}
