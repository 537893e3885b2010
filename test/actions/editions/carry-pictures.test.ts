import { describe, expect, it } from 'vitest'
import { carryOwnPictures, carryPictures } from '../../../src/actions/editions/carry-pictures.ts'

const WEB = 'https://news.lantern.example/'
const [ONE, TWO] = ['1', '2'].map((digit) => `${digit.repeat(32)}`)
const kept = new Map([
  [`${ONE}.png`, Buffer.from('one')],
  [`${TWO}.jpg`, Buffer.from('two')],
])
const variant = {
  language: 'en',
  subject: 'Lamps',
  text: 'Lamps',
  html: `<p><img src="${WEB}pictures/${ONE}.png"><img src="${WEB}pictures/${TWO}.jpg"><img src="https://e.example/x.png"></p>`,
}
const storedPicture = async (name: string) => kept.get(name)

it('as long as web.url does not answer with them, the mail has them within', async () => {
  const pictureFault = async () => 'it answers 404'
  const made = await carryPictures({ storedPicture, pictureFault }, variant, { webUrl: WEB })
  expect(made.variant.html).toBe(
    `<p><img src="cid:${ONE}.png@broadsheet.invalid"><img src="cid:${TWO}.jpg@broadsheet.invalid"><img src="https://e.example/x.png"></p>`,
  )
  expect(made.variant.pictures).toEqual([
    { cid: `${ONE}.png@broadsheet.invalid`, name: `${ONE}.png`, type: 'image/png', bytes: Buffer.from('one') },
    { cid: `${TWO}.jpg@broadsheet.invalid`, name: `${TWO}.jpg`, type: 'image/jpeg', bytes: Buffer.from('two') },
  ])
  expect(made.pictures).toEqual({ count: 2, from: 'mail', url: WEB, because: 'it answers 404' })
})

it('one that is missing there is enough', async () => {
  const pictureFault = async (url: string) => (url.includes(TWO as string) ? 'it answers 404' : undefined)
  const made = await carryPictures({ storedPicture, pictureFault }, variant, { webUrl: WEB })
  expect(made.variant.pictures).toHaveLength(2)
})

it('once it does, the mail is that of an edition', async () => {
  const asked: [string, string][] = []
  const pictureFault = async (url: string, bytes: Uint8Array) => {
    asked.push([url, Buffer.from(bytes).toString()])
    return undefined
  }
  const made = await carryPictures({ storedPicture, pictureFault }, variant, { webUrl: WEB })
  expect(made.variant).toBe(variant)
  expect(made.pictures).toEqual({ count: 2, from: 'web', url: WEB })
  expect(asked).toEqual([
    [`${WEB}pictures/${ONE}.png`, 'one'],
    [`${WEB}pictures/${TWO}.jpg`, 'two'],
  ])
})

describe('nothing is asked', () => {
  const pictureFault = async () => expect.fail('it was asked')
  it.each([
    ['<p>No picture</p>'],
    ['<img src="https://e.example/x.png">'],
    [`<img src="${WEB}pictures/../secret.png"><img src="${WEB}pictures/${'3'.repeat(32)}.png">`],
    [`<code>src="${WEB}pictures/${ONE}.png"</code>`],
  ])('for %s', async (html) => {
    const made = await carryPictures({ storedPicture, pictureFault }, { ...variant, html }, { webUrl: WEB })
    expect(made).toEqual({ variant: { ...variant, html } })
  })
})

it('what makes the mail too large stays outside, and is counted', async () => {
  const large = new Map([...kept, [`${ONE}.png`, Buffer.alloc(15_000_000 - 2)]])
  const ports = { storedPicture: async (name: string) => large.get(name), pictureFault: async () => 'it answers 404' }
  const made = await carryPictures(ports, variant, { webUrl: WEB })
  expect(made.pictures).toMatchObject({ count: 2, tooLarge: 1 })
  expect(made.variant.html).toContain(`src="${WEB}pictures/${TWO}.jpg"`)
})

it('a newsletter that wants them within its mails has them there, whether or not web.url answers with them', async () => {
  const pictureFault = async () => {
    throw new Error('nobody asks')
  }
  const made = await carryPictures({ storedPicture, pictureFault }, variant, { webUrl: WEB, pictures: 'mail' })
  expect(made.pictures).toEqual({ count: 2, from: 'mail', url: WEB })
  expect(made.variant).toEqual(await carryOwnPictures(storedPicture, variant, WEB))
  expect(made.variant.pictures).toHaveLength(2)
})

it('one that is lost is loaded from the web', async () => {
  const lost = async (name: string) => (name.startsWith(ONE as string) ? undefined : kept.get(name))
  const made = await carryOwnPictures(lost, variant, WEB)
  expect(made.html).toContain(`<img src="${WEB}pictures/${ONE}.png"><img src="cid:${TWO}.jpg@broadsheet.invalid">`)
})
