import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { aPost, aPublication, type Ran, type TestPublication } from './a-publication.ts'

/**
 * Other programs read what `--json` prints: keys are added, never renamed or removed. Each file below golden/contracts/json
 * is what a command printed, but for what differs from run to run: `<time>`, `<number>`, `<id>`.
 */
it.each<[string, (publication: TestPublication) => Promise<Ran>]>([
  ['check', ({ run }) => run('check', '--json')],
  ['build', ({ run }) => run('build', '--json')],
  ['adopt', ({ run }) => run('adopt', '--before', '2026-11-02', '--json')],
  ['adopt-feed', adoptedFeed],
  ['plan', (publication) => planned(publication)],
  ['plan-html', (publication) => planned(publication, '--html', join(publication.dir, 'report.html'))],
  ['plan-on-publication', (publication) => planned(onPublication(publication))],
  [
    'status-on-publication',
    async (publication) => (await planned(onPublication(publication))) && publication.run('status', '--json'),
  ],
  ['send-test', ({ run }) => run('send', 'weekly', '--to', 'mei@lantern.example', '--json')],
  ['send', sent],
  ['send-skipped', ({ run }) => run('send', 'weekly', '--yes', '--json')],
  ['send-left-out', leftOut],
  [
    'status-posts',
    async (publication) => (await leftOut(publication)) && publication.run('status', '--posts', '--json'),
  ],
  ['status', async (publication) => (await held(publication)) && publication.run('status', '--json')],
  [
    'status-edition',
    async (publication) => (await held(publication)) && publication.run('status', 'weekly/trial-1', '--json'),
  ],
  [
    'release',
    async (publication) => (await held(publication)) && publication.run('release', 'weekly/trial-1', '--json'),
  ],
  ['run-once-waiting', (publication) => waiting(publication, 'start_delay = "10m"')],
  [
    'status-waiting',
    async (publication) =>
      (await waiting(publication, 'start_delay = "10m"')) && publication.run('status', 'weekly/trial-1', '--json'),
  ],
  [
    'status-own-hour',
    async (publication) => (await sentLater(publication)) && publication.run('status', 'weekly/trial-1', '--json'),
  ],
  [
    'subscribers-show-own-hour',
    async (publication) =>
      (await withHour(publication)) && publication.run('subscribers', 'show', 'ada@example.com', '--json'),
  ],
  [
    'status-waiting-correction',
    async (publication) =>
      (await correctedLater(publication)) && publication.run('status', 'weekly/trial-1 correction 1', '--json'),
  ],
  ['correct', (publication) => corrected(publication)],
  ['run-once', ({ run }) => run('run', '--once', '--json')],
  ['subscribers-add', ({ run }) => run('subscribers', 'add', 'ada@example.com', '--json')],
  ['subscribers-list', afterAda('subscribers', 'list')],
  ['subscribers-show', afterAda('subscribers', 'show', 'ada@example.com')],
  ['subscribers-import', imported],
  ['subscribers-remove', afterAda('subscribers', 'remove', 'ada@example.com')],
  ['subscribers-suppress', afterAda('subscribers', 'suppress', 'ada@example.com')],
  ['subscribers-erase', afterAda('subscribers', 'erase', 'ada@example.com', '--yes')],
  ['subscribers-proof', afterAda('subscribers', 'proof', 'ada@example.com')],
  ['db-check', afterAda('db', 'check')],
  ['db-backup', async (publication) => backedUp(publication)],
  ['db-restore', async (publication) => restored(publication)],
  ['db-copy', afterAda('db', 'copy', '--to', 'sqlite:elsewhere/broadsheet.db')],
])('%s prints one object', async (name, command) => {
  const publication = aPublication()
  const stdout = (await command(publication)).stdout.replaceAll(publication.dir, '<dir>')
  const printed = JSON.parse(stdout) as object
  expect(Object.keys(printed)[0]).toBe('schema')
  await expect(`${JSON.stringify(steady(printed), null, 2)}\n`).toMatchFileSnapshot(
    `../golden/contracts/json/${name}.json`,
  )
})

