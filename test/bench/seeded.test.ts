import { expect, test } from 'vitest'
import { drawFault, type Fault, PHASES } from '../../bench/chaos/faults.ts'
import { Seeded } from '../../bench/seeded.ts'

test('a seed gives the same sequence again, and each label one of its own', () => {
  const draw = (random: Seeded) => Array.from({ length: 5 }, () => random.between(1, 1000))
  expect(draw(new Seeded(7))).toEqual(draw(new Seeded(7)))
  expect(draw(new Seeded(7).fork('a', 1))).toEqual(draw(new Seeded(7).fork('a', 1)))
  expect(draw(new Seeded(7).fork('a', 1))).not.toEqual(draw(new Seeded(7).fork('a', 2)))
  expect(draw(new Seeded(8))).not.toEqual(draw(new Seeded(7)))
})

test('what weighs more comes more often', () => {
  const random = new Seeded(1)
  const names = Array.from({ length: 4000 }, () => random.weighted({ often: 3, seldom: 1, never: 0 }))
  const often = names.filter((name) => name === 'often').length
  expect(often).toBeGreaterThan(2800)
  expect(often).toBeLessThan(3200)
  expect(names).not.toContain('never')
})

test('every kind of fault comes, in every phase', () => {
  const kinds = new Map(PHASES.map((phase) => [phase, new Set<Fault['kind']>()]))
  for (let seed = 0; seed < 60_000; seed++) {
    for (const phase of PHASES) {
      const fault = drawFault(phase, new Seeded(seed).fork(phase))
      if (fault) kinds.get(phase)?.add(fault.kind)
    }
  }
  const everywhere = ['flood', 'garbage', 'hang-up', 'refuse', 'slow', 'two-codes', 'two-replies']
  for (const [phase, found] of kinds) {
    const own = phase === 'STARTTLS' ? ['no-tls'] : phase === 'DATA' ? ['cut'] : []
    expect([...found].sort()).toEqual([...everywhere, ...own].sort())
  }
})
