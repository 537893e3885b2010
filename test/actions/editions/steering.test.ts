import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkSite } from '../../../src/app/check-settings.ts'
import { loadConfig } from '../../../src/app/publication-ports.ts'
import type { Newsroom } from '../newsroom.ts'
import { on, openNewsroom } from '../newsroom.ts'

const TWO = 'schedule = "0 9 * * MON"\n[[newsletters]]\nid = "daily"\nfrom = "News <news@lantern.example>"'

async function withPosts(posts: Record<string, string>, newsletter = TWO): Promise<Newsroom> {
  const newsroom = await openNewsroom({ newsletter })
  for (const id of ['weekly', 'daily'].slice(0, newsletter === TWO ? 2 : 1))
    await newsroom.actions.addSubscriber({ address: 'mei@example.org', newsletter: id })
  for (const [name, steering] of Object.entries(posts)) write(newsroom, name, steering)
  newsroom.goTo(on('MON', '08:30'))
  return newsroom
}

function write({ publication }: Newsroom, name: string, steering: string): void {
  const date = `2026-11-${20 - name.length}`
  const text = `---\ntitle: About ${name}\ndate: ${date}\n${steering && `newsletter: {${steering}}\n`}---\nAll about ${name}.\n`
  publication.write(`content/posts/${name}.md`, text)
}

const titlesOf = async ({ actions }: Newsroom, newsletter = 'weekly') =>
  (await actions.plan({ newsletter })).posts.map(({ title }) => title)

test('a skipped post goes into no newsletter, or not into these, and stays in feeds', async () => {
  const newsroom = await withPosts({ a: '', bb: 'skip: true', ccc: 'skip: daily', dddd: 'only: [daily]' })
  expect(await titlesOf(newsroom)).toEqual(['About a', 'About ccc'])
  expect(await titlesOf(newsroom, 'daily')).toEqual(['About a', 'About dddd'])
  const { feeds } = await newsroom.actions.build()
  expect(feeds.find(({ path }) => path === '/feed.xml')).toMatchObject({ entryCount: 4 })
  const { posts = [] } = await newsroom.actions.status(undefined, { posts: true })
  const states = posts.filter(({ title }) => title === 'About bb')
  expect(states.map(({ state, because }) => [state, because])).toEqual([
    ['kept-out', 'Its front matter keeps it out of weekly: it is in feeds alone.'],
    ['kept-out', 'Its front matter keeps it out of daily: it is in feeds alone.'],
  ])
})

test('one that is kept out is not sent by its name either, nor as a test', async () => {
  const newsroom = await withPosts({ a: '', bb: 'skip: true', dddd: 'only: [daily]' })
  const posts = ['content/posts/a.md', 'content/posts/bb.md', 'content/posts/dddd.md']
  const said = [
    'content/posts/bb.md is not for weekly: its front matter says newsletter.skip. Take that out of the post to have it mailed.',
    'content/posts/dddd.md is not for weekly: its front matter says newsletter.only. Take that out of the post to have it mailed.',
  ]
  const { actions } = newsroom
  const refused = await Promise.all(
    [
      actions.plan({ newsletter: 'weekly', posts }),
      actions.prepareSend({ newsletter: 'weekly', posts }),
      actions.testSend({ newsletter: 'weekly', posts, to: ['mei@example.org'] }),
    ].map((sending) => sending.catch(String)),
  )
  for (const refusal of refused) expect(String(refusal)).toContain(said.join('\n'))
})

test('the post that leads a mail says its subject, its preheader, and what comes first', async () => {
  const newsroom = await withPosts({
    a: 'subject: Not this one',
    bb: 'priority: 1, subject: A great day, preheader: Read it first',
  })
  expect(await titlesOf(newsroom)).toEqual(['About bb', 'About a'])
  const { variants, id } = await newsroom.actions.plan({ newsletter: 'weekly' })
  expect(variants.map(({ subject }) => subject)).toEqual(['A great day'])
  write(newsroom, 'bb', 'priority: 1, subject: A great day, preheader: Read it last')
  const refusal = await newsroom.actions.prepareSend({ newsletter: 'weekly', planId: id }).catch(String)
  expect(refusal).toContain('post content/posts/bb.md: changed')
  newsroom.goTo(on('MON', '09:00'))
  await newsroom.actions.tick()
  await newsroom.deliver()
  const mail = newsroom.log.mails.find(({ to }) => to === 'mei@example.org')?.text ?? ''
  expect(mail).toContain('Subject: A great day')
  expect(mail).toContain('Read it last')
})

