import { expect, it } from 'vitest'
import { aWeb } from './a-web.ts'

const NAME = '000001-9f3a2c1b.eml'
const mail = {
  name: NAME,
  from: { name: 'The Lantern', address: 'news@lantern.example' },
  to: [{ address: 'ada@example.com' }],
  subject: 'Lamps <b>',
  date: '2026-11-24T09:00:00.000Z',
}
const app = aWeb({
  mailbox: {
    list: async () => [mail],
    read: async (name) =>
      name === NAME
        ? {
            ...mail,
            headers: [{ name: 'List-ID', value: 'Weekly <weekly.lantern.example>' }],
            html: '<!doctype html><script>alert(1)</script>',
            text: 'Lamps & more',
            bytes: Buffer.from('From: news@lantern.example\r\n\r\n'),
          }
        : undefined,
  },
})

it.each(['/mailbox', '/mailbox/', `/mailbox/${NAME}`, `/mailbox/${NAME}/html`, `/mailbox/${NAME}/source`])(
  '%s is there only with a capture mailbox: a real server keeps no mails here',
  async (path) => {
    expect((await aWeb().request(path)).status).toBe(404)
    expect((await app.request(path)).status).toBeLessThan(400)
  },
)

it('lists the mails, escaped', async () => {
  const html = await (await app.request('/mailbox/')).text()
  expect(html).toContain(`<a href="${NAME}" dir="auto">Lamps &lt;b&gt;</a>`)
  expect(html).toContain('2026-11-24 09:00 UTC')
})

it('shows a mail in a sandbox, in which nothing runs', async () => {
  const html = await (await app.request(`/mailbox/${NAME}`)).text()
  expect(html).toContain(`<iframe title="HTML part" class="mail" sandbox="" src="${NAME}/html">`)
  expect(html).toContain('Lamps &amp; more')
  expect(html).toContain('Weekly &lt;weekly.lantern.example&gt;')
  const part = await app.request(`/mailbox/${NAME}/html`)
  expect(part.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
})

it('gives the source as text', async () => {
  const source = await app.request(`/mailbox/${NAME}/source`)
  expect(source.headers.get('Content-Type')).toBe('text/plain; charset=utf-8')
  expect(await source.text()).toBe('From: news@lantern.example\r\n\r\n')
})

it('/mailbox leads to /mailbox/, below any path', async () => {
  const { status, headers } = await app.request('/mailbox')
  expect({ status, location: headers.get('Location') }).toEqual({ status: 302, location: 'mailbox/' })
})

it('a mail that is not there is not there', async () => {
  expect((await app.request('/mailbox/..%2f..%2f.env')).status).toBe(404)
})
