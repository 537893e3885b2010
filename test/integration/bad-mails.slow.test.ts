import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { aPost, aPublication, type TestPublication, TOML } from '../cli/a-publication.ts'

/** What is wrong with what a mail is made of gets a sentence, and nothing is half-done; the compiled program. */

it('a theme with colours that are none: each with its line, and nothing is sent', async () => {
  const theme = 'look = "classic"\n[light]\nink = "#12345g"\nlink = "blue"\n'
  const publication = await withNews({ 'templates/theme.toml': theme })
  write(publication, 'elm', aPost('Elm', 8))
  for (const args of [['check'], ['send', 'weekly', '--yes']]) {
    const { exitCode, stderr } = await publication.compiled(...args)
    expect(exitCode).toBe(1)
    for (const said of ['theme.toml:3: light.ink = "#12345g" cannot be used.', 'theme.toml:4: light.link = "blue"'])
      expect(stderr).toContain(said)
  }
  expect(mailsOf(publication)).toEqual([])
})

it('two posts with one id: the second is left out until it has another, and the others go', async () => {
  const withId = (title: string) => aPost(title, 8).replace('---\n', '---\nid: same\n')
  const publication = await withNews({})
  write(publication, 'elm', withId('Elm'))
  write(publication, 'fir', withId('Fir'))
  const sentence = 'content/posts/fir.md: It has the same id as content/posts/elm.md: same. Change it in one of them'
  expect(await publication.compiled('check')).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(sentence) })
  const send = await publication.compiled('send', 'weekly', '--yes', '--now')
  expect(send).toMatchObject({ exitCode: 0, stderr: expect.stringContaining(sentence) })
  expect(mailsOf(publication)).toEqual([expect.stringContaining('Subject: Elm\r\n')])
})

it('a topic that is no longer offered: who chose it gets what they chose, and nothing else', async () => {
  const offering = (topics: string) => TOML.replace('schedule', `topics = ${topics}\nschedule`)
  const publication = aPublication({ 'broadsheet.toml': offering('["ships", "bread"]') })
  await publication.run('adopt')
  await publication.run('subscribers', 'add', 'bo@example.com', '--topics', 'ships')
  publication.edit('broadsheet.toml', () => offering('["bread"]'))
  for (const [title, tag] of [
    ['Oak', 'ships'],
    ['Elm', 'bread'],
  ] as const)
    write(publication, title, aPost(title, 8).replace('---\n', `---\ntags: [${tag}]\n`))
  expect(await publication.compiled('send', 'weekly', '--yes', '--now')).toMatchObject({ exitCode: 0 })
  expect(mailsOf(publication)).toEqual([expect.stringContaining('Subject: Oak\r\n')])
})

it('a title of 2,000 characters: a warning, and lines of a header that every server takes', async () => {
  const publication = await withNews({})
  write(publication, 'elm', aPost('Лампы and lamps '.repeat(125).trim(), 8))
  const { exitCode, stderr } = await publication.compiled('send', 'weekly', '--yes', '--now')
  expect(exitCode).toBe(0)
  expect(stderr).toMatch(/The subject has 1999 characters/)
  const [mail = ''] = mailsOf(publication)
  expect(Math.max(...mail.split('\r\n').map((line) => line.length))).toBeLessThan(998)
})

function write({ dir }: TestPublication, name: string, text: string): void {
  writeFileSync(join(dir, `content/posts/${name}.md`), text)
}

/** One subscriber, for whom all that is edited in is new. */
async function withNews(files: Record<string, string>): Promise<TestPublication> {
  const publication = aPublication(files)
  await publication.run('adopt')
  await publication.run('subscribers', 'add', 'ada@example.com')
  return publication
}

function mailsOf({ dir }: TestPublication): string[] {
  const folder = join(dir, 'dist/mail')
  const names = existsSync(folder) ? readdirSync(folder) : []
  return names.filter((name) => name.endsWith('.eml')).map((name) => readFileSync(join(folder, name), 'utf8'))
}
