import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { verdictsBy } from '../messages/dkim-keys.ts'
import { Publication } from './a-publication.ts'

const DOCS = readFileSync(new URL('../../docs/dkim.md', import.meta.url), 'utf8')
/** A command takes a second, and several where the machine is busy. */
const TIMEOUT = 60_000
const hasOpenssl = spawnSync('openssl', ['version']).status === 0

function publication(): Publication {
  const table = (selector: string, file: string) =>
    `[[dkim]]\ndomain = "lantern.example"\nselector = "${selector}"\nkey = "keys/${file}"\n`
  return new Publication({
    smtp: 'url = "mailbox:dist/mail"',
    more: table('b2026', 'dkim.pem') + table('e2026', 'dkim-ed25519.pem'),
  })
}

/** Runs the commands of docs/dkim.md that make keys, and returns the records that they print, in their order. */
function followDocs(dir: string): string[] {
  const commands = [...DOCS.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block).join('')
  const printed = execFileSync('sh', ['-e', '-c', commands], { cwd: dir, encoding: 'utf8', stdio: 'pipe' })
  return printed.trim().split('\n')
}

function captured({ dir }: Publication): Buffer[] {
  const folder = join(dir, 'dist/mail')
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.eml'))
  return names.map((name) => readFileSync(join(folder, name)))
}

test.skipIf(!hasOpenssl)(
  'with keys and records made as docs/dkim.md says, each mail that arrives is verified, a test mail too (needs openssl)',
  { timeout: TIMEOUT },
  async () => {
    const site = publication()
    const [rsaRecord = '', ed25519Record = ''] = followDocs(site.dir)
    const records = {
      'b2026._domainkey.lantern.example': rsaRecord,
      'e2026._domainkey.lantern.example': ed25519Record,
    }
    await site.openWith(3)
    await site.did('send', 'weekly', '--to', 'mei@lantern.example')
    await site.did('send', 'weekly', '--yes')
    const mails = captured(site)
    expect(mails).toHaveLength(4)
    for (const mail of mails) expect(await verdictsBy(mail, records)).toEqual(['b2026: pass', 'e2026: pass'])
  },
)

test.skipIf(!hasOpenssl)('without its key nothing is sent unsigned (needs openssl)', { timeout: TIMEOUT }, async () => {
  const site = publication()
  followDocs(site.dir)
  rmSync(join(site.dir, 'keys/dkim.pem'))
  site.post('lamps')
  for (const args of [['check'], ['send', 'weekly', '--to', 'mei@lantern.example'], ['send', 'weekly', '--yes']]) {
    const { exitCode, stderr } = await site.run(...args)
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: expect.stringMatching(/^keys\/dkim\.pem: There is no such file, and \[\[dkim\]\] names it\./m),
    })
  }
  expect((await site.json('status')).editions).toEqual([])
})
