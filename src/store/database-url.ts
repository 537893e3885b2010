/** `postgres://…`, as pg reads it. */
export function isPostgresUrl(url: string): boolean {
  return /^postgres(?:ql)?:\/\//.test(url)
}

/** The path of `sqlite:PATH`; undefined where it is another URL. */
export function sqliteFile(url: string): string | undefined {
  return /^sqlite:(.+)$/s.exec(url)?.[1]
}
