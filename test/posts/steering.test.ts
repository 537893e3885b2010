import { describe, expect, it } from 'vitest'
import { formatProblem } from '../../src/config/problem.ts'
import { readFrontMatter } from '../../src/posts/front-matter.ts'
import { fieldsOf } from '../../src/posts/front-matter-fields.ts'
import { lineOfInnerKey } from '../../src/posts/line-of-key.ts'
import { steeringOf } from '../../src/posts/steering.ts'

const file = 'content/posts/a.md'

function read(text: string) {
  return steeringOf(fieldsOf(readFrontMatter(text, file).data), {
    newsletters: ['weekly', 'daily'],
    placeOf: (key = 'newsletter') => ({ file, line: lineOfInnerKey(text, 'newsletter', key) }),
  })
}

const yaml = (inside: string) => read(`---\ntitle: A\nnewsletter:\n  ${inside}\n---\n`)

describe('what an author says of a post’s way by mail', () => {
  const all = {
    skip: ['daily'],
    subject: 'A great day',
    preheader: 'Read it first',
    hold: true,
    topics: ['bread', 'maps'],
    priority: 2,
    intro: 'Dear *all*,',
  }
  it.each([
    [
      'YAML',
      '---\nNewsletter:\n  Skip: [daily]\n  SUBJECT: A great day\n  preheader: Read it first\n  hold: yes\n  topics: [bread, maps]\n  priority: 2\n  intro: Dear *all*,\n---\n',
    ],
    [
      'TOML',
      '+++\n[newsletter]\nskip = ["daily"]\nsubject = "A great day"\npreheader = "Read it first"\nhold = true\ntopics = ["bread", "maps"]\npriority = 2\nintro = "Dear *all*,"\n+++\n',
    ],
    [
      'JSON',
      '{"newsletter": {"skip": ["daily"], "subject": "A great day", "preheader": "Read it first", "hold": true, "topics": ["bread", "maps"], "priority": 2, "intro": "Dear *all*,"}}',
    ],
    [
      'params of newer Hugos',
      '---\nparams:\n  newsletter:\n    skip: daily\n    subject: A great day\n    preheader: Read it first\n    hold: on\n    topics: [bread, maps]\n    priority: "2"\n    intro: Dear *all*,\n---\n',
    ],
  ])('is read in %s', (_, text) => {
    expect(read(text)).toEqual({ steering: all, problems: [] })
  })

  it.each([
    ['skip: true', { skip: true }],
    ['skip: weekly', { skip: ['weekly'] }],
    ['only: [weekly, weekly]', { only: ['weekly'] }],
    ['topics: bread', { topics: ['bread'] }],
    ['priority: -3', { priority: -3 }],
    ['priority: 0', { priority: 0 }],
  ])('%s', (inside, steering) => {
    expect(yaml(inside)).toEqual({ steering, problems: [] })
  })

  it.each(['skip: false', 'hold: no', 'subject:', 'only:\n  skip:'])('says nothing: %s', (inside) => {
    expect(yaml(inside)).toEqual({ problems: [] })
  })

  it('is nothing where there is no such field', () => {
    expect(read('---\ntitle: A\n---\n')).toEqual({ problems: [] })
    expect(read('---\ntitle: A\nnewsletter:\n---\n')).toEqual({ problems: [] })
  })

  it.each([
    ['onyl: [weekly]', '4: newsletter.onyl is not a key that Broadsheet knows. Did you mean only?'],
    [
      'colour: red',
      '4: newsletter.colour is not a key that Broadsheet knows. Known here: skip, only, subject, preheader, hold, topics, priority, intro.',
    ],
    ['skip: ture', '4: newsletter.skip names "ture", which is no newsletter. There are: weekly, daily.'],
    ['skip: []', '4: newsletter.skip names no newsletter. Write skip: [weekly].'],
    ['only: [wekly]', '4: newsletter.only names "wekly", which is no newsletter. Did you mean weekly?'],
    ['only: {a: b}', '4: newsletter.only names no newsletter. Write only: [weekly].'],
    ['only: []', '4: newsletter.only names no newsletter. Write only: [weekly].'],
    ['subject: ""', '4: newsletter.subject is empty or no text. Write a line of text, or take the key out.'],
    ['subject: [a]', '4: newsletter.subject is empty or no text. Write a line of text, or take the key out.'],
    ['preheader: " "', '4: newsletter.preheader is empty or no text. Write a line of text, or take the key out.'],
    [`subject: ${'x'.repeat(501)}`, '4: newsletter.subject has more than 500 characters. Shorten it.'],
    ['hold: Monday', '4: newsletter.hold is neither true nor false. Write hold: true.'],
    ['topics: {a: b}', '4: newsletter.topics is no list of topics. Write a list: topics: [bread, maps].'],
    ['priority: high', '4: newsletter.priority is no whole number. Write priority: 1, or -1 for what is to come last.'],
    ['priority: 1.5', '4: newsletter.priority is no whole number. Write priority: 1, or -1 for what is to come last.'],
    ['intro: []', '4: newsletter.intro says nothing. Write some Markdown, or take the key out.'],
    [
      'skip: [daily]\n  only: [weekly]',
      '4: newsletter has both skip and only. Keep one: `only` leaves out all the others.',
    ],
  ])('is refused with its line: %s', (inside, sentence) => {
    const { steering, problems } = yaml(inside)
    expect(problems.map(formatProblem)).toEqual([`${file}:${sentence} Until then the post goes into no mail.`])
    expect(steering?.fault).toBe(formatProblem(problems[0] as never))
  })

  it.each([
    ['newsletter: false', 'newsletter is "false" and not a map of keys.'],
    ['newsletter: weekly', 'newsletter is "weekly" and not a map of keys.'],
    ['newsletter: [weekly]', 'newsletter is a list and not a map of keys.'],
  ])('is a map: %s', (field, message) => {
    const { steering, problems } = read(`---\ntitle: A\n${field}\n---\n`)
    expect(problems).toEqual([expect.objectContaining({ severity: 'error', message, line: 3 })])
    expect(steering?.fault).toContain(message)
  })

  it('tells the first of many faults', () => {
    const keys = Array.from({ length: 1_000 }, (_, index) => `  k${index}: x`).join('\n')
    const { problems } = read(`---\nnewsletter:\n${keys}\n---\n`)
    expect(problems).toHaveLength(20)
  })

  it('takes no key of an object’s own', () => {
    expect(yaml('constructor: x').problems[0]?.message).toContain('newsletter.constructor is not a key')
    expect(yaml('__proto__: x').problems[0]?.message).toContain('newsletter.__proto__ is not a key')
  })
})
