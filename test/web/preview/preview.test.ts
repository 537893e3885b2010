import { existsSync, readdirSync, readlinkSync } from 'node:fs'
import { request } from 'node:http'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { aPost, aPublication, TOML } from '../../cli/a-publication.ts'
import { aPreview, rowsOf } from './a-preview.ts'

const DRAFT = '---\ntitle: Elm\ndate: 2026-11-09T09:00:00+08:00\ndraft: true\n---\nNot yet.\n'

/** Two readers, of whom one is in for news of trees; what was there before them is sent, and Dogwood is new. */
async function withNews(files: Record<string, string> = {}) {
  const publication = aPublication(files)
  await publication.run('adopt')
  await publication.run('subscribers', 'add', 'mei@example.org')
  await publication.run('subscribers', 'add', 'ruth@example.org', '--topics', 'trees')
  return { ...publication, news: () => aPreviewOfNews(publication) }
}

async function aPreviewOfNews(publication: ReturnType<typeof aPublication>) {
  const preview = await aPreview(publication)
  await preview.save('content/posts/dogwood.md', aPost('Dogwood', 8, 'All about **dogwood**.'))
  return preview
}

test('shows the mail that a send would make, with all that it is made of, and who gets it', async () => {
  const { news } = await withNews()
  const { get, errors } = await news()
  const page = await get('')
  expect(page.status).toBe(200)
  for (const said of [
    '<h1 dir="auto">Dogwood</h1>',
    'This is what a send would make now.',
    '1 person.',
    'asked for other topics',
    'List-Unsubscribe-Post',
    'of 100,000 bytes that Gmail is sure to show',
    'All about dogwood.',
    'src="mail"',
  ])
    expect(page.text).toContain(said)
  const mail = await get('mail')
  expect(mail.text).toContain('All about <strong>dogwood</strong>')
  expect(mail.headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*; sandbox$/)
  const source = await get('source')
  expect(source.headers.get('content-type')).toContain('text/plain')
  expect(source.text).toMatch(/^From: The Lantern <news@lantern\.example>\r\n/)
  expect(source.text).toContain('this-is-a-test-mail')
  expect(errors).toEqual([])
})

test('follows what is written: a post, a template with a fault and without it, a broken configuration and a mended one', async () => {
  const { news } = await withNews({
    'templates/parts/footer.mjml':
      '<mj-section><mj-column><mj-text><a href="{{ links.unsubscribe }}">u</a></mj-text></mj-column></mj-section>\n',
  })
  const { get, save, read } = await news()
  await save('content/posts/dogwood.md', aPost('Dogwood in spring', 8))
  expect((await get('')).text).toContain('<h1 dir="auto">Dogwood in spring</h1>')

  const footer = read('templates/parts/footer.mjml')
  await save('templates/parts/footer.mjml', `${footer}<mj-section>\n{{ site.moto }}\n</mj-section>\n`)
  const faulty = await get('')
  expect(faulty.text).toContain('<code>templates/parts/footer.mjml:3:4</code>')
  expect(faulty.text).toContain('moto')
  expect(faulty.text).not.toContain('<iframe')
  expect((await get('mail')).status).toBe(404)
  await save('templates/parts/footer.mjml', footer)
  expect((await get('')).text).toContain('<iframe')

  await save('broadsheet.toml', TOML.replace('language = "en"', 'language = 7'))
  const broken = await get('')
  expect(broken.status).toBe(422)
  expect(broken.text).toContain('<code>broadsheet.toml:4')
  await save('broadsheet.toml', TOML.replace('The Lantern, weekly', 'The weekly Lantern'))
  expect((await get('')).text).toContain('The weekly Lantern')
  await save('broadsheet.toml', `${TOML}\n[database]\nurl = "sqlite:elsewhere.db"\n`)
  expect((await get('')).text).toContain('Start the preview again')
  await save('broadsheet.toml', TOML)
  expect((await get('')).status).toBe(200)
})

test('shows it dark or light, and without pictures, whatever the browser prefers', async () => {
  const { news } = await withNews({
    'static/tree.png': '',
  })
  const { get, save } = await news()
  await save('content/posts/dogwood.md', aPost('Dogwood', 8, '![A tree](https://pictures.example/tree.png)'))
  const [light, dark] = [(await get('mail')).text, (await get('mail?scheme=dark')).text]
  expect(light).toContain('@media (max-width:0)')
  expect(dark).toContain('@media (min-width:0)')
  expect(light + dark).not.toContain('prefers-color-scheme')
  expect(light).toContain('src="https://pictures.example/tree.png"')
  const off = await get('mail?pictures=off')
  expect(off.text).not.toContain('pictures.example')
  expect(off.text).toContain('alt="A tree"')
  expect(off.headers.get('content-security-policy')).toContain("img-src 'none'")
})

test('shows any post when it is asked for, drafts too, and says what it is', async () => {
  const { dir } = await withNews({ 'content/posts/elm.md': DRAFT })
  const { get } = await aPreview(aPublicationIn(dir))
  const nothing = await get('')
  expect(nothing.text).toContain('Nothing is due to anybody.')
  expect(nothing.text).toContain('content/posts/elm.md')
  const elm = await get('?post=content/posts/elm.md')
  expect(elm.text).toContain('<h1 dir="auto">Elm</h1>')
  expect(elm.text).toContain('&quot;Elm&quot; is a draft: the site does not show it, and no send takes it.')
  expect((await get('mail?post=content/posts/elm.md')).text).toContain('Not yet.')
  const unknown = await get('?post=content/posts/none.md')
  expect(unknown.status).toBe(422)
  expect(unknown.text).toContain('content/posts/none.md is no post of this site.')
})

