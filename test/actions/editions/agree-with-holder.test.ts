import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { agreeWithHolder } from '../../../src/actions/editions/agree-with-holder.ts'
import { parseConfig } from '../../../src/config/parse-config.ts'
import { BroadsheetError } from '../../../src/config/problem.ts'
import type { RunningProcess } from '../../../src/deliveries/running-process.ts'
import { intentOf } from '../../../src/editions/edition-intent.ts'

const SITE =
  '[site]\ntitle = "T"\nurl = "https://t.example/"\n[web]\nsecrets = ["a secret that is long enough for it"]\n'
const OLD = configOf('name = "relay"\nurl = "mailbox:dist/mail"')
const NEW = configOf(
  'name = "relay"\nurl = "smtp://relay.example"\nuser = "bob"\npassword = "s3cr3t"\ntls = "insecure"',
)

function configOf(smtp: string, file = '/site/broadsheet.toml') {
  const { config } = parseConfig(`${SITE}[[smtp]]\n${smtp}\n`, file, {}, () => true)
  if (!config) throw new Error('no config')
  return config
}

function serveBy(config: typeof OLD, problem?: string): RunningProcess {
  const since = Temporal.Instant.from('2026-11-30T09:00:00Z')
  const where = { pid: 4711, started: '1', host: 'box', boot: 'b' }
  return { id: 'x', command: 'serve', ...where, ...intentOf(config), since, problem }
}

/** Who holds the lease, look by look; the last one stays. */
async function agree(...holders: (RunningProcess | undefined)[]): Promise<string> {
  let waits = 0
  try {
    await agreeWithHolder({
      config: NEW,
      processes: { holderOf: async () => holders[Math.min(waits, holders.length - 1)] },
      isGone: ({ id }) => id === 'gone',
      onWaiting: () => {},
      clock: () => Temporal.Instant.from('2026-11-30T10:00:00Z'),
      sleep: async () => {
        waits++
      },
    })
    return `agreed after ${waits} looks`
  } catch (error) {
    if (!(error instanceof BroadsheetError)) throw error
    const [problem] = error.problems
    return `${problem?.message} ${problem?.hint}`
  }
}

test('nobody delivers, one that is gone, or one that has the same configuration', async () => {
  expect(await agree(undefined)).toBe('agreed after 0 looks')
  expect(await agree(serveBy(NEW))).toBe('agreed after 0 looks')
  expect(await agree({ ...serveBy(OLD), id: 'gone' })).toBe('agreed after 0 looks')
})

test('a running serve that takes the changed file is waited for, also one that first had to refuse it', async () => {
  expect(await agree(serveBy(OLD), serveBy(OLD), serveBy(NEW))).toBe('agreed after 2 looks')
  expect(await agree(serveBy(OLD, 'broadsheet.toml:3: no'), serveBy(NEW))).toBe('agreed after 1 looks')
})

test('one that goes on with another is named, with the difference, and no secret', async () => {
  expect(await agree(serveBy(OLD))).toBe(
    '`broadsheet serve` (process 4711 on box, since 2026-11-30 09:00) delivers on this database, by another configuration: ' +
      'smtp.relay.url: "mailbox:dist/mail" there, "smtp://relay.example:587" here. ' +
      'Nothing was sent. Restart it, or stop it and try again.',
  )
  expect(await agree(serveBy(OLD, 'broadsheet.toml: web.port needs a restart.'))).toContain(
    'It did not take what is in the file now: broadsheet.toml: web.port needs a restart.',
  )
  expect(
    await agree({ ...serveBy(OLD), ...intentOf(configOf('url = "smtp://a.example"', '/other/b.toml')) }),
  ).toContain('Its configuration is /other/b.toml.')
})
