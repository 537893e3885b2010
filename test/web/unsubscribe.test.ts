import { beforeEach, describe, expect, it } from 'vitest'
import { INERT_TOKEN } from '../../src/subscribers/token.ts'
import { aWeb } from './a-web.ts'

const TOKEN = 'AQF_6wABAgMEBQYHCAkKC9vkG91YMtC5uXyCK3x05FI'
/** Ours as well, of somebody who was erased. */
const GONE = TOKEN.replace('AQF', 'AQE')
const URL = `/unsubscribe/${TOKEN}`

/** Ada is subscribed, until she leaves. */
let left: string[]
let others: string[]
const isActive = () => left.length === 0
beforeEach(() => {
  left = []
  others = []
})
const app = aWeb({
  unsubscribe: {
    subscriptionOf: async (token) =>
      token === TOKEN
        ? { newsletterTitle: 'The Lantern, weekly', isActive: isActive(), others, mayTakeBack: !isActive() }
        : token === GONE
          ? 'gone'
          : 'broken',
    unsubscribe: async (token, source) => {
      left.push(`${token} ${source}`)
    },
    unsubscribeFromAll: async (token) => {
      left.push(`${token} all`)
    },
    takeBack: async (_token, isAll) => {
      left = []
      return isAll ? ['The Lantern, weekly', 'Daily lamps'] : ['The Lantern, weekly']
    },
    writeTo: 'mei@lantern.example',
  },
})

const oneClick = { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) }

describe('GET', () => {
  it('asks and changes nothing: scanners follow every link', async () => {
    const answer = await app.request(URL)
    const html = await answer.text()
    expect(answer.status).toBe(200)
    expect(html).toContain('Do you want to stop getting The Lantern, weekly?')
    // To this very URL, whatever path a proxy puts before it.
    expect(html).toContain('<form method="post"><button type="submit">Unsubscribe</button></form>')
    expect(isActive()).toBe(true)
  })

  it('is not kept by a cache, not listed by a search engine, and tells no site where it came from', async () => {
    const answer = await app.request(URL)
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(answer.headers.get('Referrer-Policy')).toBe('no-referrer')
    expect(answer.headers.get('ETag')).toBeNull()
    expect(await answer.text()).toContain('<meta name="robots" content="noindex"/>')
  })

  it.each(['HEAD', 'PUT', 'DELETE'])('%s changes nothing, either', async (method) => {
    await app.request(URL, { method })
    expect(isActive()).toBe(true)
  })
})

describe('POST', () => {
  it('one-click acts and answers 200, with no cookie and no redirect (RFC 8058 §3.2)', async () => {
    const { status, headers } = await app.request(URL, oneClick)
    expect(status).toBe(200)
    expect(headers.get('Location')).toBeNull()
    expect(headers.get('Set-Cookie')).toBeNull()
    expect(left).toEqual([`${TOKEN} one-click`])
  })

  it('one-click may come as multipart/form-data (RFC 8058 §3.2)', async () => {
    const body = new FormData()
    body.set('List-Unsubscribe', 'One-Click')
    expect((await app.request(URL, { method: 'POST', body })).status).toBe(200)
    expect(left).toEqual([`${TOKEN} one-click`])
  })

  it("the page's button acts, too, and the page says so", async () => {
    const html = await (await app.request(URL, { method: 'POST' })).text()
    expect(html).toContain('You are unsubscribed. The Lantern, weekly will not write to you again.')
    expect(left).toEqual([`${TOKEN} web`])
  })

  it('a second time is as good as once', async () => {
    await app.request(URL, oneClick)
    expect((await app.request(URL, oneClick)).status).toBe(200)
    expect(await (await app.request(URL)).text()).toContain('You are not subscribed.')
  })

  it('a body that is no form acts as well: the link is what counts', async () => {
    const headers = { 'Content-Type': 'multipart/form-data' }
    expect((await app.request(URL, { method: 'POST', headers, body: 'garbage' })).status).toBe(200)
    expect(left).toEqual([`${TOKEN} web`])
  })

  it('a body of megabytes is not read', async () => {
    const answer = await app.request(URL, { method: 'POST', body: 'x'.repeat(1_000_000) })
    expect(answer.status).toBe(413)
    expect(isActive()).toBe(true)
  })
})

describe('a link that is cut off, mangled or not ours', () => {
  it.each(['', 'x', TOKEN.slice(0, -3), TOKEN.replace('AQF', 'AQG'), '%00', '..%2fhealthz'])(
    '%s: says so, with a way out, and never that nobody is subscribed',
    async (token) => {
      for (const method of ['GET', 'POST']) {
        const answer = await app.request(`/unsubscribe/${token}`, { method })
        expect(answer.status).toBe(404)
        const html = await answer.text()
        expect(html).toContain('This link is not complete, or no longer valid')
        expect(html).toContain('<a href="mailto:mei@lantern.example">mei@lantern.example</a>')
        expect(html).not.toContain('not subscribed')
      }
      expect(isActive()).toBe(true)
    },
  )

  it('a good one of somebody who is gone says that they are not subscribed', async () => {
    for (const method of ['GET', 'POST']) {
      const answer = await app.request(`/unsubscribe/${GONE}`, { method })
      expect(answer.status).toBe(200)
      expect(await answer.text()).toContain('You are not subscribed.')
    }
  })

  it.each(['/', '.', '%3E', ')%20', '/?utm_source=x'])('%s behind a good one does no harm', async (more) => {
    expect((await app.request(`${URL}${more}`)).status).toBe(200)
    expect((await app.request(`${URL}${more}`, oneClick)).status).toBe(200)
    expect(left).toEqual([`${TOKEN} one-click`])
  })
})

it.each(['GET', 'POST'])('%s of the link of a test mail says what it is', async (method) => {
  const answer = await app.request(`/unsubscribe/${INERT_TOKEN}`, { method })
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain('This is the link of a test mail: it unsubscribes nobody.')
  expect(isActive()).toBe(true)
})

describe('beside leaving one', () => {
  const post = async (fields: Record<string, string>) =>
    (await app.request(URL, { method: 'POST', body: new URLSearchParams(fields) })).text()

  it('who gets one alone is not asked of others', async () => {
    expect(await (await app.request(URL)).text()).not.toContain('Unsubscribe from all')
    expect(await post({})).not.toContain('Unsubscribe from all')
  })

  it('all of them are left by one button more, before or after, and by no other word', async () => {
    others = ['Daily lamps']
    expect(await (await app.request(URL)).text()).toContain('name="do" value="all"')
    expect(await post({})).toContain('name="do" value="all"')
    const html = await post({ do: 'all' })
    expect(html).toContain('The Lantern, weekly and Daily lamps will not write to you again.')
    expect(html).toContain('name="do" value="all-back"')
    expect(left).toEqual([`${TOKEN} web`, `${TOKEN} all`])
    await post({ do: 'something else' })
    expect(left.at(-1)).toBe(`${TOKEN} web`)
  })

  it('a mail program that posts leaves one, whatever else it says', async () => {
    await post({ 'List-Unsubscribe': 'One-Click', do: 'all' })
    expect(left).toEqual([`${TOKEN} one-click`])
  })

  it('it is taken back on the same page, by the same link', async () => {
    expect(await post({})).toContain('name="do" value="back"')
    expect(await (await app.request(URL)).text()).toContain('name="do" value="back"')
    expect(await post({ do: 'back' })).toContain('You are subscribed to The Lantern, weekly again.')
    expect(left).toEqual([])
    expect(await post({ do: 'all-back' })).toContain('You are subscribed to The Lantern, weekly and Daily lamps again.')
  })
})
