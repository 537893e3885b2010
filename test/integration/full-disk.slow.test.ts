import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Publication, temporaryFolder } from './a-publication.ts'
import { startMailLog } from './mail-log.ts'

const MEGABYTES = 6

/** Only root may mount one, and not in every container. */
const canMount = (() => {
  const dir = join('/tmp', `broadsheet-mount-${process.pid}`)
  mkdirSync(dir)
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', dir])
  if (status === 0) spawnSync('umount', [dir])
  rmSync(dir, { recursive: true })
  return status === 0
})()

/** A publication whose database lies on a small disk of its own. */
function onSmallDisk(smtpPort: number) {
  const dir = temporaryFolder()
  const disk = join(dir, 'data')
  mkdirSync(disk)
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${MEGABYTES}m`, 'tmpfs', disk])
  onTestFinished(() => void spawnSync('umount', ['--lazy', disk]))
  const ballast = join(disk, 'ballast')
  return {
    publication: new Publication({ smtpPort, dir }),
    fill(): void {
      const file = openSync(ballast, 'w')
      try {
        for (;;) writeSync(file, Buffer.alloc(4096))
      } catch (error) {
        expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC')
      } finally {
        closeSync(file)
      }
    },
    empty: () => rmSync(ballast),
  }
}

describe.skipIf(!canMount)('a full disk (skipped where no tmpfs may be mounted)', () => {
  test('before a send: a sentence, and nothing is sent', async () => {
    const log = await startMailLog()
    const { publication, fill, empty } = onSmallDisk(log.port)
    await publication.openWith(20)
    fill()
    const sent = await publication.run('send', 'weekly', '--yes')
    expect(sent.exitCode).toBe(1)
    expect(sent.stderr).toContain('The disk is full: nothing of this step was written. Free some space')
    expect(log.mails).toEqual([])
    empty()
    await publication.did('send', 'weekly', '--yes')
    expect(log.mails).toHaveLength(20)
  })

  test('in the middle: it waits with what it knows, and goes on when there is room again', async () => {
    const log = await startMailLog({ delay: 10 })
    const { publication, fill, empty } = onSmallDisk(log.port)
    const addresses = await publication.openWith(300)
    const sending = publication.start('send', 'weekly', '--yes')
    await log.reaches(50)
    fill()
    await sending.says('cannot be written down, and is tried again')
    const taken = log.mails.length
    empty()
    const { exitCode, stdout } = await sending.ended
    expect(taken).toBeLessThan(300)
    expect({ exitCode, stdout }).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('300 accepted') })
    expect(log.mails.map(({ to }) => to).sort()).toEqual(addresses)
  })

  test('in the middle, and for long: it goes on waiting; stopped, it says what may come twice, and the next run goes on', async () => {
    const log = await startMailLog({ delay: 10 })
    const { publication, fill, empty } = onSmallDisk(log.port)
    const addresses = await publication.openWith(300)
    const sending = publication.start('send', 'weekly', '--yes')
    await log.reaches(50)
    fill()
    for (let times = 0; times < 7; times++) await sending.says(new RegExp(`(tried again: [^]*){${times + 1}}`))
    const { exitCode, stdout } = await sending.kill('SIGINT')
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(
      /weekly\/1 is on its way: \d+ of 300 sent; .* s\.\n[1-4] mails? (was|were) on (its|their) way, and may come twice\./,
    )
    empty()
    await publication.did('run', '--once')
    expect(addresses.filter((address) => log.copiesTo(address).length === 0)).toEqual([])
    expect(log.mails.length).toBeLessThanOrEqual(304)
    expect((await publication.json('status')).editions).toMatchObject([
      { state: 'sent', deliveries: { accepted: 300 } },
    ])
  })
})
