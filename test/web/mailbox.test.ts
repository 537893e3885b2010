import { describe, expect, it } from 'vitest'
import { aWeb, fromHere } from './a-web.ts'

const NAME = '000001-9f3a2c1b.eml'
const KEPT = 'https://news.lantern.example/pictures/0123456789abcdef0123456789abcdef.png'
const mail = {
  name: NAME,
  from: { name: 'The Lantern', address: 'news@lantern.example' },
  to: [{ address: 'ada@example.com' }],
  subject: 'Lamps <b>',
  date: '2026-11-24T09:00:00.000Z',
}
const app = aWeb({
  mailbox: {
    timezone: 'Asia/Taipei',
    picturesUrl: 'https://news.lantern.example/pictures/',
    list: async () => [mail],
    read: async (name) =>
      name === NAME
        ? {
            ...mail,
            headers: [{ name: 'List-ID', value: 'Weekly <weekly.lantern.example>' }],
            html: `<!doctype html><script>alert(1)</script><img src="cid:a@b"><img alt="" src="${KEPT}"><p>src="cid:a@b"</p><img src="cid:other">`,
            text: 'Lamps & more',
            pictures: [{ cid: 'a@b', type: 'image/png', bytes: Buffer.from('PNG') }],
            bytes: Buffer.from('From: news@lantern.example\r\n\r\n'),
          }
        : undefined,
  },
})

it.each(['/mailbox', '/mailbox/', `/mailbox/${NAME}`, `/mailbox/${NAME}/html`, `/mailbox/${NAME}/source`])(
  '%s is there only with a capture mailbox: a real server keeps no mails here',
  async (path) => {
    expect((await aWeb().request(path, ...fromHere())).status).toBe(404)
    expect((await app.request(path, ...fromHere())).status).toBeLessThan(400)
  },
)

it('lists the mails, escaped', async () => {
  const html = await (await app.request('/mailbox/', ...fromHere())).text()
  expect(html).toContain(`<a href="${NAME}" dir="auto">Lamps &lt;b&gt;</a>`)
  expect(html).toContain('2026-11-24 17:00')
  expect(html).toContain('<h1>Test mailbox</h1>')
})

it('shows a mail in a sandbox, in which nothing runs', async () => {
  const html = await (await app.request(`/mailbox/${NAME}`, ...fromHere())).text()
  expect(html).toContain(`<iframe title="HTML part" class="mail" sandbox="" src="${NAME}/html">`)
  expect(html).toContain('Lamps &amp; more')
  expect(html).toContain('Weekly &lt;weekly.lantern.example&gt;')
  const part = await app.request(`/mailbox/${NAME}/html`, ...fromHere())
  expect(part.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
})

it('shows the pictures that a mail carries, and those that are kept here, whatever web.url answers', async () => {
  const html = await (await app.request(`/mailbox/${NAME}/html`, ...fromHere())).text()
  expect(html).toContain(
    '<img src="data:image/png;base64,UE5H"><img alt="" src="../../pictures/0123456789abcdef0123456789abcdef.png"><p>src="cid:a@b"</p><img src="cid:other">',
  )
})

it('gives the source as text', async () => {
  const source = await app.request(`/mailbox/${NAME}/source`, ...fromHere())
  expect(source.headers.get('Content-Type')).toBe('text/plain; charset=utf-8')
  expect(await source.text()).toBe('From: news@lantern.example\r\n\r\n')
})

it('/mailbox leads to /mailbox/, below any path', async () => {
  const { status, headers } = await app.request('/mailbox', ...fromHere())
  expect({ status, location: headers.get('Location') }).toEqual({ status: 302, location: 'mailbox/' })
})

it('a mail that is not there is not there', async () => {
  expect((await app.request('/mailbox/..%2f..%2f.env', ...fromHere())).status).toBe(404)
})

describe('its mails hold addresses and links by which anybody may act for them, so that nobody sees them', () => {
  const paths = ['/mailbox', '/mailbox/', `/mailbox/${NAME}`, `/mailbox/${NAME}/html`, `/mailbox/${NAME}/source`]
  it.each([
    ['from another machine', fromHere({}, { peer: '192.0.2.7' })],
    ['from another machine that says it is this one', fromHere({ Host: 'localhost' }, { peer: '::ffff:10.0.0.2' })],
    ['by a name that leads here (DNS rebinding)', fromHere({ Host: 'evil.example:3000' })],
    ['by a name that only looks so', fromHere({ Host: '127.0.0.1.evil.example' })],
    ['without a name', fromHere({ Host: '' })],
    ['through a proxy on this machine', fromHere({ 'X-Forwarded-For': '127.0.0.1' })],
    ['through a proxy that says it otherwise', fromHere({ Forwarded: 'for=127.0.0.1' })],
    ['through a proxy that says only that it is one', fromHere({ Via: '1.1 caddy' })],
    ['through a proxy that says nothing, in HTTP/1.0', fromHere({}, { httpVersion: '1.0' })],
    [
      'where nothing is known of who asks',
      [{ headers: { Host: 'localhost' } }, { incoming: undefined }] as ReturnType<typeof fromHere>,
    ],
  ])('%s', async (_, how) => {
    for (const path of paths) {
      const answer = await app.request(path, ...how)
      expect(answer.status).toBe(404)
      expect(await answer.text()).not.toContain('ada@example.com')
    }
    expect(await (await app.request('/', ...how)).text()).not.toContain('mailbox')
  })

  it.each(['localhost:3000', '127.0.0.1', '[::1]:3000', 'LOCALHOST'])('but who sits at it, as %s', async (Host) => {
    const how = fromHere({ Host }, { peer: Host.startsWith('[') ? '::1' : '::ffff:127.0.0.1' })
    expect((await app.request('/mailbox/', ...how)).status).toBe(200)
    expect(await (await app.request('/', ...how)).text()).toContain('mailbox/')
  })
})
