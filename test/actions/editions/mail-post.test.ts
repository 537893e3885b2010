import { expect, it } from 'vitest'
import { mailPost } from '../../../src/actions/editions/mail-post.ts'
import { formatProblem } from '../../../src/config/problem.ts'
import { bodyOf, post } from '../../posts/body-of.ts'

const NOTHING = async () => ({ pictures: new Map<string, never>(), problems: [] })
const PORTS = { preparePictures: NOTHING, drawFormulas: NOTHING }

it('a post that would make a mail of megabytes is there as its summary, and says so', async () => {
  const body = bodyOf(
    `First <words>.\n\n${'|1'.repeat(50)}|\n${'|-'.repeat(50)}|\n${`${'|2'.repeat(50)}|\n`.repeat(300)}`,
  )
  const { mailPost: made, problems } = await mailPost(PORTS, post(), { body, problems: [] })
  expect(made).toMatchObject({ html: '<p>First .</p>', text: 'First .', summary: 'First .' })
  expect(problems.map(formatProblem)).toEqual([
    expect.stringMatching(
      /^content\/posts\/moon\.md: The post would make a mail of 1\.\d MB: the mail shows its summary/,
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
