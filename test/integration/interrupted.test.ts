import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Publication } from './a-publication.ts'

const ROWS = 20_000

test('one Ctrl-C ends an import; what it had written is whole, and the next one goes on from there', async () => {
  const publication = new Publication()
  await publication.did('adopt')
  const addresses = Array.from({ length: ROWS }, (_, number) => `reader-${number}@example.org`)
  publication.write('readers.csv', ['email', ...addresses].join('\n'))
  const known = () => publication.sql<{ n: number }>('select count(*) as n from subscriptions')[0]?.n ?? 0

  const importing = publication.start('subscribers', 'import', 'readers.csv')
  while (known() === 0) await sleep(20)
  expect((await importing.kill('SIGINT')).exitCode).toBe(1)
  const written = known()
  expect(written).toBeLessThan(ROWS)

  const counts = await publication.json('subscribers', 'import', 'readers.csv')
  expect(counts).toMatchObject({ added: ROWS - written, already: written })
})
