import { join } from 'node:path'
import type { DialectName } from '../config/dialects.ts'
import { BroadsheetError, failure } from '../config/problem.ts'
import { OWN_DATA_DIR, type SiteFacts, starterConfig } from '../config/starter-config.ts'
import type { LookName } from '../config/theme.ts'
import { describeInNoNewsletter, type UntakenGroup } from './in-no-newsletter.ts'

export interface InitPorts {
  /** The site in a folder and the files that say so; undefined where there is none. */
  detectSite(dir: string): Promise<{ facts: SiteFacts; files: string[] } | undefined>
  /** Where to run it, for one who has no such site there. */
  lookedFor: string
  writeNewFile(file: string, text: string): Promise<boolean>
  /** That of the templates that are there; undefined where they have no theme. */
  lookOf(templatesDir: string): Promise<LookName | undefined>
  /** Asked where there is none; undefined stops it all. */
  chooseLook(): Promise<LookName | undefined>
  copyTemplates(toDir: string, look: LookName): Promise<{ written: string[]; kept: string[] }>
  keepSecret(dir: string): Promise<'made' | 'kept'>
  ignoreInGit(dir: string, lines: readonly string[]): Promise<string[]>
  /** Of the publication that was just made there; none where it cannot be read yet, which `check` says. */
  inNoNewsletter(dir: string): Promise<UntakenGroup[]>
}

/** What init did, for the command to print; files are named below `dir`. */
export interface InitResult {
  engine: DialectName
  /** The files from which the site was recognised; or the feed. */
  foundIn: string[]
  look: LookName
  written: string[]
  /** Files that were there before and were not touched. */
  kept: string[]
  secret: 'made' | 'kept'
  /** Lines added to .gitignore. */
  ignored: string[]
  /** A sentence for each setting that had to be guessed. */
  guesses: string[]
}

/** What must not be committed with a site: the secret, the subscribers, and what is generated. */
const NOT_FOR_GIT = ['.env', `${OWN_DATA_DIR}/`, 'dist/']

/**
 * Makes a site's folder a publication: broadsheet.toml with what the site's settings say, the templates, a secret.
 * Whatever exists stays as it is.
 * @throws BroadsheetError `init.no-site` where no site is found, `config.unwritable` where a file cannot be written
 */
export async function init(dir: string, ports: InitPorts): Promise<InitResult | undefined> {
  const found = await ports.detectSite(dir)
  if (!found) {
    throw new BroadsheetError(
      failure('init.no-site', 'There is no site here that Broadsheet knows.', { file: dir, hint: ports.lookedFor }),
    )
  }
  const templatesDir = join(dir, 'templates')
  const look = (await ports.lookOf(templatesDir)) ?? (await ports.chooseLook())
  if (!look) return undefined
  const { text, guesses } = starterConfig(found.facts)
  const isNew = await ports.writeNewFile(join(dir, 'broadsheet.toml'), text)
  const templates = await ports.copyTemplates(templatesDir, look)
  const secret = await ports.keepSecret(dir)
  const ignored = await ports.ignoreInGit(dir, NOT_FOR_GIT)
  const untaken = isNew ? describeInNoNewsletter(await ports.inNoNewsletter(dir)) : undefined
  const below = (name: string) => `templates/${name}`
  return {
    engine: found.facts.dialect,
    foundIn: found.files,
    look,
    written: [...(isNew ? ['broadsheet.toml'] : []), ...templates.written.map(below)],
    kept: [...(isNew ? [] : ['broadsheet.toml']), ...templates.kept.map(below)],
    secret,
    ignored,
    guesses: isNew ? [...guesses, ...(untaken ? [untaken] : [])] : [],
  }
}