test('shows what one subscriber gets, or why they get nothing', async () => {
  const { news } = await withNews()
  const { get } = await news()
  const mei = await get('?as=mei@example.org')
  expect(mei.text).toContain('This is what mei@example.org would get.')
  expect((await get('source?as=mei@example.org')).text).toContain('To: mei@example.org')
  const ruth = await get('?as=ruth@example.org')
  expect(ruth.text).toContain('ruth@example.org would get nothing: asked for other topics.')
  expect(ruth.text).not.toContain('<iframe')
  expect((await get('?as=nobody@example.org')).text).toContain('nobody@example.org is not subscribed to weekly.')
  expect((await get('?as=no%20address')).status).toBe(422)
})

test('writes nothing down: not in the database, and no picture of a draft beside those of sent mails', async () => {
  const { dir } = await withNews()
  const before = rowsOf(dir)
  const preview = await aPreview(aPublicationIn(dir))
  const watching = new Database(join(dir, 'data/broadsheet.db'), { readonly: true })
  const mark = () => watching.pragma('data_version', { simple: true })
  const began = mark()
  await preview.save('content/posts/dogwood.md', aPost('Dogwood', 8))
  for (const path of ['', 'mail', 'source', '?post=content/posts/ash.md', '?as=mei@example.org', '?width=phone'])
    await preview.get(path)
  expect(mark()).toBe(began)
  watching.close()
  await preview.end()
  expect(rowsOf(dir)).toEqual(before)
  expect(existsSync(join(dir, 'data/pictures'))).toBe(false)
})

test('opens nothing anew with each look', async () => {
  const { news } = await withNews()
  const { get, save, publication } = await news()
  const opened = () =>
    readdirSync('/proc/self/fd')
      .flatMap((name) => linkOf(`/proc/self/fd/${name}`))
      .filter((file) => file.startsWith(publication.dir)).length
  await get('')
  const before = opened()
  for (const day of [1, 2, 3]) {
    await save('content/posts/dogwood.md', aPost('Dogwood', day))
    await get('')
  }
  expect(opened()).toBe(before)
})

describe('is for who sits at this machine, and acts for nobody', () => {
  test.each([
    ['another name, as a page of another site may have it', { Host: 'lantern.example' }, 403],
    ['another name that ends like ours', { Host: '127.0.0.1.lantern.example' }, 403],
    ['a proxy', { 'X-Forwarded-For': '203.0.113.5' }, 403],
    ['this machine by name', { Host: 'localhost:1' }, 200],
  ])('%s: %j → %i', async (_, headers, status) => {
    const { url } = await aPreview()
    for (const path of ['', 'mail', 'events', 'live.js'])
      expect(await statusOf(url + path, headers)).toBe(path === 'mail' && status === 200 ? 200 : status)
  })

  test('it listens on loopback alone, and knows no method that acts', async () => {
    const { url } = await aPreview()
    const { port } = new URL(url)
    const others = Object.values(networkInterfaces())
      .flat()
      .filter((one) => one && !one.internal && one.family === 'IPv4')
    for (const other of others) await expect(statusOf(`http://${other?.address}:${port}/`)).rejects.toThrow()
    for (const method of ['POST', 'PUT', 'DELETE']) expect((await fetch(url, { method })).status).toBe(405)
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(200)
  })

  test('no page of another site frames it, and of a post nothing runs', async () => {
    const { get } = await aPreview()
    const page = await get('')
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(page.text).toContain('sandbox=""')
    expect(page.text).not.toMatch(/<form(?![^>]*action="\.\/")/)
    expect(page.text).not.toContain('method="post"')
  })
})

test('a port that is taken, and a newsletter that is none, are told at once', async () => {
  const { url, publication } = await aPreview()
  const port = Number(new URL(url).port)
  await expect(aPreview(publication, { port })).rejects.toThrow('Leave --port out, and a free one is taken.')
  await expect(aPreview(publication, { newsletter: 'daily' })).rejects.toThrow('There is no newsletter "daily".')
  await expect(aPreview(publication, { as: 'nobody' })).rejects.toThrow()
})

/** Of one that was closed meanwhile, none. */
function linkOf(path: string): string[] {
  try {
    return [readlinkSync(path)]
  } catch {
    return []
  }
}

function aPublicationIn(dir: string) {
  return { ...aPublication(), dir }
}

/** By a client that lets a test choose the Host. */
function statusOf(url: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers }, (answer) => {
      answer.destroy()
      resolve(answer.statusCode)
    })
    asked.on('error', reject)
    asked.end()
  })
}

test('two newsletters of one title are told apart by their names', async () => {
  const second =
    '[[newsletters]]\nid = "notes"\ntitle = "The Lantern, weekly"\nfrom = "news@lantern.example"\n\n[[smtp]]'
  const { get } = await aPreview(aPublication({ 'broadsheet.toml': TOML.replace('[[smtp]]', second) }))
  const { text } = await get('')
  for (const said of ['The Lantern, weekly (weekly)', 'The Lantern, weekly (notes)']) expect(text).toContain(said)
})

test('without a width, the mail is as wide as the screen asks for; one that was chosen stays', async () => {
  const { news } = await withNews()
  const { get } = await news()
  expect((await get('')).text).toContain('class="by-screen light"')
  expect((await get('?width=desktop')).text).toContain('class="desktop light"')
  expect((await get('?width=desktop')).text).toContain('href="./?width=desktop&amp;scheme=dark"')
})
