import { DIALECTS } from '../../src/config/dialects.ts'
import { folderOf, importsOf, resolveImport, type SourceFile } from './source-files.ts'

/** What things mean. Each may import those before it, and nothing that touches the world. */
const MEANING = [
  'config',
  'posts',
  'bodies',
  'feeds',
  'subscribers',
  'editions',
  'messages',
  'deliveries',
  'bounces',
  'outbox',
]
/** What touches the world. These never import each other, but for `files`: how a file is put in its place is one thing for all. */
const WORLD = ['sources', 'cache', 'pictures', 'network', 'output', 'store', 'mail']

/** Which folders of ours a folder may import, besides itself. `app` puts the parts together. */
const MAY_IMPORT: Record<string, string[]> = {
  ...Object.fromEntries(MEANING.map((folder, index) => [folder, MEANING.slice(0, index)])),
  // What is said to subscribers needs nothing, and only what speaks to them needs it.
  words: ['config'],
  editions: [...MEANING.slice(0, MEANING.indexOf('editions')), 'words'],
  messages: [...MEANING.slice(0, MEANING.indexOf('messages')), 'words'],
  outbox: [...MEANING.slice(0, MEANING.indexOf('outbox')), 'words'],
  ...Object.fromEntries(WORLD.map((folder) => [folder, [...MEANING, 'files']])),
  files: [],
  // The words of a post's language are handed to what renders it.
  sources: [...MEANING, 'words', 'files'],
  // The world reaches an action as arguments; the three that call actions hold no SQL and no SMTP, and stay apart.
  actions: [...MEANING, 'words'],
  jobs: [...MEANING, 'actions'],
  web: [...MEANING, 'words', 'actions'],
  cli: [...MEANING, 'words', 'actions'],
  app: [...MEANING, 'words', ...WORLD, 'files', 'actions', 'jobs', 'web', 'cli'],
}

/** One library, one job, one home: swapping a library is then a change in one place. */
const LIBRARY_HOMES: Record<string, string[]> = {
  feed: ['feeds'],
  feedsmith: ['feeds'],
  saxes: ['feeds'],
  mjml: ['editions'],
  // MJML's own parser, so that its lint sees the tags that MJML sees.
  htmlparser2: ['editions'],
  liquidjs: ['editions', 'posts'],
  nodemailer: ['mail', 'messages'],
  'nodemailer/lib/addressparser': ['subscribers', 'messages'],
  'gray-matter': ['posts'],
  yaml: ['posts'],
  'node-cron': ['jobs'],
  'markdown-it': ['posts'],
  'markdown-it-cjk-friendly': ['posts'],
  'markdown-it-emoji': ['posts'],
  'markdown-it-footnote': ['posts'],
  hast: ['posts', 'bodies', 'feeds', 'editions', 'outbox'],
  'hast-util-from-html': ['editions'],
  'hast-util-from-parse5': ['posts'],
  parse5: ['posts'],
  'hast-util-sanitize': ['bodies'],
  'hast-util-to-html': ['posts', 'bodies', 'feeds', 'editions', 'outbox'],
  'unist-util-visit': ['editions'],
  'mathjax-full': ['bodies'],
  sharp: ['pictures'],
  'music-metadata': ['sources'],
  shiki: ['bodies'],
  'smol-toml': ['config', 'posts', 'feeds'],
  zod: ['config', 'web'],
  kysely: ['store'],
  'better-sqlite3': ['store', 'cache'],
  pg: ['store'],
  'pg-boss': ['store'],
  'rate-limiter-flexible': ['store'],
  altcha: ['app'],
  'altcha-lib': ['app'],
  hono: ['web'],
  '@hono/node-server': ['web', 'app'],
  commander: ['cli'],
  '@clack/prompts': ['cli'],
  'csv-stringify': ['subscribers'],
  'smtp-server': ['mail'],
  imapflow: ['mail'],
  'postal-mime': ['mail', 'bounces'],
  pino: ['app', 'web'],
}
const EVERYWHERE = ['temporal-polyfill']

