import { describe, expect, it } from 'vitest'
import { type MailPostPorts, mailPost } from '../../../src/actions/editions/mail-post.ts'
import { formatProblem } from '../../../src/config/problem.ts'
import { bodyOf, post } from '../../posts/body-of.ts'

const NOTHING = async () => ({ pictures: new Map<string, never>(), problems: [] })
const PORTS = { columnWidth: 552, preparePictures: NOTHING, drawFormulas: NOTHING }

it('a post that would make a mail of megabytes is there as its beginning, and says so', async () => {
  const body = bodyOf(
    `First <words>.\n\n${'|1'.repeat(50)}|\n${'|-'.repeat(50)}|\n${`${'|2'.repeat(50)}|\n`.repeat(300)}`,
  )
  const { mailPost: made, problems } = await mailPost(PORTS, post(), { body, problems: [] })
  expect(made).toMatchObject({ summary: 'First .', isCut: true, text: expect.stringMatching(/^First \.\n\n1: 2\n/) })
  expect(made?.html).toMatch(
    /^<p[^>]*>First \.<\/p>\n?<p lang="en"[^>]*><a href="[^"]*\/moon\/">Continue reading<\/a><\/p>$/,
  )
  expect(problems.map(formatProblem)).toEqual([
    expect.stringMatching(
      /^content\/posts\/moon\.md: The post would make a mail of 1\.\d MB: the mail shows its beginning/,
    ),
  ])
})

it('one that cannot be shown is in no mail, and its problem is its own', async () => {
  const problem = { code: 'post.fault' as const, severity: 'error' as const, message: 'It cannot be shown.' }
  expect(await mailPost(PORTS, post(), { problems: [problem] })).toEqual({ problems: [problem] })
  const broken = { body: { tree: null, files: new Map() } as never, problems: [] }
  const { mailPost: made, problems } = await mailPost(PORTS, post(), broken)
  expect(made).toBeUndefined()
  expect(problems).toMatchObject([{ code: 'post.fault', file: 'content/posts/moon.md' }])
})

describe('a picture of the site that is not there', () => {
  const url = 'https://lantern.example/gone.png'
  const here = (markdown: string) => {
    const body = { ...bodyOf(markdown), files: new Map<string, string>() }
    return { body, problems: [] }
  }

  it('is its words, with a link to the post, in both parts', async () => {
    const { mailPost: made } = await mailPost(PORTS, post(), here('A ![the tide](/gone.png) B'))
    expect(made?.html).toContain('A <a href="https://lantern.example/posts/moon/"')
    expect(made?.html).toContain('>the tide</a> B')
    expect(made?.html).not.toContain('<img')
    expect(made?.text).toBe('A the tide [1] B\n\n[1] https://lantern.example/posts/moon/')
  })

  it('without words is the name of its file; in a link of its own, only the words', async () => {
    const { mailPost: made } = await mailPost(
      PORTS,
      post(),
      here('![](/gone.png)\n\n[![x](/gone.png)](https://e.example/)'),
    )
    expect(made?.html).toContain('>gone.png</a>')
    expect(made?.html).toMatch(/<a href="https:\/\/e\.example\/"[^>]*>x<\/a>/)
  })

  it('is shown where the site has it', async () => {
    const asked: unknown[] = []
    const preparePictures: MailPostPorts['preparePictures'] = async (needed) => {
      asked.push(...needed)
      return { pictures: new Map([[url, { url: 'https://news.example/p.png', width: 40, height: 20 }]]), problems: [] }
    }
    const { mailPost: made } = await mailPost({ ...PORTS, preparePictures }, post(), here('![x](/gone.png)'))
    expect(asked).toEqual([{ url, from: 'site' }])
    expect(made?.html).toContain('<img src="https://news.example/p.png" alt="x" width="40" height="20"')
  })

  it('is no cover', async () => {
    const { mailPost: made } = await mailPost(PORTS, post({ cover: { url, alt: 'x' } }), here('Text'))
    expect(made?.cover).toBeUndefined()
    const elsewhere = { url: 'https://elsewhere.example/a.png', alt: 'x' }
    expect((await mailPost(PORTS, post({ cover: elsewhere }), here('Text'))).mailPost?.cover).toEqual(elsewhere)
  })

  it('one from elsewhere stays', async () => {
    const { mailPost: made } = await mailPost(PORTS, post(), here('![x](https://elsewhere.example/a.png)'))
    expect(made?.html).toContain('<img src="https://elsewhere.example/a.png"')
  })
})

describe('a film of YouTube', () => {
  const preview = 'https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg'
  const film = { body: bodyOf('{{< youtube abcdefghijk >}}'), problems: [] }

  it('shows the preview that we keep', async () => {
    const preparePictures: MailPostPorts['preparePictures'] = async (needed) => {
      expect(needed).toEqual([{ url: preview, from: 'preview' }])
      const picture = { url: 'https://news.example/p.jpg', width: 480, height: 360 }
      return { pictures: new Map([[preview, picture]]), problems: [] }
    }
    const { mailPost: made } = await mailPost({ ...PORTS, preparePictures }, post(), film)
    expect(made?.html).toContain('<img src="https://news.example/p.jpg"')
    expect(made?.html).not.toContain('ytimg')
  })

  it('without it asks YouTube nothing, and links to the film', async () => {
    const { mailPost: made } = await mailPost(PORTS, post(), film)
    expect(made?.html).not.toContain('<img')
    expect(made?.html).toContain('https://www.youtube.com/watch?v=abcdefghijk')
  })
})
