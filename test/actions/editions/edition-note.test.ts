import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkSite } from '../../../src/app/check-settings.ts'
import { loadConfig } from '../../../src/app/publication-ports.ts'
import { type Newsroom, on, openNewsroom } from '../newsroom.ts'

/** A dot. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

async function sendWeek(newsroom: Newsroom, week: number, post: string): Promise<void> {
  newsroom.publication.post(post)
  newsroom.goTo(on('MON', '09:00', week))
  await newsroom.actions.tick()
  await newsroom.deliver()
}

async function mailOf({ store }: Newsroom, number: number) {
  const edition = await store.editions.find('weekly', number, false)
  const [variant] = await store.editions.variants(edition?.id ?? 0)
  return { state: edition?.state, html: variant?.html ?? '', text: variant?.text ?? '', subject: variant?.subject }
}

test('an editor’s note stands above the posts of its number, in both parts and in the archive, and is no post', async () => {
  const newsroom = await openNewsroom()
  await newsroom.subscribe('mei')
  const { publication, actions } = newsroom
  publication.write('static/x', '')
  publication.write(
    'editions/weekly/1.md',
    '---\nsubject: Our first\npreheader: With love\n---\nDear *all*, ![A lamp](lamp.png) see [lamps](/posts/lamps/)<script>x</script>\n',
  )
  publication.write('editions/weekly/2.md', 'Second.')
  writeFileSync(join(publication.dir, 'editions/weekly/lamp.png'), PICTURE)
  publication.post('lamps')
  newsroom.goTo(on('MON', '08:30'))
  const { id, variants } = await actions.plan({})
  expect(variants.map(({ subject }) => subject)).toEqual(['Our first'])
  publication.write(
    'editions/weekly/1.md',
    '---\nsubject: Our first\n---\nDear **all**, ![A lamp](lamp.png) [lamps](/posts/lamps/)\n',
  )
  expect(await actions.prepareSend({ newsletter: 'weekly', planId: id }).catch(String)).toContain('is no longer what')
  await actions.testSend({ newsletter: 'weekly', to: ['bo@lantern.example'] })
  expect(newsroom.log.copiesTo('bo@lantern.example')[0]?.text).toContain('Subject: Our first')

  await sendWeek(newsroom, 0, 'lamps')
  const { html, text, subject, state } = await mailOf(newsroom, 1)
  expect([subject, state]).toEqual(['Our first', 'sent'])
  expect(html).toMatch(/Dear <strong>all<\/strong>, <img src="https?:[^"]*\/pictures\/[^"]+" alt="A lamp"/)
  expect(html).toContain('href="https://lantern.example/posts/lamps/"')
  expect(html.indexOf('Dear <strong>')).toBeLessThan(html.indexOf('About lamps</a>'))
  expect(text.indexOf('Dear')).toBeLessThan(text.indexOf('About lamps'))
  expect(await actions.archivePage('weekly', 1)).toContain('Dear <strong>')

  await sendWeek(newsroom, 1, 'salt')
  expect((await mailOf(newsroom, 2)).text).toContain('Second.')
})

test('one for the next number goes once, with whichever edition is next, and is told of afterwards', async () => {
  const newsroom = await openNewsroom()
  await newsroom.subscribe('mei')
  const { publication, actions } = newsroom
  publication.write('editions/weekly/next.md', 'Just once.')
  await sendWeek(newsroom, 0, 'lamps')
  expect((await mailOf(newsroom, 1)).text).toContain('Just once.')
  await sendWeek(newsroom, 1, 'salt')
  expect((await mailOf(newsroom, 2)).text).not.toContain('Just once.')
  publication.post('tide')
  const said = async () => (await actions.plan({})).problems.filter(({ code }) => code === 'edition.editors-note')
  expect((await said()).map(({ message }) => message)).toEqual(['The note went with weekly/1, and is not shown again.'])
  publication.write('editions/weekly/next.md', 'Another.')
  publication.write('editions/weekly/2.md', 'Too late.')
  expect((await said()).map(({ message }) => message)).toEqual(['The note is for weekly/2, which was made without it.'])
  await sendWeek(newsroom, 2, 'tide')
  expect((await mailOf(newsroom, 3)).text).toContain('Another.')
})

test('a note that cannot be followed holds its edition, and check says where', async () => {
  const newsroom = await openNewsroom()
  await newsroom.subscribe('mei')
  const { publication } = newsroom
  publication.write('editions/weekly/1.md', '---\nsubjekt: x\n---\nDear all, see [it](/nowhere/).')
  publication.write('editions/wekly/1.md', 'Dear all')
  await sendWeek(newsroom, 0, 'lamps')
  expect(await newsroom.editions()).toEqual(['weekly/1 held error'])
  const { problems } = await checkSite(await loadConfig(join(publication.dir, 'broadsheet.toml'), {}))
  expect(problems.filter(({ code }) => code === 'edition.editors-note').map(({ file, line }) => [file, line])).toEqual([
    ['editions/weekly/1.md', 2],
    ['editions/wekly/1.md', undefined],
  ])
})

test('a template of the operator’s own that shows no note is told of, whatever those have that it does not use', async () => {
  const newsroom = await openNewsroom({ newsletter: 'template = "bare"\nschedule = "0 9 * * MON"' })
  await newsroom.subscribe('mei')
  const bare = (note: string) =>
    `<mjml><mj-body><mj-section><mj-column>{% for post in posts %}<mj-text>${note}{{ post.title }} <a href="{{ links.unsubscribe }}">x</a></mj-text>{% endfor %}</mj-column></mj-section></mj-body></mjml>`
  newsroom.publication.write('editions/weekly/1.md', 'Dear all.')
  newsroom.publication.post('lamps')
  newsroom.goTo(on('MON', '08:30'))
  const said = async (template: string) => {
    newsroom.publication.write('templates/bare.mjml', template)
    const { problems } = await newsroom.actions.plan({})
    return problems.filter(({ code }) => code === 'mail.unshown').map(({ message }) => message)
  }
  expect(await said(bare(''))).toEqual(["No template shows the edition's note."])
  expect(await said(bare('{{ note | raw }}'))).toEqual([])
})
