import { join } from 'node:path'
import { BroadsheetError, failure } from '../config/problem.ts'
import { type FoundSite, OWN_DATA_DIR, starterConfig } from '../config/starter-config.ts'
import { describeInNoNewsletter, type UntakenGroup } from './in-no-newsletter.ts'

/** What a Hugo site's settings say of it, as far as init needs it. */
export interface HugoFacts {
  title?: string
  baseUrl?: string
  author?: { name: string; email?: string }
  description?: string
  languages: { key: string; tag: string }[]
  defaultLanguage: string
  /** Absent where none is written. */
  timeZone?: string
  /** Sections that the site lists as its posts; none: all. */
  mainSections: string[]
  contentDirs: { dir: string; languageKey?: string }[]
  staticDirs: { dir: string; prefix: string }[]
}

export interface InitPorts {
  /** Hugo's rule where no mainSections are written. */
  largestSection(dir: string): Promise<string | undefined>
  /** The site in a folder and the files that say so; undefined where there is none. */
  readHugoSite(dir: string): Promise<{ site: HugoFacts; files: string[] } | undefined>
  writeNewFile(file: string, text: string): Promise<boolean>
  copyTemplates(toDir: string): Promise<{ written: string[]; kept: string[] }>
  keepSecret(dir: string): Promise<'made' | 'kept'>
  ignoreInGit(dir: string, lines: readonly string[]): Promise<string[]>
  /** Of the publication that was just made there; none where it cannot be read yet, which `check` says. */
  inNoNewsletter(dir: string): Promise<UntakenGroup[]>
}

/** What init did, for the command to print; files are named below `dir`. */
export interface InitResult {
  engine: 'hugo'
  /** The files from which the site was recognised. */
  foundIn: string[]
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

const LOOKED_FOR =
  'Run it in the folder of a Hugo site: it looks for hugo.toml, hugo.yaml, hugo.json, config.toml, config.yaml, config.json and config/_default/.'

/**
 * Makes a Hugo site's folder a publication: broadsheet.toml with what the site's settings say, the templates, a secret.
 * Whatever exists stays as it is.
 * @throws BroadsheetError `init.no-site` where no site is found, `config.unwritable` where a file cannot be written
 */
export async function init(dir: string, ports: InitPorts): Promise<InitResult> {
  const found = await ports.readHugoSite(dir)
  if (!found) {
    throw new BroadsheetError(
      failure('init.no-site', 'There is no site here that Broadsheet knows.', { file: dir, hint: LOOKED_FOR }),
    )
  }
  const { text, guesses } = starterConfig({ ...whatIsFound(found.site), ...(await largest(dir, found.site, ports)) })
  const isNew = await ports.writeNewFile(join(dir, 'broadsheet.toml'), text)
  const templates = await ports.copyTemplates(join(dir, 'templates'))
  const secret = await ports.keepSecret(dir)
  const ignored = await ports.ignoreInGit(dir, NOT_FOR_GIT)
  const untaken = isNew ? describeInNoNewsletter(await ports.inNoNewsletter(dir)) : undefined
  const below = (name: string) => `templates/${name}`
  return {
    engine: 'hugo',
    foundIn: found.files,
    written: [...(isNew ? ['broadsheet.toml'] : []), ...templates.written.map(below)],
    kept: [...(isNew ? [] : ['broadsheet.toml']), ...templates.kept.map(below)],
    secret,
    ignored,
    guesses: isNew ? [...guesses, ...(untaken ? [untaken] : [])] : [],
  }
}

async function largest(dir: string, { mainSections }: HugoFacts, ports: InitPorts) {
  const section = mainSections.length > 0 ? undefined : await ports.largestSection(dir)
  return section === undefined ? {} : { sections: [section], isLargest: true }
}

function whatIsFound({ title, baseUrl, author, description, timeZone, staticDirs, ...site }: HugoFacts): FoundSite {
  const language = site.languages.find(({ key }) => key === site.defaultLanguage)?.tag
  return {
    title,
    baseUrl,
    author,
    description,
    sections: site.mainSections,
    language,
    timeZone,
    // What stands below a folder of its own is found by the site's settings.
    staticDirs: staticDirs.flatMap(({ dir, prefix }) => (prefix === '' ? [dir] : [])),
    contentDir: contentRoot(site.contentDirs),
  }
}

/** The folder that holds all of the content: `content/en` and `content/he` lie in `content`; the site's own where no other does. */
function contentRoot(dirs: HugoFacts['contentDirs']): string {
  const [first = [], ...others] = dirs.map(({ dir }) => dir.split('/'))
  const shared = first.findIndex((part, index) => others.some((path) => path[index] !== part))
  return (shared < 0 ? first : first.slice(0, shared)).join('/') || '.'
}
