import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export interface SourceFile {
  /** Below src/, with forward slashes: `posts/front-matter.ts`. */
  path: string
  text: string
}

export function readSourceFiles(): SourceFile[] {
  const root = fileURLToPath(new URL('../../src/', import.meta.url))
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path, text: readFileSync(`${root}${path}`, 'utf8') }))
}

/** What a file imports, for its values or its types, and re-exports: `node:fs`, `zod`, `../config/config.ts`. */
export function importsOf({ text }: SourceFile): string[] {
  const statements = /^\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm
  return [...text.matchAll(statements)].map(([, from, dynamic]) => from ?? dynamic ?? '')
}

/** The folder directly below src/; '' for a file that lies in src/ itself. */
export function folderOf(path: string): string {
  return path.includes('/') ? (path.split('/', 1)[0] ?? '') : ''
}

/** Where a relative import leads, below src/. */
export function resolveImport(from: string, specifier: string): string {
  return new URL(specifier, `file:///${from}`).pathname.slice(1)
}
