import { resolve } from 'node:path'

/** `postgres://…`, as pg reads it (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS). */
export function isPostgresUrl(url: string): boolean {
  return /^postgres(?:ql)?:\/\//.test(url)
}

/** The path of `sqlite:PATH`; undefined where it is another URL. */
export function sqliteFile(url: string): string | undefined {
  return /^sqlite:(.+)$/s.exec(url)?.[1]
}

/** A URL as somebody wrote it, a SQLite file's path seen from `dir`; undefined where it names no database. */
export function databaseUrl(written: string, dir: string): string | undefined {
  const file = sqliteFile(written)
  if (file !== undefined) return `sqlite:${resolve(dir, file)}`
  return isPostgresUrl(written) && URL.canParse(written) ? written : undefined
}

/** A database as a person knows it: without its password, and without parameters, which may hold one. */
export function shownDatabase(url: string): string {
  if (!isPostgresUrl(url)) return url
  if (!URL.canParse(url)) return 'postgres://…'
  const shown = new URL(url)
  shown.password = ''
  shown.search = ''
  return shown.href
}
