import { expect, it } from 'vitest'
import { aWeb, bytes } from './a-web.ts'

const asked: string[] = []
const app = aWeb({
  pictures: {
    picture: async (name) => {
      asked.push(name)
      return name.startsWith('b5840947') ? bytes(name) : undefined
    },
  },
})

it.each([
  ['b5840947d96bb7092bab05353b445214.png', 'image/png'],
  ['b5840947d96bb7092bab05353b445214.jpg', 'image/jpeg'],
  ['b5840947d96bb7092bab05353b445214.gif', 'image/gif'],
])('%s never changes, and may be shown by webmail on any site', async (name, type) => {
  const { status, headers } = await app.request(`/pictures/${name}`)
  expect(status).toBe(200)
  expect(headers.get('Content-Type')).toBe(type)
  expect(headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
  expect(headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin')
})

it('one that is not kept is not there', async () => {
  expect((await app.request(`/pictures/${'0'.repeat(32)}.png`)).status).toBe(404)
})

it.each([
  '..%2f..%2f.env',
  '%2e%2e%2fbroadsheet.db',
  'b5840947d96bb7092bab05353b445214.svg',
  'B5840947D96BB7092BAB05353B445214.png',
  'b5840947d96bb7092bab05353b445214.png%00.txt',
  'short.png',
])('no other name is ever looked up: %s', async (name) => {
  asked.length = 0
  expect((await app.request(`/pictures/${name}`)).status).toBe(404)
  expect(asked).toEqual([])
})
