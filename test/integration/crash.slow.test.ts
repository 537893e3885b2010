import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { Publication } from './a-publication.ts'
import { type MailLog, startMailLog } from './mail-log.ts'
import type { Running } from './program.ts'

const CONNECTIONS = 4
/** After a kill, with how many of those that were on their way may have come twice. */
const WENT_OUT = /^\d+ mails went out or got an answer\.\n(?:\d mails? may have come twice: .+\n)?$/

/** Nobody is missing, no more copies than `most` came twice, and the copies of one person's mail are one message. */
function expectEverybody(log: MailLog, addresses: string[], most: number): void {
  expect(addresses.filter((address) => log.copiesTo(address).length === 0)).toEqual([])
  expect(log.mails.length - addresses.length).toBeLessThanOrEqual(most)
  for (const address of addresses) expect(new Set(log.copiesTo(address).map(({ messageId }) => messageId)).size).toBe(1)
}

async function killedWhen(moment: Promise<void>, running: Running): Promise<void> {
  await moment
  expect((await running.kill('SIGKILL')).signal).toBe('SIGKILL')
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await sleep(10)
}

describe('kill -9', () => {
  test('nine times on the way to 1,000 readers: nobody is lost, and few copies come twice', async () => {
    const log = await startMailLog({ delay: 2 })
    const publication = new Publication({ smtpPort: log.port })
    const addresses = await publication.openWith(1_000)
    const steps = (state: string) => () =>
      publication.sql('select 1 from edition_steps where state = ?', state).length > 0
    const moments = [
      () => until(steps('approved')),
      () => until(steps('sending')),
      ...[1, 150, 300, 450, 700, 900, 990].map((count) => () => log.reaches(count)),
    ]
    for (const [index, moment] of moments.entries()) {
      const command = index % 2 ? ['run', '--once'] : ['send', 'weekly', '--yes']
      await killedWhen(moment(), publication.start(...command))
      publication.leaseRunsOut()
    }
    await publication.did('run', '--once')

    expectEverybody(log, addresses, CONNECTIONS * moments.length)
    const { editions } = await publication.json('status')
    expect(editions.at(0)).toMatchObject({ state: 'sent', deliveries: { accepted: 1_000 } })
    for (const { edition, state } of editions.slice(1)) expect({ edition, state }).toMatchObject({ state: 'cancelled' })
    expect(publication.frozen(editions[0].edition)).toEqual({ candidates: 1_000, deliveries: 1_000, excluded: 0 })
  })

  test('three times at the very same mails: they are resent twice, then held until somebody decides', async () => {
    const log = await startMailLog({ treat: () => 'silence' })
    const publication = new Publication({ smtpPort: log.port })
    const addresses = await publication.openWith(CONNECTIONS)
    for (const copies of [1, 2, 3]) {
      const running = publication.start(...(copies === 1 ? ['send', 'weekly', '--yes'] : ['run', '--once']))
      await killedWhen(log.reaches(CONNECTIONS * copies), running)
      publication.leaseRunsOut()
    }
    await publication.did('run', '--once')
    expect(log.mails).toHaveLength(CONNECTIONS * 3)
    expectEverybody(log, addresses, CONNECTIONS * 2)
    expect(await publication.json('status')).toMatchObject({
      editions: [{ state: 'settling', deliveries: { uncertain: CONNECTIONS } }],
    })

    const again = await startMailLog()
    publication.configure({ smtpPort: again.port })
    expect((await publication.did('retry', 'weekly/1', '--uncertain')).stdout).toContain(
      '4 mails of weekly/1 to try again',
    )
    await publication.did('run', '--once')
    expect(again.mails.map(({ messageId }) => messageId).sort()).toEqual(
      [...new Set(log.mails.map(({ messageId }) => messageId))].sort(),
    )
    expect(await publication.json('status')).toMatchObject({
      editions: [{ state: 'sent', deliveries: { accepted: CONNECTIONS } }],
    })
  })
})

test('what fails beside it keeps nobody waiting: a file where the output folder should be, after a kill', async () => {
  const log = await startMailLog({ delay: 20 })
  const publication = new Publication({ smtpPort: log.port })
  const addresses = await publication.openWith(120)
  await killedWhen(log.reaches(20), publication.start('send', 'weekly', '--yes'))
  rmSync(join(publication.dir, 'dist/site'), { recursive: true, force: true })
  publication.write('dist/site', 'no folder')
  publication.leaseRunsOut()

  const { exitCode, stdout, stderr } = await publication.run('run', '--once')
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(WENT_OUT)
  expect(stderr).toMatch(/dist\/site\/\S+: The file lies below something that is not a folder\. Move that file away/)
  expectEverybody(log, addresses, CONNECTIONS)
})

describe('the right to deliver', () => {
  test.each([
    ['run', '--once'],
    ['send', 'weekly', '--yes'],
  ])('passes at once from a killed process of this machine to `%s %s`', async (...command) => {
    const log = await startMailLog({ delay: 20 })
    const publication = new Publication({ smtpPort: log.port })
    const addresses = await publication.openWith(150)
    await killedWhen(log.reaches(40), publication.start('send', 'weekly', '--yes'))
    const { stdout, stderr } = await publication.did(...command)
    // It waited for nobody.
    expect(stdout + stderr).not.toMatch(/was killed|delivers on this database/)
    expectEverybody(log, addresses, CONNECTIONS)
    expect(publication.sql('select distinct state from editions')).toEqual([{ state: 'sent' }])
  })

  test('is waited for where nobody can tell whether its holder lives, by its name and for so long', async () => {
    const log = await startMailLog({ delay: 20 })
    const publication = new Publication({ smtpPort: log.port })
    const addresses = await publication.openWith(60)
    await killedWhen(log.reaches(20), publication.start('send', 'weekly', '--yes'))
    // As a process in another container of this machine has it.
    publication.sql("update processes set boot = boot || 'x'")
    const { stdout, stderr } = await publication.did('run', '--once')
    expect(stderr).toMatch(
      /^broadsheet send \(process \d+ on \S+\) delivers, or was killed\. If it was, this goes on by itself within \d+ s\.\n$/,
    )
    expect(stdout).toMatch(WENT_OUT)
    expectEverybody(log, addresses, CONNECTIONS)
  })

  test('stays with one that lives: a single run says who delivers, and leaves it', async () => {
    const log = await startMailLog({ treat: () => 'silence' })
    const publication = new Publication({ smtpPort: log.port })
    await publication.openWith(20)
    const sending = publication.start('send', 'weekly', '--yes')
    await log.reaches(CONNECTIONS)
    expect((await publication.did('run', '--once')).stdout).toMatch(
      /^broadsheet send \(process \d+ on \S+\) delivers on this database: what is due goes out by it\.\n$/,
    )
    expect(log.mails).toHaveLength(CONNECTIONS)
    await sending.kill('SIGKILL')
  })

  test('is lost by a process that was asleep: what it wakes up to, it does not send', async () => {
    const log = await startMailLog({ delay: 20 })
    const publication = new Publication({ smtpPort: log.port })
    const addresses = await publication.openWith(300)
    const sleeper = publication.start('send', 'weekly', '--yes')
    await log.reaches(40)
    sleeper.process.kill('SIGSTOP')
    publication.leaseRunsOut()
    await publication.did('run', '--once')
    expect(publication.sql('select distinct state from deliveries')).toEqual([{ state: 'accepted' }])
    sleeper.process.kill('SIGCONT')
    expect((await sleeper.ended).stdout).toContain('weekly/1 is sent: 300 accepted')
    expectEverybody(log, addresses, 2 * CONNECTIONS)
  })
})
