/** Gems that a Gemfile names: each is loaded that is a plugin. */
export function gemsIn(gemfile: string): string[] {
  return gemfile.split('\n').flatMap((line) => /^\s*gem\s*\(?\s*["']([\w.-]+)["']/.exec(line)?.[1] ?? [])
}
