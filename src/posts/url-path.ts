/** The path of a URL as it is compared: decoded, in NFC, with a slash at its end, but not behind a file name: `/old/path/`. */
export function normalPath(pathname: string): string {
  const path = decodedPath(pathname)
    .replace(/\/{2,}/g, '/')
    .replace(/\/index\.html$/, '/')
  return path.endsWith('/') || /\.[a-z0-9]{2,5}$/i.test(path) ? path : `${path}/`
}

/** Percent-decoded, in NFC; left as it is where it decodes to no text. */
export function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path).normalize('NFC')
  } catch {
    return path
  }
}
