import { expect, test } from 'vitest'
import { Killed, Life, mortal } from '../../../bench/year/life.ts'

function ledger() {
  const written: string[] = []
  return { written, write: async (text: string) => void written.push(text) }
}

test('a kill falls before or after a write, never within', async () => {
  for (const [steps, kept] of [
    [0, []],
    [1, ['a']],
    [2, ['a']],
    [3, ['a', 'b']],
  ] as const) {
    const life = new Life()
    const real = ledger()
    const program = mortal(real, life)
    life.endAfter(steps)
    const work = async () => {
      await program.write('a')
      await program.write('b')
    }
    await expect(work()).rejects.toThrow(Killed)
    expect(real.written).toEqual(kept)
  }
})

test('nothing reaches the world after a death', async () => {
  const life = new Life()
  const real = ledger()
  const program = mortal(real, life)
  life.end()
  expect(() => program.write('late')).toThrow(Killed)
  expect(real.written).toEqual([])
})
