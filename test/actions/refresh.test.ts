import { expect, test } from 'vitest'
import { enter, on, openNewsroom } from './newsroom.ts'

test('a refresh that does not end is a failure of that part, told once; what was planned goes on', async () => {
  const room = await openNewsroom()
  await room.subscribe('mei')
  room.publication.post('lamps')
  const notices: string[] = []
  const limits: number[] = []
  let hangs = false
  room.publication.configure({ content: 'refresh = "git pull"\nrefresh_timeout = "2m"' })
  const other = await enter(room.publication, room.log, on('MON', '09:00'), {
    runCommand: async (_command, withinMs) => {
      limits.push(withinMs)
      return { exitCode: hangs ? 1 : 0, output: '', isTimedOut: hangs }
    },
    tellOperator: async ({ text }) => {
      notices.push(text)
      return true
    },
  })
  expect((await other.actions.tick()).runs).toHaveLength(1)
  hangs = true
  const { failures, runs } = await other.actions.tick()
  expect(failures).toMatchObject([
    {
      code: 'refresh.failed',
      message: 'content.refresh did not end within 2 min, and was stopped with all that it had started.',
    },
  ])
  expect(runs).toEqual([])
  await other.actions.tick()
  expect(notices.filter((text) => text.includes('did not end within 2 min'))).toHaveLength(1)
  expect(await other.deliver()).toEqual(['mei'])
  expect(limits).toEqual([120_000, 120_000, 120_000])
  hangs = false
  expect((await other.actions.tick()).news).toEqual(['content.refresh works again.'])
})
