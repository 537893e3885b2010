import { describe, expect, it } from 'vitest'
import { readForm } from '../../src/web/read-form.ts'

const SHAPE = { email: 'one', newsletter: 'many' } as const

const post = (body: RequestInit['body'], type?: string) =>
  readForm(
    new Request('http://localhost/', {
      method: 'POST',
      body,
      ...(type !== undefined && { headers: { 'Content-Type': type } }),
      ...({ duplex: 'half' } as object),
    }),
    SHAPE,
  )
const urlencoded = (text: string) => post(text, 'application/x-www-form-urlencoded')
const statusOf = async (read: ReturnType<typeof post>) => {
  const answer = await read
  return 'fault' in answer ? answer.fault.status : 200
}

describe('a form', () => {
  it('as browsers send it, without spaces around what was typed', async () => {
    expect(await urlencoded('email=+mei%40a.example%0D%0A&newsletter=weekly&newsletter=daily&other=1')).toEqual({
      form: { email: 'mei@a.example', newsletter: ['weekly', 'daily'] },
    })
  })

  it('as multipart', async () => {
    const data = new FormData()
    data.set('email', 'grüße@a.example')
    expect(await post(data)).toEqual({ form: { email: 'grüße@a.example', newsletter: [] } })
  })

  it('of a button without fields', async () => {
    expect(await post(null)).toEqual({ form: { email: undefined, newsletter: [] } })
    expect(await post('', 'application/json')).toEqual({ form: { email: undefined, newsletter: [] } })
  })
})

describe('what is no form of ours', () => {
  it.each([
    ['a body over the limit', 413, () => urlencoded(`email=${'a'.repeat(16 * 1024)}`)],
    ['JSON', 415, () => post('{"email":"a@b.example"}', 'application/json')],
    ['no type', 415, () => post(new Blob(['email=a']))],
    ['XML', 415, () => post('<email/>', 'text/xml')],
    ['a field that comes twice', 400, () => urlencoded('email=a@a.example&email=b@a.example')],
    ['NUL', 400, () => urlencoded('email=a%00@a.example')],
    ['a line break within', 400, () => urlencoded('email=a@a.example%0D%0ABcc:+b@a.example')],
    ['an escape character', 400, () => urlencoded('email=a&newsletter=w%1B[31m')],
    [
      'bytes that are no UTF-8',
      400,
      () => post(new Uint8Array([101, 61, 255, 254]), 'application/x-www-form-urlencoded'),
    ],
    ['multipart without a boundary', 400, () => post('garbage', 'multipart/form-data')],
    [
      'multipart that is cut off',
      400,
      () => post('--x\r\nContent-Disposition: form-data; name="email"\r\n\r\na', 'multipart/form-data; boundary=x'),
    ],
  ])('%s', async (_, status, read) => {
    expect(await statusOf(read())).toBe(status)
  })

  it('a file', async () => {
    const data = new FormData()
    data.set('email', new File(['a@b.example'], 'list.txt'))
    expect(await statusOf(post(data))).toBe(415)
  })

  it('a body without end, of which no more is read than the limit', async () => {
    let sent = 0
    const endless = new ReadableStream({
      pull(controller) {
        sent += 1024
        controller.enqueue(new Uint8Array(1024).fill(97))
      },
    })
    expect(await statusOf(post(endless, 'application/x-www-form-urlencoded'))).toBe(413)
    expect(sent).toBeLessThan(32 * 1024)
  })
})
