import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../src/words/words-for.ts'
import { aReader } from './a-reader.ts'

describe('the hour at which somebody gets mails', () => {
  it('is asked for where a newsletter that they get waits for it, and nowhere else', async () => {
    const without = await aReader()
    expect(await without.html()).not.toContain('name="hour"')
    await without.send({ do: 'hour', hour: '7', timezone: 'Asia/Taipei' })
    expect((await without.record())?.subscriber).not.toHaveProperty('ownHour')

    const { app, token, html, send } = await aReader({ ownHour: true })
    const page = await html()
    expect(page).toContain('At an hour of your choice: The Lantern, weekly.')
    expect(page).toContain('<option value="7">7:00 AM</option>')
    expect(page).toContain('<option selected="">Asia/Taipei</option>')
    expect(page).toContain('<script type="module" src="hour.js"></script>')
    const answer = await app.request(`/preferences/${token}`)
    expect(answer.headers.get('Content-Security-Policy')).toContain("script-src 'self'")
    await send({ newsletter: 'weekly', do: 'leave' })
    expect(await html()).not.toContain('name="hour"')
  })

  it('is written with its zone and a line, shown again, and may be taken back', async () => {
    const { send, record, html } = await aReader({ ownHour: true })
    await send({ do: 'hour', hour: '7', timezone: 'America/New_York' })
    expect((await record())?.subscriber?.ownHour).toEqual({ hour: 7, timezone: 'America/New_York' })
    expect((await record())?.consents.at(-1)).toMatchObject({ action: 'changed', source: 'link' })
    const page = await html()
    expect(page).toContain('<option value="7" selected="">')
    expect(page).toContain('<option selected="">America/New_York</option>')
    expect(page).toContain('data-chosen=""')
    await send({ do: 'hour', hour: '', timezone: 'America/New_York' })
    expect((await record())?.subscriber).not.toHaveProperty('ownHour')
  })

  it.each([
    { hour: '24', timezone: 'UTC' },
    { hour: '7', timezone: 'Mars/Olympus' },
    { hour: '7', timezone: '' },
    { hour: '7', timezone: '"><script>' },
    { hour: '<b>', timezone: 'UTC' },
  ])('%j changes nothing', async (fields) => {
    const { send, record } = await aReader({ ownHour: true })
    await send({ do: 'hour', hour: '9', timezone: 'UTC' })
    await send({ do: 'hour', ...fields })
    expect((await record())?.subscriber?.ownHour).toEqual({ hour: 9, timezone: 'UTC' })
  })

  it('keeps a zone by the name that a browser gave it', async () => {
    const { send, html } = await aReader({ ownHour: true })
    await send({ do: 'hour', hour: '9', timezone: 'Asia/Kolkata' })
    expect(await html()).toContain('<option selected="">Asia/Kolkata</option>')
  })

  it('is asked for in every language, on a page of less than 30 KB', async () => {
    const { send, html } = await aReader({ ownHour: true })
    for (const { language, preferences } of LANGUAGES) {
      await send({ do: 'you', language })
      const page = await html()
      expect(page).toContain(preferences.atOnce)
      expect(page).toContain(preferences.timezone)
      expect(Buffer.byteLength(page)).toBeLessThan(30_000)
    }
  })

  it('is found by a script that is served here', async () => {
    const { app } = await aReader({ ownHour: true })
    const answer = await app.request('/preferences/hour.js')
    expect(answer.headers.get('Content-Type')).toContain('text/javascript')
    expect(await answer.text()).toContain('resolvedOptions')
  })

  it('is in the file of all that is held', async () => {
    const { send, app, token } = await aReader({ ownHour: true })
    await send({ do: 'hour', hour: '9', timezone: 'Asia/Taipei' })
    const held = await (await app.request(`/preferences/${token}/data`)).json()
    expect(held).toMatchObject({ subscriber: { ownHour: { hour: 9, timezone: 'Asia/Taipei' } } })
  })
})
