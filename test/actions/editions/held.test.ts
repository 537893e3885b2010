import { once } from 'node:events'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { enter, on, openNewsroom } from '../newsroom.ts'

const WEEKLY = 'schedule = "0 9 * * MON"'
const NOTIFY = '[operator]\nnotify = "op@lantern.example"'
const BROKEN = '<mjml><mj-body>{{ nobody.knows }}</mj-body></mjml>'

async function room(newsletter = WEEKLY) {
  const newsroom = await openNewsroom({ newsletter, more: NOTIFY })
  await newsroom.subscribe('mei')
  return {
    ...newsroom,
    /** Mails to the operator so far: those that were sent, and those that are written down to be. */
    notices: async () => {
      const waiting = await newsroom.store.outbox.claimable(on('SUN', '23:59', 50), 100)
      return [
        ...newsroom.log.mails
          .filter(({ to }) => to === 'op@lantern.example')
          .map(({ text }) => text.replaceAll('=\r\n', '')),
        ...waiting.flatMap(({ content }) =>
          content.kind === 'notice' ? [`Subject: ${content.subject}\n\n${content.text}`] : [],
        ),
      ]
    },
    mails: () => newsroom.log.mails.filter(({ to }) => to !== 'op@lantern.example'),
    async tickOn(day: string, time: string, week = 0) {
      newsroom.goTo(on(day, time, week))
      await newsroom.actions.tick()
    },
  }
}

describe('a template that is broken', () => {
  test('holds the edition loudly, once, and lets it go by itself when it is mended', async () => {
    const { actions, publication, tickOn, editions, notices, deliver } = await room()
    publication.write('templates/post.mjml', BROKEN)
    publication.post('lamps')
    await tickOn('MON', '09:00')
    await tickOn('MON', '09:15')
    expect(await editions()).toEqual(['weekly/1 held error'])
    const because = 'templates/post.mjml:1:19: Undefined variable: nobody. Correct the template; nothing was rendered.'
    const {
      editions: [edition],
    } = await actions.status('weekly/1')
    expect(edition).toMatchObject({ because: [because], recipientCount: 1, postCount: 1 })
    expect(await notices()).toHaveLength(1)
    for (const words of [
      'Subject: The Lantern: weekly/1 is held',
      'for 1 person',
      because,
      'About lamps (posts/lamps.md)',
      'broadsheet release weekly/1',
    ])
      expect((await notices())[0]).toContain(words)
    expect(await deliver()).toEqual([])

    publication.remove('templates/post.mjml')
    await tickOn('MON', '09:30')
    expect(await editions()).toEqual(['weekly/1 approved'])
    expect(await deliver()).toEqual(['mei'])
    expect(await notices()).toHaveLength(1)
  })

  test('is not sent by release, and is once it is mended', async () => {
    const { actions, publication, tickOn, editions, deliver } = await room()
    publication.write('templates/post.mjml', BROKEN)
    publication.post('lamps')
    await tickOn('MON', '09:00')
    await expect(actions.release('weekly/1')).rejects.toThrow('Undefined variable: nobody.')
    expect(await editions()).toEqual(['weekly/1 held error'])
    publication.remove('templates/post.mjml')
    expect(await actions.release('weekly/1')).toMatchObject({ state: 'approved' })
    expect(await deliver()).toEqual(['mei'])
  })

  test('mended after more than max_lateness, it is late, and says so', async () => {
    const { publication, tickOn, editions, notices } = await room()
    publication.write('templates/post.mjml', BROKEN)
    publication.post('lamps')
    await tickOn('MON', '09:00')
    publication.remove('templates/post.mjml')
    await tickOn('WED', '09:00')
    expect(await editions()).toEqual(['weekly/1 held late'])
    expect(await notices()).toHaveLength(2)
  })

  test('not mended, the next Monday is held and told, too, and brings all posts', async () => {
    const { publication, tickOn, editions, notices, deliver, mails } = await room()
    publication.write('templates/digest.mjml', BROKEN)
    publication.write('templates/post.mjml', BROKEN)
    publication.post('lamps')
    await tickOn('MON', '09:00')
    publication.post('salt')
    await tickOn('MON', '09:00', 1)
    expect(await editions()).toEqual(['weekly/1 cancelled superseded', 'weekly/2 held error'])
    expect(await notices()).toHaveLength(2)
    publication.remove('templates/digest.mjml')
    await tickOn('MON', '09:15', 1)
    expect(await deliver()).toEqual(['mei'])
    expect(mails()[0]?.text).toMatch(/About salt[\s\S]+About lamps|About lamps[\s\S]+About salt/)
  })

  test('is refused at the keyboard, before anything is asked', async () => {
    const { actions, publication, editions } = await room()
    publication.write('templates/post.mjml', BROKEN)
    publication.post('lamps')
    await expect(actions.prepareSend({ newsletter: 'weekly' })).rejects.toThrow('Undefined variable: nobody.')
    expect(await actions.plan({})).toMatchObject({ isFaulty: true })
    expect(await editions()).toEqual([])
  })
})

