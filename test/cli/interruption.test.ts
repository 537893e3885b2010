import { expect, test } from 'vitest'
import { Interruption } from '../../src/cli/interruption.ts'

function process() {
  const exits: number[] = []
  let now = 0
  const interruption = new Interruption({ now: () => now, exit: (code) => exits.push(code) })
  const after = (milliseconds: number) => {
    now += milliseconds
  }
  return { interruption, exits, after }
}

test('a command that does not heed ends at once', () => {
  const { interruption, exits } = process()
  interruption.request()
  expect(exits).toEqual([1])
})

test('one that heeds is asked, and ended when it is asked again, after its last words', () => {
  const { interruption, exits, after } = process()
  const said: string[] = []
  const signal = interruption.heed(() => said.push('last words'))
  interruption.request()
  expect({ asked: signal.aborted, exits, said }).toEqual({ asked: true, exits: [], said: [] })
  after(1_000)
  interruption.request()
  expect({ exits, said }).toEqual({ exits: [1], said: ['last words'] })
})

test('two signals within a second are one press', () => {
  const { interruption, exits, after } = process()
  interruption.heed()
  interruption.request()
  after(999)
  interruption.request()
  expect(exits).toEqual([])
})

test('a closed terminal or pipe asks one that heeds, however often it is told, and ends another', () => {
  const heeding = process()
  const signal = heeding.interruption.heed()
  for (let times = 0; times < 3; times++) {
    heeding.interruption.leave(1)
    heeding.after(5_000)
  }
  expect({ asked: signal.aborted, exits: heeding.exits }).toEqual({ asked: true, exits: [] })
  const other = process()
  other.interruption.leave(0)
  expect(other.exits).toEqual([0])
})
