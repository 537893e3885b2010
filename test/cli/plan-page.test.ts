import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rowsOf } from '../web/preview/a-preview.ts'
import { aPost, aPublication } from './a-publication.ts'

const DRAFT = '---\ntitle: Elm\ndate: 2026-11-09T09:00:00+08:00\ndraft: true\n---\nNot yet.\n'

/** Three readers, one of whom asked for other topics; Dogwood is new. */
async function withNews() {
  const publication = aPublication({ 'content/posts/elm.md': DRAFT, 'content/posts/dogwood.md': aPost('Dogwood', 8) })
  await publication.run('adopt', '--before', '2026-11-05')
  for (const name of ['mei', 'lin']) await publication.run('subscribers', 'add', `${name}@readers.example`)
  await publication.run('subscribers', 'add', 'ruth@readers.example', '--topics', 'trees')
  await publication.run('adopt', '--before', '2026-11-05')
  const file = join(publication.dir, 'report.html')
  return { ...publication, file, page: () => readFileSync(file, 'utf8') }
}

describe('plan --html', () => {
  it('writes one file that asks for nothing and holds no address of a subscriber', async () => {
    const { run, file, page } = await withNews()
    const { stdout, exitCode } = await run('plan', '--html', file)
    expect(exitCode).toBe(0)
    expect(stdout).toContain('Send just this: broadsheet send weekly --plan ')
    expect(stdout).toContain(`Look at it in ${file}`)
    const html = page()
    for (const said of [
      'This is what a send would make now.',
      '2 people',
      'asked for other topics',
      'List-Unsubscribe',
    ])
      expect(html).toContain(said)
    expect(html.match(/srcdoc="/g)).toHaveLength(2)
    expect(html.match(/sandbox=""/g)).toHaveLength(2)
    expect(html).not.toContain('readers.example')
    expect(html).not.toMatch(/<script|<link|@import|url\(|<form/)
    expect(html).toContain('default-src &#39;none&#39;')
  })

  it('says with --json what stands in it', async () => {
    const { run, file } = await withNews()
    const { stdout } = await run('plan', '--html', file, '--json')
    expect(JSON.parse(stdout).html).toEqual({
      file,
      mails: [
        {
          subject: 'Dogwood',
          recipientCount: 2,
          bytes: expect.any(Number),
          htmlBytes: expect.any(Number),
          pictureBytes: 0,
        },
      ],
    })
  })

  it('takes a draft with --drafts, says so, and then writes nothing down', async () => {
    const { run, file, page, dir } = await withNews()
    const draft = ['plan', '--html', file, '--post', 'content/posts/elm.md']
    expect((await run(...draft)).stderr).toContain('content/posts/elm.md is draft')
    expect(existsSync(file)).toBe(false)
    const before = rowsOf(dir)
    const { stdout, exitCode } = await run(...draft, '--drafts')
    expect(exitCode).toBe(0)
    expect(stdout).toContain('"Elm" is a draft: the site does not show it, and no send takes it.')
    expect(stdout).not.toContain('Send just this')
    expect(page()).toContain('Not yet.')
    expect(rowsOf(dir)).toEqual(before)
  })

  it('shows what is wrong where no mail can be made, and --drafts goes with it alone', async () => {
    const { run, file, page, dir } = await withNews()
    const broken = aPublication({ 'templates/post.mjml': '<mjml>\n{{ site.moto }}\n</mjml>\n' })
    expect(dir).not.toBe(broken.dir)
    const { exitCode, stderr } = await broken.run('plan', '--post', 'content/posts/ash.md', '--html', file)
    expect(exitCode).toBe(1)
    expect(stderr).toContain('templates/post.mjml:2:4')
    expect(page()).toContain('<code>templates/post.mjml:2:4</code>')
    expect(await run('plan', '--drafts')).toMatchObject({ exitCode: 2 })
  })
})
