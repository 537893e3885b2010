import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { Publication } from './a-publication.ts'
import { startMailLog } from './mail-log.ts'

/** A newsletter that was due 70 minutes ago, when nobody ran it. */
async function missed(readers: number, newsletter = '') {
  const log = await startMailLog()
  const now = Temporal.Now.instant()
  const due = now.subtract({ minutes: 70 }).toZonedDateTimeISO('UTC')
  const schedule = `schedule = "${due.minute} ${due.hour} * * *"\n${newsletter}`
  const publication = new Publication({ smtpPort: log.port, newsletter: schedule })
  const addresses = await publication.openWith(readers)
  const before = now.subtract({ hours: 2 }).epochMilliseconds
  publication.sql('update newsletters set first_seen_at = ?', before)
  publication.sql('update schedules set since = ?', before)
  return { log, publication, addresses }
}

test('two runs at one moment catch up what was missed: one edition, and everybody once', async () => {
  const { log, publication, addresses } = await missed(40)
  const runs = await Promise.all([publication.run('run', '--once'), publication.run('run', '--once')])
  expect(runs).toMatchObject([{ exitCode: 0 }, { exitCode: 0 }])
  await publication.did('run', '--once')
  expect(log.mails.map(({ to }) => to).sort()).toEqual(addresses)
  expect((await publication.json('status')).editions).toMatchObject([{ edition: 'weekly/1', state: 'sent' }])
})

test('missed for too long, it is held: exit 3, the reason, and how to let it go', async () => {
  const { log, publication } = await missed(3, 'max_lateness = "30m"')
  const run = await publication.run('run', '--once')
  expect(run.exitCode).toBe(3)
  expect(run.stdout).toMatch(/weekly\/1 is held.* It was due at .+, 1 h 1\d min ago\./)
  expect(log.mails).toEqual([])
  expect((await publication.json('status')).editions).toMatchObject([{ state: 'held', reason: 'late' }])
  expect((await publication.did('release', 'weekly/1')).stdout).toContain('weekly/1 is approved')
  await publication.did('run', '--once')
  expect(log.mails).toHaveLength(3)
})
