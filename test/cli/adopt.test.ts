import { expect, test } from 'vitest'
import { aPublication } from './a-publication.ts'

test('adopt says what is marked as already sent, and what of it is so from now on', async () => {
  const { run } = aPublication()
  await run('plan')
  expect((await run('adopt')).stdout).toBe('weekly: 3 posts are marked as already sent, as before.\n')
  expect((await run('adopt', '--before', '2000-01-01')).stdout).toContain(
    'weekly: 0 posts are marked as already sent; 3 posts are new again.',
  )
  expect((await run('adopt')).stdout).toBe('weekly: 3 posts are marked as already sent.\n')
})
