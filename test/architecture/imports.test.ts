import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DIALECTS } from '../../src/config/dialects.ts'
import { BUILT_ON, breachesOf } from './rules.ts'
import { folderOf, importsOf, readSourceFiles, resolveImport } from './source-files.ts'

const files = readSourceFiles()

describe('src/', () => {
  it('keeps to who may import whom, to one home for each library, and to a pure core', () => {
    expect(files.length).toBeGreaterThan(20)
    expect(files.flatMap(breachesOf)).toEqual([])
  })

  it('has one file in its top folder: what the program begins with', () => {
    expect(files.map(({ path }) => path).filter((path) => folderOf(path) === '')).toEqual(['main.ts'])
  })

  it('has two folders for each engine, and none that no word of content.dialect stands for', () => {
    const foldersIn = (parent: string) =>
      new Set(files.flatMap(({ path }) => (path.startsWith(parent) ? path.slice(parent.length).split('/', 1) : [])))
    for (const parent of ['posts/dialects/', 'sources/engines/']) {
      const folders = [...foldersIn(parent)].filter((name) => !name.endsWith('.ts'))
      expect(folders.toSorted()).toEqual(Object.keys(DIALECTS).toSorted())
    }
  })

  it('starts threads only from files that are there', () => {
    const entries = files.flatMap(({ path, text }) =>
      [...text.matchAll(/new URL\('(\.[^']*)\.js', import\.meta\.url\)/g)].map(([, entry = '']) =>
        resolveImport(path, `${entry}.ts`),
      ),
    )
    expect(entries.length).toBeGreaterThan(3)
    expect(entries.filter((entry) => !files.some(({ path }) => path === entry))).toEqual([])
  })

  it('is built on what its owner chose', () => {
    const imported = files.flatMap(importsOf)
    const isUsed = (library: string) => imported.some((name) => name === library || name.startsWith(`${library}/`))
    expect(BUILT_ON.filter((library) => !isUsed(library))).toEqual([])
  })

  it('imports only packages that package.json asks for, so that none is there by luck', () => {
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    ) as Record<'dependencies' | 'devDependencies', Record<string, string>>
    const known = new Set([...Object.keys(dependencies), ...Object.keys(devDependencies)])
    const isKnown = (specifier: string) =>
      /^(?:\.|node:)/.test(specifier) ||
      [1, 2].some((parts) => {
        const name = specifier.split('/').slice(0, parts).join('/')
        return known.has(name) || known.has(`@types/${name}`)
      })
    const unknown = files.flatMap((file) =>
      importsOf(file)
        .filter((name) => !isKnown(name))
        .map((name) => `${file.path}: ${name}`),
    )
    expect(unknown).toEqual([])
  })
})

