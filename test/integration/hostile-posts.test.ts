import { expect, it } from 'vitest'
import { Publication } from './a-publication.ts'

/** Each ended the process, or took minutes. */
const HOSTILE: Record<string, string> = {
  'json.md': `{"title":"Deep","date":"2024-02-21","x":${'['.repeat(20_000)}${']'.repeat(20_000)}}\n`,
  'toml.md': `+++\ntitle = "Deep"\ndate = 2024-02-21\n${'a.'.repeat(50_000)}a = 1\n+++\n`,
  'keys.md': `---\ntitle: Keys\ndate: 2024-02-21\n${'k: v\n'.repeat(100_000)}---\n`,
  'html.md': `---\ntitle: Nested\ndate: 2024-02-21\n---\n${'<div>'.repeat(20_000)}`,
  'marks.md': `---\ntitle: Marks\ndate: 2024-02-21\n---\n${Array.from({ length: 4_000 }, (_, i) => `<b id=${i}>`).join('')}${'<p>'.repeat(4_000)}`,
}
/** These are odd, and shown. */
const ODD: Record<string, string> = {
  'more.md': `---\ntitle: More\ndate: 2024-02-21\n---\n${'<!--more-->'.repeat(30_000)}Said.`,
  'blanks.md': `---\ntitle: Blanks\ndate: 2024-02-21\n---\n${' '.repeat(100_000)}x`,
  'tags.md': `---\ntitle: Tags\ndate: 2024-02-21\ntags: [${Array.from({ length: 3_000 }, (_, i) => `t${i}`).join(', ')}]\n---\nText`,
}

it('a post that cannot be read is its own problem: the others are checked, built, planned and sent', async () => {
  const publication = new Publication({ smtp: 'url = "mailbox:mail"', web: 'url = "http://127.0.0.1:9/"' })
  publication.write('hugo.toml', 'baseURL = "https://lantern.example/"\n[markup.goldmark.renderer]\nunsafe = true\n')
  await publication.openWith(1)
  for (const [name, text] of Object.entries({ ...HOSTILE, ...ODD })) publication.write(`content/posts/${name}`, text)

  const checked = await publication.run('check')
  expect(checked.exitCode).toBe(1)
  for (const name of Object.keys(HOSTILE)) expect(checked.stderr).toContain(`content/posts/${name}`)
  expect(checked.stderr).toContain('content/posts/tags.md:4: The post has 3,000 tags; the first 100 count')
  expect(checked.stderr).not.toContain('Please report it')

  await publication.did('build')
  const { feeds } = await publication.json('build')
  expect(feeds.find(({ path }: { path: string }) => path === '/feed.xml')).toMatchObject({ entryCount: 4 })
  expect(feeds.length).toBeLessThan(400)

  const plan = await publication.run('plan')
  expect(plan.stdout).toContain('About lamps')
  const sent = await publication.run('send', 'weekly', '--yes')
  expect(sent.stdout).toMatch(/1 accepted/)
})
