import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SharedWork } from '../../src/sources/shared-work.ts'

test('each thing is taken once, whoever asks for it and in whatever order', () => {
  const asking = fc.record({ who: fc.constantFrom(0, 1, 2), index: fc.option(fc.nat(9), { nil: undefined }) })
  fc.assert(
    fc.property(fc.array(asking), (askings) => {
      const shared = new SharedArrayBuffer(10)
      const threads = [new SharedWork(shared, 1), new SharedWork(shared, 2), new SharedWork(shared, 3)] as const
      const owners = new Map<number, number>()
      for (const { who, index } of askings) {
        const got = index === undefined ? threads[who].takeNext() : threads[who].take(index) ? index : undefined
        if (got === undefined) continue
        expect(owners.has(got), `${got} was taken twice`).toBe(false)
        owners.set(got, who + 1)
      }
      for (let index = 0; index < 10; index += 1) expect(threads[0].ownerOf(index)).toBe(owners.get(index) ?? 0)
      const rest = [...Array(10).keys()].filter((index) => !owners.has(index))
      expect(rest.map(() => threads[1].takeNext())).toEqual(rest)
      expect(threads[2].takeNext()).toBeUndefined()
    }),
  )
})