describe('the rules', () => {
  it.each([
    ['posts/a.ts', "import { x } from '../feeds/b.ts'", 'posts may import config'],
    ['posts/a.ts', "import type {\n  X,\n} from '../editions/b.ts'", 'posts may import config'],
    ['words/a.ts', "export { x } from '../posts/b.ts'", 'words may import config'],
    ['feeds/a.ts', "import { x } from '../words/en.ts'", 'feeds may import'],
    ['sources/a.ts', "import { x } from '../store/b.ts'", 'sources may import'],
    ['actions/a/b.ts', "import { x } from '../../sources/b.ts'", 'actions may import'],
    ['cli/a.ts', "const { x } = await import('../web/b.ts')", 'cli may import'],
    ['web/a.tsx', "import { x } from '../app/serve.ts'", 'nobody imports what puts the parts together'],
    ['misc/a.ts', "import { x } from '../posts/b.ts'", 'misc has no place in the layout'],
    ['posts/a.ts', "import { x } from './b'", 'with their ending'],
    ['cli/a.ts', "import { Kysely } from 'kysely'", 'its home is store'],
    ['web/a.ts', "import 'nodemailer/lib/mime-node'", 'its home is mail, messages'],
    ['web/a.ts', "import x from 'left-pad'", 'a library needs a home'],
    ['editions/a.ts', "import { readFile } from 'node:fs/promises'", 'editions gets such things as arguments'],
    ['deliveries/a.ts', 'const at = Date.now()', 'deliveries gets such things as arguments'],
    [
      'subscribers/a.ts',
      "import {\n  createHmac,\n  randomBytes,\n} from 'node:crypto'",
      'gets such things as arguments',
    ],
    ['config/a.ts', '  return process.env.HOME', 'config gets such things as arguments'],
    ['store/a.ts', "trx.updateTable('deliveries').set({ state: 'accepted' })", 'writes deliveries.state'],
    [
      'store/a.ts',
      "db\n  .updateTable('deliveries')\n  .where('id', '=', 1)\n  .set({ at, state })",
      'writes deliveries.state',
    ],
    ['store/a.ts', "trx.updateTable('deliveries as d').set('state', 'queued')", 'writes deliveries.state'],
    [
      'store/a.ts',
      "stepDeliveries(trx, 'queued', { at }).set({ state: 'sending' }).execute()",
      'writes deliveries.state',
    ],
    [
      'store/a.ts',
      'sql`\n  update deliveries\n  set due_at = 1, state = ${to} where id = 1`',
      'writes deliveries.state',
    ],
    ['store/a.ts', "trx.insertInto('deliveries').values(rows)", 'writes deliveries.state'],
    ['actions/a.ts', 'raw("INSERT INTO deliveries (id) values (1)")', 'writes deliveries.state'],
    ['store/a.ts', "trx.updateTable('subscriptions').set({ state: 'active' })", 'writes subscriptions.state'],
    ['store/a.ts', "trx.insertInto('subscriptions').values(rows)", 'writes subscriptions.state'],
    ['posts/a.ts', "import { x } from './dialects/hugo/b.ts'", 'imports an engine'],
    ['app/a.ts', "const { x } = await import('../sources/engines/hugo/b.ts')", 'imports an engine'],
    ['sources/engines/other/a.ts', "import type { X } from '../hugo/b.ts'", 'imports an engine'],
    ['actions/a.ts', 'export interface HugoFacts {', 'names Hugo'],
    ['sources/a.ts', 'const found = await readHugoSite(dir)', 'names Hugo'],
    ['web/a.ts', "if (config.content.dialect === 'hugo') return", 'names Hugo'],
    ['cli/a.ts', "  hint: 'Hugo does so, too.',", 'names Hugo'],
  ])('%s: %s', (path, text, rule) => {
    expect(breachesOf({ path, text })).toEqual([expect.stringContaining(rule)])
  })

  it.each([
    ['deliveries/a.ts', "import type { X } from '../editions/b.ts'"],
    ['messages/a.ts', "import { en } from '../words/en.ts'"],
    ['store/a.ts', "import { sql } from 'kysely'\nconst now = Date.now()"],
    ['posts/a.ts', "// Date.now() would make this depend on the clock.\nimport { join } from 'node:path/posix'"],
    ['subscribers/a.ts', 'export const handle = (randomBytes: (count: number) => Buffer) => randomBytes(12)'],
    ['subscribers/a.ts', "import addressparser from 'nodemailer/lib/addressparser'"],
    ['store/a.ts', "trx.updateTable('deliveries').set({ due_at: at }).where('state', '=', 'queued').execute()"],
    ['store/a.ts', "stepDeliveries(trx, 'queued', { at, from }).where('state_at', '<', at).execute()"],
    ['store/a.ts', "sql`update deliveries set due_at = 1 where state = 'queued'`"],
    ['store/a.ts', "trx.updateTable('editions').set({ state: 'sent' })"],
    ['app.ts', "import { openStore } from './store/open-store.ts'"],
    ['posts/dialects/hugo/a.ts', "import { x } from '../../b.ts'"],
    ['sources/engines/hugo/a.ts', "import { hugoSite } from '../../../posts/dialects/hugo/b.ts'"],
    ['sources/engines/engines.ts', "import { hugoEngine } from './hugo/hugo-engine.ts'"],
    ['posts/a.ts', '/** As Hugo does. */\nconst x = 1 // Hugo, too'],
  ])('let %s: %s', (path, text) => {
    expect(breachesOf({ path, text })).toEqual([])
  })
})