it('init prints one object', async () => {
  const { dir, run } = aPublication({ 'broadsheet.toml': '' })
  const { stdout } = await run('init', dir, '--json')
  await expect(stdout).toMatchFileSnapshot('../golden/contracts/json/init.json')
})

it('a time is RFC 3339, with the offset that an author wrote', async () => {
  const { due, posts } = JSON.parse((await planned(aPublication())).stdout)
  expect(due).toMatch(TIME)
  expect(posts[0].publishedAt).toBe('2026-11-03T09:00:00+08:00')
})

it.each([
  [['check']],
  [['build']],
  [['plan']],
  [['adopt']],
  [['status']],
  [['send', 'weekly', '--yes']],
  [['approve', 'weekly/1']],
  [['retry', 'weekly/1', '--failed']],
  [['settle', 'weekly/1', '--accepted']],
  [['run', '--once']],
  [['serve']],
  [['demo']],
  [['db', 'check']],
  [['db', 'backup', 'copy.db']],
  [['db', 'copy', '--to', 'sqlite:copy.db']],
  [['subscribers', 'list']],
  [['subscribers', 'add', 'ada@example.com']],
])('%j prints one object when it fails, too', async (args) => {
  const { run } = aPublication({ 'broadsheet.toml': '[site]\ntitel = "The Lantern"\n' })
  const { exitCode, stdout } = await run(...args, '--json')
  expect(exitCode).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({
    schema: 1,
    problems: expect.arrayContaining([
      {
        code: 'config.unknown-key',
        severity: 'error',
        message: expect.stringContaining('titel'),
        hint: expect.stringContaining('title'),
        file: expect.stringContaining('broadsheet.toml'),
        line: 2,
      },
    ]),
  })
})

/** Two of three posts are news to Ada. */
async function withNews({ run }: TestPublication): Promise<void> {
  await run('subscribers', 'add', 'ada@example.com')
  await run('adopt', '--before', '2026-11-02')
}

async function planned(publication: TestPublication, ...more: string[]): Promise<Ran> {
  await withNews(publication)
  return publication.run('plan', '--json', ...more)
}

function onPublication(publication: TestPublication): TestPublication {
  publication.edit('broadsheet.toml', (text) => text.replace('"0 9 * * MON"', '"on publication"'))
  return publication
}

async function sent(publication: TestPublication): Promise<Ran> {
  await withNews(publication)
  return publication.compiled('send', 'weekly', '--yes', '--json')
}

async function adoptedFeed({ dir, run }: TestPublication): Promise<Ran> {
  writeFileSync(
    join(dir, 'former.xml'),
    `<rss version="2.0"><channel><title>x</title>
      <item><title>a</title><link>https://lantern.example/posts/cedar/</link><guid>https://old.example/?p=1</guid></item>
      <item><title>b</title><guid>https://old.example/?p=2</guid></item>
    </channel></rss>`,
  )
  return run('adopt', '--feed', join(dir, 'former.xml'), '--json')
}

/** A post that is like one that vanished. */
async function leftOut(publication: TestPublication): Promise<Ran> {
  await publication.run('subscribers', 'add', 'ada@example.com')
  await publication.run('adopt')
  renameSync(join(publication.dir, 'content/posts/cedar.md'), join(publication.dir, 'content/posts/deodar.md'))
  publication.edit('content/posts/deodar.md', () => aPost('Cedar', 9, 'Other words.'))
  return publication.run('send', 'weekly', '--yes', '--json')
}

/** A scheduled edition that waits for approval: its time passed since the first scan. */
async function held(publication: TestPublication): Promise<Ran> {
  publication.edit('broadsheet.toml', (text) => text.replace('"0 9 * * MON"', '"* * * * *"\napprove = true'))
  await withNews(publication)
  const database = new Database(join(publication.dir, 'data/broadsheet.db'))
  database.exec('update newsletters set first_seen_at = first_seen_at - 3600000')
  database.close()
  return publication.run('run', '--once', '--json')
}

