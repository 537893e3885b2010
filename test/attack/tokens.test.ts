import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { newHandle, signTimedToken, signToken } from '../../src/subscribers/token.ts'
import { aFrontDoor, SECRET, tokenIn } from './a-front-door.ts'

const MEI = 'mei@a.example'

it('of ten thousand forged tokens none confirms anything, and none is looked up', async () => {
  const door = await aFrontDoor()
  await door.send({ email: MEI })
  const token = tokenIn((await door.read((await door.mails())[0] ?? expect.fail()))?.text ?? '')
  const good = Buffer.from(token, 'base64url')
  door.done.length = 0
  for (let index = 0; index < 10_000; index++) {
    const forged = Buffer.from(good)
    if (index % 2 === 0) randomBytes(12).copy(forged, 20)
    else forged[index % 32] = (forged[index % 32] ?? 0) ^ (1 << ((index >> 5) % 8))
    const answer = await door.app.request(`/confirm/${forged.toString('base64url')}`, { method: 'POST' })
    if (answer.status !== 404) expect.fail(`${index}: ${answer.status}`)
  }
  expect(door.done).toEqual([])
  expect(await door.store.subscribers.count({})).toBe(0)
})

it('a token of another purpose, person, site or time opens nothing else', async () => {
  const door = await aFrontDoor()
  await door.send({ email: MEI })
  const [pending] = await door.store.signUps.pendingOf(MEI)
  const handle = pending?.handle ?? ''
  const at = door.now()
  const status = async (token: string) => (await door.app.request(`/confirm/${token}`, { method: 'POST' })).status
  expect(await status(signToken('unsubscribe', handle, [SECRET]))).toBe(404)
  expect(await status(signTimedToken('preferences', handle, at, [SECRET]))).toBe(404)
  expect(await status(signTimedToken('confirm', handle, at, ['the secret of another publication']))).toBe(404)
  expect(await status(signTimedToken('confirm', handle, at.subtract({ hours: 49 }), [SECRET]))).toBe(410)
  expect(await status(signTimedToken('confirm', newHandle(randomBytes), at, [SECRET]))).toBe(410)
  expect(await door.store.subscribers.count({})).toBe(0)
  // And one to confirm leaves nothing.
  const own = signTimedToken('confirm', handle, at, [SECRET])
  expect((await door.app.request(`/unsubscribe/${own}`, { method: 'POST' })).status).toBe(404)
  expect(await status(own)).toBe(200)
})

it('scanners that follow every link confirm nothing, and replaying a press changes nothing', async () => {
  const door = await aFrontDoor()
  await door.send({ email: MEI })
  const token = tokenIn((await door.read((await door.mails())[0] ?? expect.fail()))?.text ?? '')
  for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])
    await door.app.request(`/confirm/${token}`, { method })
  expect(await door.store.subscribers.count({})).toBe(0)
  for (let press = 0; press < 5; press++) await door.app.request(`/confirm/${token}`, { method: 'POST' })
  expect((await door.store.subscribers.find(MEI))?.consents).toHaveLength(2)
  expect(await door.mails()).toHaveLength(2)
})
