import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { aPost, aPublication, type TestPublication, TOML } from '../cli/a-publication.ts'

/** Bad input gets a sentence and loses nothing; the compiled program, as a person runs it. */
describe('a post', () => {
  it.each([
    ['whose front matter is broken', aPost('"Elm', 4), 'content/posts/elm.md:3:32: The front matter cannot be read: '],
    [
      'whose date is none',
      aPost('Elm', 4).replace('2026-11-04', '2026-13-04'),
      'content/posts/elm.md:3: date "2026-13-04T09:00:00+08:00" is not a date. Write it as 2026-04-13',
    ],
    [
      'with the URL of another',
      aPost('Elm', 4).replace('---\n', '---\nurl: /posts/ash/\n'),
      'content/posts/elm.md: It has the same URL as content/posts/ash.md',
    ],
  ])('%s: check fails with its place, build leaves it out and goes on', async (_, text, sentence) => {
    const publication = aPublication({ 'content/posts/elm.md': text })
    const [check, build] = [await publication.compiled('check'), await publication.compiled('build')]
    expect([check.exitCode, build.exitCode]).toEqual([1, 0])
    for (const { stderr } of [check, build]) expect(stderr).toContain(sentence)
    const feed = JSON.parse(readFileSync(join(publication.dir, 'dist/site/feed.json'), 'utf8'))
    expect(feed.items).toHaveLength(3)
  })
})

describe('a folder', () => {
  it('that cannot be read costs only what is in it', async () => {
    const publication = aPublication()
    symlinkSync('loop', join(publication.dir, 'content/loop'))
    expect(await publication.compiled('check')).toMatchObject(failed('content/loop: It cannot be read: '))
    expect(await publication.compiled('build')).toMatchObject({ exitCode: 0 })
  })

  it('of content that is not there is no site whose posts are all gone', async () => {
    const publication = aPublication()
    await publication.compiled('build')
    const feed = readFileSync(join(publication.dir, 'dist/site/feed.xml'), 'utf8')
    rmSync(join(publication.dir, 'content'), { recursive: true })
    expect(await publication.compiled('build')).toMatchObject(failed('content: It cannot be read: it is not there.'))
    expect(readFileSync(join(publication.dir, 'dist/site/feed.xml'), 'utf8')).toBe(feed)
  })
})

describe('a template', () => {
  const OWN =
    '{% layout "parts/mail.mjml" %}\n{% block main %}\n<mj-section>\n  BROKEN\n</mj-section>\n{% endblock %}\n'
  it.each([
    ['an error in its MJML', '<mj-column><mj-txt>Lamps</mj-txt></mj-column>', 'templates/digest.mjml:4:14: '],
    ['an error in its Liquid', '{% fro post in posts %}', 'templates/digest.mjml:4:3: Tag "fro" not found.'],
    ['a name that nobody knows', '{{ lamps }}', 'templates/digest.mjml:4:6: Undefined variable: lamps.'],
    ['no way to leave', '<mj-column></mj-column>', "The mail's HTML part has no unsubscribe link."],
  ])('with %s: line and column, and nothing is sent', async (_, line, sentence) => {
    const publication = await withNews({
      'templates/digest.mjml': OWN.replace('BROKEN', line),
      'templates/parts/footer.mjml': '{%- comment -%} no link {%- endcomment -%}',
    })
    for (const args of [['check'], ['send', 'weekly', '--yes'], ['send', 'weekly', '--to', 'me@example.com']])
      expect(await publication.compiled(...args)).toMatchObject(failed(sentence))
    expect(mailsOf(publication)).toEqual([])
    expect((await publication.run('status')).stdout).toContain('nothing sent yet')
  })

  it('that is not there is named with those that are', async () => {
    const publication = await withNews({ 'broadsheet.toml': TOML.replace('schedule', 'template = "daily"\nschedule') })
    const { stderr, exitCode } = await publication.compiled('send', 'weekly', '--yes')
    expect(exitCode).toBe(1)
    expect(stderr).toContain(
      'templates/daily.mjml: There is no template daily.mjml. There are: digest.mjml, plain-letter.mjml, post.mjml.',
    )
  })
})