/** A scheduled edition that may go, but not yet. */
async function waiting(publication: TestPublication, line: string): Promise<Ran> {
  withLine(publication, line)
  publication.edit('broadsheet.toml', (text) => text.replace('"0 9 * * MON"', '"* * * * *"'))
  await withNews(publication)
  const database = new Database(join(publication.dir, 'data/broadsheet.db'))
  database.exec('update newsletters set first_seen_at = first_seen_at - 3600000')
  database.close()
  return publication.run('run', '--once', '--json')
}

function withLine(publication: TestPublication, line: string): TestPublication {
  publication.edit('broadsheet.toml', (text) => text.replace('[[smtp]]', `${line}\n\n[[smtp]]`))
  return publication
}

/** A correction of an edition that is sent. */
async function corrected(publication: TestPublication): Promise<Ran> {
  await sent(publication)
  writeFileSync(join(publication.dir, 'correction.md'), 'The cedar is a deodar.\n')
  return publication.compiled('correct', 'weekly/trial-1', '--note', 'correction.md', '--yes', '--json')
}

/** Ada, as our own export has her, who gets mails three hours from now. */
async function withHour({ dir, run }: TestPublication): Promise<Ran> {
  const hour = (new Date().getUTCHours() + 3) % 24
  writeFileSync(
    join(dir, 'own.csv'),
    `email,name,state,suppression,consents,own_hour,timezone\nada@example.com,Ada,active,,,${hour},Etc/UTC\n`,
  )
  return run('subscribers', 'import', join(dir, 'own.csv'))
}

async function sentLater(publication: TestPublication): Promise<Ran> {
  withLine(publication, 'own_hour = true')
  await withHour(publication)
  await publication.run('adopt', '--before', '2026-11-02')
  return publication.compiled('send', 'weekly', '--yes', '--json')
}

async function correctedLater(publication: TestPublication): Promise<Ran> {
  await sentLater(publication)
  writeFileSync(join(publication.dir, 'correction.md'), 'The cedar is a deodar.\n')
  return publication.compiled('correct', 'weekly/trial-1', '--note', 'correction.md', '--yes', '--json')
}

async function imported({ dir, run }: TestPublication): Promise<Ran> {
  writeFileSync(join(dir, 'list.csv'), 'email,name\nada@example.com,Ada\nADA@example.com,Ada\nnobody,Nobody\n')
  return run('subscribers', 'import', join(dir, 'list.csv'), '--json')
}

async function backedUp({ dir, run }: TestPublication): Promise<Ran> {
  await run('subscribers', 'add', 'ada@example.com')
  return run('db', 'backup', join(dir, 'copy.db'), '--json')
}

async function restored(publication: TestPublication): Promise<Ran> {
  await backedUp(publication)
  return publication.run('db', 'restore', join(publication.dir, 'copy.db'), '--json')
}

function afterAda(...args: string[]) {
  return async ({ run }: TestPublication) => {
    await run('subscribers', 'add', 'ada@example.com', '--name', 'Ada')
    return run(...args, '--json')
  }
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
/** As a sentence says it. */
const LOCAL_TIME = /\d{4}-\d\d-\d\d \d\d:\d\d/
const VARYING: Record<string, string> = {
  kept: '<file>',
  bytes: '<number>',
  htmlBytes: '<number>',
  seconds: '<number>',
  handle: '<id>',
  checksum: '<hash>',
  hour: '<number>',
}

/** What a command printed, without what differs from run to run. */
function steady(printed: object): unknown {
  return JSON.parse(
    JSON.stringify(printed, (key, value: unknown) => {
      if (typeof value === 'string' && TIME.test(value) && key !== 'publishedAt') return '<time>'
      if (key === 'id' && typeof value === 'string' && /^[0-9a-f]{16}$/.test(value)) return '<id>'
      const shown = VARYING[key] ?? value
      return typeof shown === 'string' ? shown.replace(LOCAL_TIME, '<time>') : shown
    }),
  )
}
