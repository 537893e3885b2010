import { expect, it } from 'vitest'
import type { Fetch, FetchResult } from '../../src/network/guarded-fetch.ts'
import { pictureFault } from '../../src/network/shows-picture.ts'

const PNG = Buffer.from([0x89, 0x50, 0xff, 0x00])
const answer = (bytes: Buffer, status = 200): FetchResult => ({ ok: true, status, url: '', body: '', bytes })

it.each<[FetchResult, string | undefined]>([
  [answer(PNG), undefined],
  [answer(Buffer.from([0x89, 0x50, 0xfe, 0x00])), 'it answers with something else'],
  [answer(Buffer.from('no such page'), 404), 'it answers 404'],
  [answer(PNG, 206), 'it answers 206'],
  [{ ok: false, error: 'the name is unknown' }, 'the name is unknown'],
])('%j: %s', async (result, fault) => {
  const fetch: Fetch = async (url, want) => {
    expect([url, want]).toEqual(['https://news.lantern.example/pictures/a.png', { bytes: true }])
    return result
  }
  expect(await pictureFault('https://news.lantern.example/pictures/a.png', PNG, fetch)).toBe(fault)
})

it('an address that others cannot reach is not asked', async () => {
  const fetch: Fetch = async () => expect.fail('it was asked')
  expect(await pictureFault('http://127.0.0.1:3000/pictures/a.png', PNG, fetch)).toBe('that address is not public')
})