describe('one post that cannot be mailed', () => {
  /** A template that fails for one post alone. */
  const PICKY = readFileSync('templates/post.mjml', 'utf8').replace(
    '{% for post in posts %}',
    '{% for post in posts %}{% if post.title == "About salt" %}{{ post.nothing }}{% endif %}',
  )

  test.each(['post', 'digest'])('is left out and named, and the others go (%s)', async (template) => {
    const { actions, publication, tickOn, editions, notices, deliver, mails } = await room(
      `${WEEKLY}\ntemplate = "${template}"`,
    )
    publication.write('templates/post.mjml', PICKY)
    publication.write('templates/digest.mjml', PICKY)
    publication.post('lamps')
    publication.post('salt')
    await tickOn('MON', '09:00')
    expect(await editions()).toEqual(['weekly/1 approved'])
    expect(await deliver()).toEqual(['mei'])
    expect(mails()[0]?.text).toContain('About lamps')
    expect(mails()[0]?.text).not.toContain('About salt')
    expect(await notices()).toHaveLength(1)
    expect((await notices())[0]).toContain('The Lantern: a post goes in no mail of weekly')
    expect((await actions.status(undefined, { posts: true })).posts).toMatchObject([
      { file: 'content/posts/salt.md', state: 'left-out', because: expect.stringContaining('Undefined variable') },
      { file: 'content/posts/lamps.md', state: 'sent', because: 'Sent in weekly/1.' },
    ])

    publication.remove('templates/post.mjml')
    publication.remove('templates/digest.mjml')
    await tickOn('MON', '09:00', 1)
    expect(await deliver()).toEqual(['mei'])
    expect(mails()[1]?.text).toContain('About salt')
    expect(await notices()).toHaveLength(1)
  })

  test('alone in its edition, it is named, and nothing is held for it', async () => {
    const { publication, tickOn, editions, notices } = await room()
    publication.write('templates/post.mjml', PICKY)
    publication.post('salt')
    await tickOn('MON', '09:00')
    expect(await editions()).toEqual([
      'weekly/- skipped Nothing else is new: a new post waits for you. See: broadsheet status --posts.',
    ])
    expect(await notices()).toHaveLength(1)
  })
})

describe('posts that readers may have had', () => {
  test('a flood is kept back, and the post of the week goes; nothing of it goes because some were adopted', async () => {
    const { actions, publication, tickOn, editions, deliver, mails, notices } = await room()
    const names = Array.from({ length: 12 }, (_, i) => `old-${i}`)
    for (const name of names) publication.post(name, { date: '2019-03-01' })
    publication.post('lamps', { date: '2026-11-20' })
    await tickOn('MON', '09:00')
    expect(await deliver()).toEqual(['mei'])
    expect(mails()[0]?.text).not.toContain('About old')
    expect(await notices()).toHaveLength(1)
    expect(await actions.adopt({ posts: names.slice(0, 4).map((name) => `content/posts/${name}.md`) })).toMatchObject({
      newsletters: [{ adopted: 4, total: 4 }],
    })
    await tickOn('MON', '09:00', 1)
    expect(await editions()).toEqual([
      'weekly/1 sent',
      'weekly/- skipped Nothing else is new: 8 new posts wait for you. See: broadsheet status --posts.',
    ])
    const { start } = await actions.prepareSend({ newsletter: 'weekly', posts: ['content/posts/old-7.md'] })
    await start(true)
    expect(await deliver()).toEqual(['mei'])
    expect(await notices()).toHaveLength(1)
  })

  test('what is like a post that vanished is kept back alone; adopt --post settles it, and loses nothing else', async () => {
    const { actions, publication, tickOn, editions, deliver, mails } = await room()
    publication.post('lamps', { date: '2026-11-02' })
    await actions.scan()
    await actions.adopt({})
    renameSync(join(publication.dir, 'content/posts/lamps.md'), join(publication.dir, 'content/posts/lights.md'))
    publication.write('content/posts/lights.md', '---\ntitle: About lamps\ndate: 2026-11-19\n---\nOther words.\n')
    publication.post('salt')
    await tickOn('MON', '09:00')
    expect(await editions()).toEqual(['weekly/1 approved'])
    expect(await deliver()).toEqual(['mei'])
    expect(mails()[0]?.text).not.toContain('About lamps')
    expect((await actions.plan({})).leftOut).toMatchObject([{ file: 'content/posts/lights.md', reason: 'moved' }])
    await actions.adopt({ posts: ['content/posts/lights.md'] })
    expect(await actions.plan({})).toMatchObject({ posts: [], leftOut: [] })
  })
})

