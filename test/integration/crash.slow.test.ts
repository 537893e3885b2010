import { expect, test } from 'vitest'
import { Publication } from './a-publication.ts'
import { startMailLog } from './mail-log.ts'

const READERS = 1_000
const CONNECTIONS = 4

test(`killed eight times on its way to ${READERS}, and nobody is lost`, async () => {
  const log = await startMailLog({ delay: 2 })
  const publication = new Publication({ smtpPort: log.port })
  const addresses = await publication.openWith(READERS)

  const takenAtKill = [0, 1, 150, 300, 450, 700, 900, 990]
  for (const [index, count] of takenAtKill.entries()) {
    const running = publication.start(...(index % 2 ? ['run', '--once'] : ['send', 'weekly', '--yes']))
    await (count === 0 ? running.says('weekly/1') : log.reaches(count))
    expect((await running.kill('SIGKILL')).signal).toBe('SIGKILL')
    publication.leaseRunsOut()
  }
  await publication.did('run', '--once')

  expect(addresses.filter((address) => log.copiesTo(address).length === 0)).toEqual([])
  expect(log.mails.length - READERS).toBeLessThanOrEqual(CONNECTIONS * takenAtKill.length)
  for (const address of addresses) expect(new Set(log.copiesTo(address).map(({ messageId }) => messageId)).size).toBe(1)
  expect(await publication.json('status')).toMatchObject({
    editions: [{ edition: 'weekly/1', state: 'sent', deliveries: { accepted: READERS } }],
  })
  expect(publication.frozen('weekly/1')).toEqual({ candidates: READERS, deliveries: READERS, excluded: 0 })
})