describe('broadsheet.toml', () => {
  it('that is not there', async () => {
    const publication = aPublication({ 'broadsheet.toml': '' })
    const ran = await publication.compiled('check')
    expect(ran).toMatchObject(failed('broadsheet.toml: There is no such file. Run `broadsheet init`'))
  })

  it('without a secret: nothing is signed with nothing', async () => {
    const publication = aPublication({ 'broadsheet.toml': TOML.replace(/secrets = .*\n/, '') })
    const ran = await publication.compiled('build')
    expect(ran).toMatchObject(
      failed('broadsheet.toml:20: web.secrets[0] takes the environment variable BROADSHEET_SECRET, and it is not set.'),
    )
  })

  it('with an http web.url does not reach a real server', async () => {
    const publication = await withNews({ 'broadsheet.toml': TOML.replace('mailbox:dist/mail', 'smtp://127.0.0.1:1') })
    const check = await publication.compiled('check')
    expect(check.exitCode).toBe(0)
    expect(check.stderr).toContain('warning: broadsheet.toml: web.url is not https: newsletters are only sent to')
    const send = await publication.compiled('send', 'weekly', '--yes')
    expect(send).toMatchObject(
      failed(
        'broadsheet.toml: Nobody could unsubscribe: web.url (http://127.0.0.1:3000/) is not https, and unsubscribe links must be.',
      ),
    )
  })

  it('with no server at all says what to write', async () => {
    const publication = await withNews({ 'broadsheet.toml': TOML.replace(/\[\[smtp\]\]\n.*\n/, '') })
    const ran = await publication.compiled('send', 'weekly', '--yes')
    expect(ran).toMatchObject(failed('broadsheet.toml: There is no server to send through. Write an [[smtp]] table'))
  })
})

describe('a database', () => {
  it('of a newer version is left as it is', async () => {
    const publication = aPublication()
    await publication.run('status')
    const db = new Database(join(publication.dir, 'data/broadsheet.db'))
    db.prepare(`update meta set value = '999' where key = 'version'`).run()
    db.close()
    const ran = await publication.compiled('status')
    expect(ran).toMatchObject(failed('data/broadsheet.db: This database has version 999; this Broadsheet knows'))
  })

  it('that is none is left as it is', async () => {
    const text = 'These are the notes of somebody who had no other name for the file.\n'.repeat(20)
    const publication = aPublication({ 'data/broadsheet.db': text })
    const ran = await publication.compiled('status')
    expect(ran).toMatchObject(failed('data/broadsheet.db: This file is no SQLite database, or a damaged one.'))
    expect(readFileSync(join(publication.dir, 'data/broadsheet.db'), 'utf8')).toBe(text)
  })
})

describe('names', () => {
  it.each([
    [['plan', 'daily'], 'There is no newsletter "daily". There is: weekly.'],
    [['status', 'weekly-1'], '"weekly-1" is not the name of an edition. Write it as weekly/12.'],
    [['send'], "error: missing required argument 'newsletter'"],
  ])('%j is wrong usage', async (args, sentence) => {
    expect(await aPublication().compiled(...args)).toMatchObject({ ...failed(sentence), exitCode: 2 })
  })
})

/** What a command that failed says: a sentence, and no stack trace. */
function failed(sentence: string) {
  const saysSo = (stderr: string) => stderr.includes(sentence) && !/^\s+at /m.test(stderr)
  return { exitCode: 1, stderr: expect.toSatisfy(saysSo, sentence) }
}

/** Two posts are news to Ada. */
async function withNews(files: Record<string, string>): Promise<TestPublication> {
  const publication = aPublication(files)
  await publication.run('subscribers', 'add', 'ada@example.com')
  await publication.run('adopt', '--before', '2026-11-02')
  return publication
}

function mailsOf({ dir }: TestPublication): string[] {
  const folder = join(dir, 'dist/mail')
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.eml')) : []
}