test('a post on hold holds its edition until somebody approves it', async () => {
  const newsroom = await withPosts({ a: '', bb: 'hold: true' })
  const because = 'It waits for your approval: content/posts/bb.md says newsletter.hold.'
  expect((await newsroom.actions.plan({ newsletter: 'weekly' })).holds).toEqual([because])
  newsroom.goTo(on('MON', '09:00'))
  await newsroom.actions.tick()
  expect(await newsroom.editions()).toEqual(['weekly/1 held approval'])
  expect(await newsroom.deliver()).toEqual([])
  await newsroom.actions.approve('weekly/1')
  expect(await newsroom.deliver()).toEqual(['mei'])
})

test('to send it without having seen that holds it, too; who saw the plan has approved', async () => {
  const newsroom = await withPosts({ bb: 'hold: true' })
  const { actions } = newsroom
  const unseen = await (await actions.prepareSend({ newsletter: 'weekly' })).start(false)
  expect(unseen).toMatchObject({ state: 'held', reason: 'approval' })
  await actions.cancel('weekly/1')
  const seen = await (await actions.prepareSend({ newsletter: 'weekly' })).start(true)
  expect(seen).toMatchObject({ state: 'approved' })
})

test('its topics are held against those of subscribers, besides its tags', async () => {
  const newsroom = await withPosts({ a: '', bb: 'topics: [bread]' })
  newsroom.publication.sql(`update subscriptions set topics = '["Bread"]'`)
  expect(await titlesOf(newsroom)).toEqual(['About bb'])
})

test('what cannot be understood waits, with a sentence, and the others go', async () => {
  const newsroom = await withPosts({ a: '', bb: 'onyl: [daily]', ccc: 'skip: wekly' })
  const plan = await newsroom.actions.plan({ newsletter: 'weekly' })
  expect(plan.posts.map(({ title }) => title)).toEqual(['About a'])
  expect(plan.leftOut.map(({ file, reason }) => [file, reason])).toEqual([
    ['content/posts/bb.md', 'unmailable'],
    ['content/posts/ccc.md', 'unmailable'],
  ])
  expect(plan.leftOut[0]?.sentence).toContain('content/posts/bb.md:4: newsletter.onyl is not a key')
  const { problems } = await checkSite(await loadConfig(join(newsroom.publication.dir, 'broadsheet.toml'), {}))
  expect(problems.filter(({ code }) => code === 'post.newsletter').map(({ file, line }) => [file, line])).toEqual([
    ['content/posts/bb.md', 4],
    ['content/posts/ccc.md', 4],
  ])
  expect(problems.find(({ file }) => file === 'content/posts/ccc.md')?.hint).toContain('Did you mean weekly?')
  // The next one has both, once they are mended.
  write(newsroom, 'bb', 'only: [daily]')
  write(newsroom, 'ccc', 'skip: [daily]')
  expect(await titlesOf(newsroom)).toEqual(['About a', 'About ccc'])
  expect(await titlesOf(newsroom, 'daily')).toEqual(['About a', 'About bb'])
})

test('a section gives it to its pages, as Hugo has it', async () => {
  const newsroom = await withPosts({ a: '', bb: 'skip: [daily]' })
  newsroom.publication.write('content/posts/_index.md', '---\ncascade: {newsletter: {skip: true}}\n---\n')
  expect(await titlesOf(newsroom)).toEqual(['About bb'])
})