/** What the product is built on, by its owner's choice: however fast something else may be, src/ goes on importing these. */
export const BUILT_ON = ['feed', 'mjml', 'nodemailer', 'gray-matter', 'node-cron']

/** Folders that open no file or socket and read no clock, no randomness and no environment. */
const PURE = [...MEANING, 'words']
const IMPURE_MODULES =
  /^node:(?:fs|net|tls|http|https|http2|dgram|dns|child_process|worker_threads|cluster|os|process|timers|readline)(?:\/|$)/
const RANDOMNESS = /import\s*\{[^}]*\b(random\w+|webcrypto|getRandomValues)\b[^}]*\}\s*from\s*'node:crypto'/
const IMPURE_CALLS =
  /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bTemporal\.Now\b|\bprocess\.(?!tsx?')|\bfetch\(|\bcrypto\.|\bset(?:Timeout|Interval)\(|\bperformance\.now\(/

/** Where all that is one engine's lives. Whoever else knew it by name would have to be changed for the next. */
const engineFolders = (name: string) => [`posts/dialects/${name}/`, `sources/engines/${name}/`]
const ENGINE_LIST = 'sources/engines/engines.ts'
/** What may name an engine without being its own, and why. */
const MAY_NAME_ENGINES: Record<string, string> = {
  [ENGINE_LIST]: 'the list of engines',
  'config/dialects.ts': 'the words of content.dialect',
  'config/problem-codes.ts': 'codes and what they mean, which other programs are written against',
  'posts/not-news.ts': 'says which files only Hugo can make pages of',
}

/** Every breach of the rules above, as sentences: file, what it does, the rule. */
export function breachesOf(file: SourceFile): string[] {
  return [
    ...importsOf(file).flatMap((specifier) => importBreaches(file.path, specifier)),
    ...purityBreaches(file),
    ...ledgerBreaches(file),
    ...subscriptionBreaches(file),
    ...engineBreaches(file),
  ]
}

function engineBreaches(file: SourceFile): string[] {
  return Object.entries(DIALECTS).flatMap(([name, called]) => {
    const folders = engineFolders(name)
    const isIn = (path: string) => folders.some((folder) => path.startsWith(folder))
    if (isIn(file.path)) return []
    const targets = importsOf(file).map((specifier) => resolveImport(file.path, specifier))
    const imports = file.path === ENGINE_LIST ? [] : targets.filter(isIn)
    const named = file.path in MAY_NAME_ENGINES ? [] : codeLines(file.text).filter((line) => names(line, name, called))
    return [
      ...imports.map((target) => `${file.path} imports ${target}: only ${ENGINE_LIST} imports an engine`),
      ...(imports.length === 0 ? named : []).map(
        (line) => `${file.path} names ${called} (${line.trim()}): only an engine's own folders do`,
      ),
    ]
  })
}

/** Engines that are called by a word of every day: names of ours may have it. */
const COMMON_WORDS = new Set(['plain'])

/** In a sentence or a name of ours, `readHugoSite`, or as the word for it. Comments give reasons, which may be an engine's. */
function names(line: string, name: string, called: string): boolean {
  const code = line.replace(/\s\/\/ .*$/, '')
  if (COMMON_WORDS.has(name)) return code.includes(called)
  return code.includes(called) || new RegExp(`\\b${name}(?:[A-Z]|['"\`])`).test(code)
}

function importBreaches(path: string, specifier: string): string[] {
  if (specifier.startsWith('node:')) return []
  return specifier.startsWith('.') ? ownBreaches(path, specifier) : libraryBreaches(path, specifier)
}

function ownBreaches(path: string, specifier: string): string[] {
  const target = resolveImport(path, specifier)
  const [from, to] = [folderOf(path), folderOf(target)]
  if (!/\.tsx?$/.test(target)) return [`${path} imports ${specifier}: write our own files with their ending, .ts`]
  if (from === '' || from === to) return []
  if (to === 'app') return [`${path} imports ${target}: nobody imports what puts the parts together`]
  const allowed = MAY_IMPORT[from]
  if (!allowed) return [`${path}: the folder ${from} has no place in the layout; give it one in MAY_IMPORT`]
  return allowed.includes(to)
    ? []
    : [`${path} imports ${target}: ${from} may import ${allowed.join(', ') || 'nothing'}`]
}

function libraryBreaches(path: string, specifier: string): string[] {
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
  if (EVERYWHERE.includes(name)) return []
  const homes = LIBRARY_HOMES[specifier] ?? LIBRARY_HOMES[name]
  if (!homes) return [`${path} imports ${name}: a library needs a home; give it one in LIBRARY_HOMES`]
  return homes.includes(folderOf(path)) ? [] : [`${path} imports ${name}: its home is ${homes.join(', ')}`]
}

function purityBreaches(file: SourceFile): string[] {
  const folder = folderOf(file.path)
  if (!PURE.includes(folder)) return []
  const modules = importsOf(file).filter((specifier) => IMPURE_MODULES.test(specifier))
  const calls = codeLines(file.text).flatMap((line) => IMPURE_CALLS.exec(line)?.[0] ?? [])
  const randomness = RANDOMNESS.exec(file.text)?.slice(1) ?? []
  return [...modules, ...randomness, ...calls].map(
    (what) => `${file.path} uses ${what}: ${folder} gets such things as arguments`,
  )
}

/** Every change of a delivery's state passes one table of what may follow what. */
const WRITES_STATES = 'store/step-deliveries.ts'
const NEW_DELIVERIES =
  /\b(?:insertInto|replaceInto|mergeInto)\(\s*['"]deliveries\b|\b(?:insert|replace|merge)\s+into\s+deliveries\b/gi
const CHANGED_DELIVERIES =
  /\b(?:updateTable\(\s*['"]deliveries\b|stepDeliveries\().*?(?:\.execute|\n\n|$)|\bupdate\s+deliveries\b.*?(?:`|\bwhere\b|$)/gis

function ledgerBreaches({ path, text }: SourceFile): string[] {
  if (path === WRITES_STATES || path.startsWith('store/migrations/')) return []
  const changes = text.match(CHANGED_DELIVERIES) ?? []
  const isBreach =
    text.match(NEW_DELIVERIES) !== null ||
    changes.some((change) => /\bstate['"]?\s*[:=,}]/.test(change.replace(/\.where\([^)]*\)/g, '')))
  return isBreach ? [`${path} writes deliveries.state: ${WRITES_STATES} alone does, by what may follow what`] : []
}

/** So does every change of a subscription's. */
const WRITES_SUBSCRIPTIONS = 'store/step-subscriptions.ts'
const CHANGED_SUBSCRIPTIONS =
  /\bupdateTable\(\s*['"]subscriptions\b.*?(?:\.execute|\n\n|$)|\bupdate\s+subscriptions\b.*?(?:`|\bwhere\b|$)/gis
const NEW_SUBSCRIPTIONS = /\binsertInto\(\s*['"]subscriptions\b|\binsert\s+into\s+subscriptions\b/i

function subscriptionBreaches({ path, text }: SourceFile): string[] {
  if (path === WRITES_SUBSCRIPTIONS || path.startsWith('store/migrations/')) return []
  const changes = text.match(CHANGED_SUBSCRIPTIONS) ?? []
  const isBreach =
    NEW_SUBSCRIPTIONS.test(text) ||
    changes.some((change) => /\bstate['"]?\s*[:=,}]/.test(change.replace(/\.where\([^)]*\)/g, '')))
  return isBreach
    ? [`${path} writes subscriptions.state: ${WRITES_SUBSCRIPTIONS} alone does, by what may follow what`]
    : []
}

/** Comments may speak of what the code must not do. */
function codeLines(text: string): string[] {
  return text.split('\n').filter((line) => !/^\s*(?:\/\/|\/?\*)/.test(line))
}