describe('an edition is its mail', () => {
  test('weeks of posts: plan, test and edition speak of what somebody gets', async () => {
    const { actions, publication, tickOn, deliver, mails, log } = await room()
    for (const week of [0, 1, 2]) {
      publication.post(`letter-${week}`, { date: '2026-11-20' })
      expect(await actions.plan({})).toMatchObject({ posts: [{ title: `About letter-${week}` }], recipientCount: 1 })
      const before = log.mails.length
      expect(await actions.testSend({ newsletter: 'weekly', to: ['me@lantern.example'] })).toMatchObject({
        subject: `About letter-${week}`,
      })
      const shown = log.mails[before]?.text ?? ''
      await tickOn('MON', '09:00', week)
      expect(await deliver()).toEqual(['mei'])
      expect(subjectOf(mails().at(-1)?.text)).toBe(subjectOf(shown))
      expect((await actions.status(`weekly/${week + 1}`)).editions[0]).toMatchObject({ postCount: 1 })
      expect(await actions.plan({})).toMatchObject({ posts: [], recipientCount: 0, excluded: { 'had-it': 1 } })
    }
  })

  test('one that waits for approval is shown by a test as it was made, whatever became of its post', async () => {
    const { actions, publication, tickOn, log } = await room(`${WEEKLY}\napprove = true`)
    publication.post('lamps')
    await tickOn('MON', '09:00')
    publication.post('lamps', { text: 'Rewritten.' })
    const before = log.mails.length
    await actions.testSend({ newsletter: 'weekly/1', to: ['me@lantern.example'] })
    const shown = log.mails[before]?.text ?? ''
    expect(shown).toContain('All about lamps.')
    expect(shown).toContain('This is a test.')
    await expect(actions.testSend({ newsletter: 'weekly/9', to: ['me@lantern.example'] })).rejects.toThrow('no edition')
  })

  test('testers get a test by that word, each once, beside others', async () => {
    const { actions, publication, log } = await room(
      `${WEEKLY}\ntesters = ["Mei <mei@lantern.example>", "bo@lantern.example"]`,
    )
    publication.post('lamps')
    const to = ['me@lantern.example', 'testers', 'BO@lantern.example']
    expect(await actions.testSend({ newsletter: 'weekly', to })).toMatchObject({ accepted: 3 })
    expect(log.mails.map((mail) => mail.to)).toEqual([
      'me@lantern.example',
      'mei@lantern.example',
      'bo@lantern.example',
    ])
  })

  test('a newsletter without testers says where they are named', async () => {
    const { actions, publication } = await room()
    publication.post('lamps')
    await expect(actions.testSend({ newsletter: 'weekly', to: ['testers'] })).rejects.toThrow(
      'weekly has no testers. Write them into broadsheet.toml: testers = ["mei@lantern.example"].',
    )
  })

  test('more than fifty new posts go in several editions, none is lost', async () => {
    const { publication, tickOn, deliver, actions } = await room()
    for (let i = 0; i < 53; i++) publication.post(`p-${i}`, { date: '2026-11-20' })
    await tickOn('MON', '09:00')
    expect(await deliver()).toEqual(['mei'])
    expect((await actions.plan({})).posts).toHaveLength(3)
  })

  test('reasons for leaving somebody out are counted apart; adopt says whom it reaches', async () => {
    const { actions, publication, subscribe, goTo } = await room()
    publication.post('lamps')
    goTo(on('MON', '08:10'))
    await actions.scan()
    goTo(on('MON', '08:20'))
    await subscribe('late', 'later')
    expect(await actions.plan({})).toMatchObject({ recipientCount: 1, excluded: { 'subscribed-later': 2 } })
    goTo(on('MON', '08:30'))
    expect(await actions.adopt({ before: '2024-01-01' })).toMatchObject({ newsletters: [{ reach: 3 }] })
    expect(await actions.plan({})).toMatchObject({ recipientCount: 3, excluded: {} })
  })
})