test('property: over a month, each reader gets each post that is for them once, whatever its author wrote', async () => {
  const steerings = fc.constantFrom(
    '',
    'skip: true',
    'skip: daily',
    'only: daily',
    'priority: 3',
    'priority: -3',
    'hold: true',
  )
  const weeks = fc.array(fc.array(steerings, { maxLength: 3 }), { minLength: 2, maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(weeks, async (plan) => {
      const newsroom = await withPosts({})
      const due: string[] = []
      for (const [week, posts] of plan.entries()) {
        for (const [index, steering] of posts.entries()) {
          const name = `${'abc'[week]}${index}`
          write(newsroom, name, steering)
          if (!['skip: true', 'only: daily'].includes(steering)) due.push(`About ${name}`)
        }
        newsroom.goTo(on('MON', '09:00', week))
        await newsroom.actions.tick()
        for (const name of await newsroom.editions())
          if (name.includes('held')) await newsroom.actions.approve(name.split(' ')[0] ?? '')
        await newsroom.deliver()
      }
      const sent = newsroom.log.mails
        .filter(({ to }) => to === 'mei@example.org')
        .map(({ text }) => text.replaceAll('\r', ''))
      for (const title of due) expect(sent.filter((mail) => new RegExp(`^${title}$`, 'm').test(mail))).toHaveLength(1)
      const titles = sent.flatMap((mail) => [...new Set(mail.match(/^About [abc]\d$/gm))])
      expect(titles.toSorted()).toEqual(due.toSorted())
    }),
    { numRuns: 6 },
  )
}, 120_000)

test('an introduction stands above the post in the mail alone, with its pictures and links', async () => {
  const newsroom = await withPosts({
    a: 'intro: "Dear *all*, see [lamps](/posts/bb/) and ![A lamp](/lamp.png)<script>x</script>"',
    bb: '',
  })
  const { publication, actions } = newsroom
  publication.write('static/x', '')
  writeFileSync(join(publication.dir, 'static/lamp.png'), PICTURE)
  const { id } = await actions.plan({ newsletter: 'weekly' })
  newsroom.goTo(on('MON', '09:00'))
  await actions.tick()
  await newsroom.deliver()
  const html = await stored(newsroom)
  expect(html).toContain('Dear <em>all</em>, see <a href="https://lantern.example/posts/bb/"')
  expect(html.indexOf('Dear <em>')).toBeLessThan(html.indexOf('About a</a>'))
  expect(html).toMatch(/<img src="https?:[^"]*\/pictures\/[^"]+" alt="A lamp"/)
  expect(html).not.toContain('<script>x')
  const text = newsroom.log.mails.find(({ to }) => to === 'mei@example.org')?.text ?? ''
  expect(text).toMatch(/Dear \*?all\*?, see lamps/)
  expect((await actions.build()).feeds.length).toBeGreaterThan(0)
  expect(readFileSync(join(publication.dir, 'dist/site/feed.xml'), 'utf8')).not.toContain('Dear')
  expect(id).toMatch(/^[0-9a-f]{16}$/)
})

test('a template that shows no introduction is told of', async () => {
  const newsroom = await withPosts({ a: 'intro: Dear all' }, 'template = "bare"\nschedule = "0 9 * * MON"')
  const bare =
    '<mjml><mj-body>{% for post in posts %}<mj-section><mj-column><mj-text>{{ post.title }} <a href="{{ links.unsubscribe }}">x</a></mj-text></mj-column></mj-section>{% endfor %}</mj-body></mjml>'
  for (const name of ['bare', 'digest', 'post', 'parts/story'])
    newsroom.publication.write(`templates/${name}.mjml`, bare)
  const { problems } = await newsroom.actions.plan({ newsletter: 'weekly' })
  expect(problems.find(({ code }) => code === 'mail.unshown')).toMatchObject({
    severity: 'warning',
    file: 'content/posts/a.md',
  })
})

test('the site’s own parameters, and the post’s own fields, reach templates', async () => {
  const newsroom = await withPosts({})
  const { publication, actions } = newsroom
  publication.write(
    'hugo.toml',
    'baseURL = "https://lantern.example/"\n[params]\nMotto = "Light & tide"\n[params.Since]\nday = 2020-02-03\n',
  )
  publication.write('content/posts/a.md', '---\ntitle: About a\ndate: 2026-11-19\nSeries: [One, Two]\n---\nWords.\n')
  publication.write(
    'templates/parts/footer.mjml',
    '<mj-section><mj-column><mj-text>{{ site.params.motto }}, since {{ site.params.since.day }}{% for post in posts %} {{ post.params.series | join: "+" }}{% if post.params.mood %}?{% endif %}{{ post.params.mood | default: "!" }}{% endfor %} <a href="{{ links.unsubscribe }}">x</a></mj-text></mj-column></mj-section>',
  )
  const plan = await actions.plan({ newsletter: 'weekly' })
  expect(plan.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  newsroom.goTo(on('MON', '09:00'))
  await actions.tick()
  expect(await stored(newsroom)).toContain('Light &amp; tide, since 2020-02-03 One+Two!')
})

async function stored({ store }: Newsroom): Promise<string> {
  const edition = await store.editions.find('weekly', 1, false)
  return (await store.editions.variants(edition?.id ?? 0))[0]?.html ?? ''
}

/** A dot. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
