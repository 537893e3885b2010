import { expect, it } from 'vitest'
import { Publication } from './a-publication.ts'

const NAME = '\u001b]0;pwned\u0007\u001b[31m\nforged line'
/** What a terminal would obey: a control character other than a line end, an override. */
const OBEYED = /(?!\n)\p{Cc}|[\u202a-\u202e]/u

it('neither a file name nor a title, nor what a post says, reaches the terminal as anything but words', async () => {
  const publication = new Publication({ smtp: 'url = "mailbox:mail"', web: 'url = "http://127.0.0.1:9/"' })
  await publication.openWith(1, [])
  publication.write(`content/posts/${NAME}.md`, '---\ntitle: [\n---\n')
  publication.write(
    'content/posts/title.md',
    '---\ntitle: "red \\e[31m \\u202e\\u009b31m"\ndate: 2024-02-20\n---\n{{< \u202eodd >}}\n',
  )
  for (const command of [['check'], ['build'], ['plan'], ['send', 'weekly', '--yes'], ['status']]) {
    const { stdout, stderr } = await publication.run(...command)
    expect(stdout + stderr, command.join(' ')).not.toMatch(OBEYED)
    expect(stdout + stderr).not.toMatch(/^forged line/m)
  }
  const { posts } = await publication.json('check')
  expect(posts.map(({ title }: { title: string }) => title)).toContain('red [31m \u202e31m')
})