describe('the date of an edition that waited', () => {
  const dates = (text = '') => ({
    header: /^Date: (.*)$/m.exec(text)?.[1],
    masthead: /(November|December) \d+, 2026/.exec(text)?.[0],
  })

  test.each(['approve', 'release'] as const)('%s: is of that moment, and the rest is what was shown', async (step) => {
    const { actions, publication, tickOn, deliver, mails, goTo } = await room(`${WEEKLY}\napprove = true`)
    publication.post('lamps')
    await tickOn('MON', '09:00')
    publication.post('lamps', { text: 'Rewritten.' })
    publication.write('templates/post.mjml', BROKEN)
    goTo(on('WED', '10:00', 1))
    await actions[step]('weekly/1')
    expect(await deliver()).toEqual(['mei'])
    const text = mails()[0]?.text ?? ''
    expect(dates(text)).toEqual({ header: 'Wed, 02 Dec 2026 10:00:00 +0000', masthead: 'December 2, 2026' })
    expect(text).toContain('All about lamps.')
    expect(text).not.toContain('Rewritten.')
    expect((await actions.archiveList({ newsletter: 'weekly' }))?.editions).toMatchObject([
      { date: 'December 2, 2026' },
    ])
  })

  test('resume: so is what had not been tried when it was paused', async () => {
    const { actions, publication, tickOn, deliver, mails, goTo, store, now } = await room()
    publication.post('lamps')
    await tickOn('MON', '09:00')
    await store.editions.freeze(1, now(), () => true)
    await actions.pause('weekly/1')
    goTo(on('WED', '10:00'))
    await actions.resume('weekly/1')
    expect(await deliver()).toEqual(['mei'])
    expect(dates(mails()[0]?.text)).toEqual({
      header: 'Wed, 25 Nov 2026 10:00:00 +0000',
      masthead: 'November 25, 2026',
    })
  })
})

test('a page that does not answer holds with its address and answer, and the edition goes once it does', async () => {
  let status = 404
  const server = createServer((_, response) => response.writeHead(status).end()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const newsroom = await room()
  const { publication, log } = newsroom
  publication.configure({ content: 'live_wait = "10m"' })
  const toml = join(publication.dir, 'broadsheet.toml')
  writeFileSync(
    toml,
    readFileSync(toml, 'utf8')
      .replace('live_check = "off"', 'live_check = "status"')
      .replace('url = "https://lantern.example/"', `url = "http://127.0.0.1:${port}/"`),
  )
  const online = await enter(publication, log, on('MON', '08:30'))
  publication.post('lamps')
  online.goTo(on('MON', '09:00'))
  await online.actions.tick()
  expect(await online.editions()).toEqual(['weekly/1 planned links'])
  online.goTo(on('MON', '09:20'))
  await online.deliver()
  expect(await online.editions()).toEqual(['weekly/1 held links'])
  const page = `http://127.0.0.1:${port}/posts/lamps/ answers 404.`
  expect((await online.actions.status('weekly/1')).editions[0]?.because[0]).toContain(page)
  await online.actions.tick()
  expect((await newsroom.notices()).length).toBe(1)
  expect((await newsroom.notices())[0]).toContain(page)
  status = 200
  online.goTo(on('MON', '09:45'))
  await online.actions.tick()
  expect(await online.deliver()).toEqual(['mei'])
  server.close()
})

test('by title, a page that says that it is not found holds the edition, until it shows the post', async () => {
  let shown = '<h1>Page not found</h1>'
  const server = createServer((_, response) => response.end(shown)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const newsroom = await room()
  const { publication, log } = newsroom
  publication.configure({ content: 'live_wait = "10m"' })
  const toml = join(publication.dir, 'broadsheet.toml')
  writeFileSync(
    toml,
    readFileSync(toml, 'utf8')
      .replace('live_check = "off"', 'live_check = "title"')
      .replace('url = "https://lantern.example/"', `url = "http://127.0.0.1:${port}/"`),
  )
  const online = await enter(publication, log, on('MON', '08:30'))
  publication.post('lamps')
  online.goTo(on('MON', '09:00'))
  const page = `http://127.0.0.1:${port}/posts/lamps/ answers, and shows neither "About lamps" nor "`
  expect((await online.actions.plan({})).waits[0]).toContain(page)
  await online.actions.tick()
  expect(await online.editions()).toEqual(['weekly/1 planned links'])
  online.goTo(on('MON', '09:20'))
  await online.deliver()
  expect(await online.editions()).toEqual(['weekly/1 held links'])
  expect((await newsroom.notices())[0]).toContain(page)
  shown = '<title>About <i>lamps</i></title><h1>About <b>la</b>mps</h1>'
  online.goTo(on('MON', '09:45'))
  await online.actions.tick()
  expect(await online.deliver()).toEqual(['mei'])
  server.close()
})

function subjectOf(text = ''): string | undefined {
  return /^Subject: (.*)$/m.exec(text)?.[1]
}
