import { join } from 'node:path'
import { readFile } from './read-at-once.ts'

/** Where hosts and web servers are told of redirects, in a site's folder or among its static files. */
export const REDIRECT_FILES = ['_redirects', 'netlify.toml', 'vercel.json', 'firebase.json']
export const STATIC_REDIRECT_FILES = ['_redirects', '.htaccess', 'staticwebapp.config.json']

/** Every path that such files name, up to its first placeholder: which of them lead on is the server's business. */
export async function redirectsIn(dir: string, names: string[]): Promise<string[]> {
  const texts = await Promise.all(names.map((name) => readFile(join(dir, name), 'utf8').catch(() => '')))
  return texts.flatMap(pathsIn)
}

function pathsIn(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    if (/\b404\b/.test(line)) return []
    const paths = line.match(/(?<![\w.:/-])\^?\/[^\s"'<>,;]*/g) ?? []
    return paths.map((path) =>
      path
        .replace(/^\^/, '')
        .replace(/[*:([$\\{].*$/, '*')
        .toLowerCase(),
    )
  })
}
