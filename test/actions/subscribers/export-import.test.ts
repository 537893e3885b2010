import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Store } from '../../../src/store/open-store.ts'
import type { Actor } from '../../../src/subscribers/actor.ts'
import { parseAddress } from '../../../src/subscribers/address.ts'
import { cleanName, cleanNote } from '../../../src/subscribers/person-name.ts'
import { at, emptyStore, exported, imported } from './lists-in-stores.ts'

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('=', "'", '+', '@', '"', ',', '燈', ' ', '|', '['), maxLength: 8 }),
)
const people = fc.uniqueArray(
  fc.record({
    address: fc.emailAddress().filter((text) => !('code' in parseAddress(text))),
    name: texts.map((text) => cleanName(text)),
    joins: fc.uniqueArray(
      fc.record({
        newsletter: fc.constantFrom('weekly', 'daily'),
        evening: fc.boolean(),
        topics: fc.array(
          texts.map((text) => cleanName(text) ?? 'x'),
          { maxLength: 3 },
        ),
        fate: fc.constantFrom('stays', 'leaves', 'returns'),
        source: texts,
      }),
      { selector: ({ newsletter }) => newsletter, maxLength: 2 },
    ),
    suppressed: fc.option(
      fc.record({
        reason: fc.constantFrom(
          'no-such-address' as const,
          'complaint' as const,
          'operator' as const,
          'bounced' as const,
        ),
        note: texts.map((text) => cleanNote(text)),
        isLifted: fc.boolean(),
      }),
      { nil: undefined },
    ),
  }),
  { selector: ({ address }) => address.toLowerCase(), minLength: 1, maxLength: 12 },
)

type Person = typeof people extends fc.Arbitrary<(infer P)[]> ? P : never

async function settle({ subscribers }: Store, { address, name, joins, suppressed }: Person): Promise<void> {
  const parsed = parseAddress(address)
  if ('code' in parsed) throw new Error(parsed.message)
  const { key } = parsed
  for (const { newsletter, evening, topics, fate, source } of joins) {
    const cadence = newsletter === 'weekly' ? 'default' : evening ? 'evening' : 'morning'
    const request = { newsletter, cadence, address: parsed.address, key, name, topics, source: source as Actor }
    await subscribers.subscribe({ ...request, at: at(1) })
    if (fate !== 'stays') await subscribers.remove(key, newsletter, at(2), 'one-click')
    if (fate === 'returns') await subscribers.subscribe({ ...request, at: at(3) })
  }
  if (suppressed) await subscribers.suppress(key, suppressed.reason, at(4), suppressed.note)
  if (suppressed?.isLifted) await subscribers.unsuppress(key, at(5), suppressed.note)
  if (suppressed?.isLifted && joins.length > 1) await subscribers.suppress(key, 'operator', at(6))
}

test('export → import into an empty database → export gives the same bytes', async () => {
  await fc.assert(
    fc.asyncProperty(people, async (list) => {
      const store = await emptyStore()
      for (const person of list) await settle(store, person)
      const csv = await exported(store)
      const other = await emptyStore()
      const report = await imported(other, csv)
      expect(report.problems).toEqual([])
      expect(await exported(other)).toBe(csv)
    }),
    { numRuns: 25 },
  )
})

test('a list of several newsletters needs no --newsletter, and one that names none does', async () => {
  const store = await emptyStore()
  expect(
    await imported(store, 'email,newsletter,cadence\na@b.example,weekly,\na@b.example,daily,evening\n'),
  ).toMatchObject({
    added: 2,
  })
  await expect(imported(store, 'email\na@b.example\n')).rejects.toThrow('There are several newsletters.')
  await expect(imported(store, 'email,newsletter\na@b.example,monthly\n')).rejects.toThrow(
    'names what broadsheet.toml does not have: "monthly"',
  )
})

test('who left here is not brought back by a list that says that they are active', async () => {
  const store = await emptyStore()
  await imported(store, 'email,newsletter\na@b.example,weekly\n')
  await store.subscribers.remove('a@b.example', undefined, at(1), 'one-click')
  expect(await imported(store, 'email,newsletter,status\na@b.example,weekly,active\n')).toMatchObject({
    added: 0,
    left: 1,
  })
})

test('nothing of a list that is refused is written', async () => {
  const store = await emptyStore()
  const csv = `email,newsletter,status\n${'a@b.example,weekly,active\n'.repeat(2)}c@d.example,weekly,frozen\n`
  await expect(imported(store, csv)).rejects.toThrow('"frozen" (1 row)')
  expect(await store.subscribers.count({})).toBe(0)
})
