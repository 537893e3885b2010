import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { learntNames } from '../../src/posts/learnt-names.ts'
import type { Post } from '../../src/posts/post.ts'
import { recognise } from '../../src/posts/recognise.ts'
import type { SeenPost } from '../../src/posts/seen-post.ts'
import { aPost } from './a-post.ts'
import { seenAs } from './seen-as.ts'

/** A post as its writer knows it: the same object however its file is called. */
interface Written {
  number: number
  path: string
  title: string
  day: number
  text: string
  id?: string
  aliases: string[]
  draft: boolean
  exists: boolean
}

const START = Temporal.Instant.from('2026-01-01T00:00Z')

/** A writer's folder, and what a store remembers of it. */
class Folder {
  readonly written: Written[] = []
  seen: SeenPost[] = []
  looks = 0
  edits = 0
  /** What identity each post had when it was first recognised, by number. */
  readonly identities = new Map<number, string>()

  there(): Written[] {
    return this.written.filter(({ exists }) => exists)
  }

  isFree(path: string): boolean {
    return this.there().every((post) => post.path !== path)
  }

  publish(path: string, title: string): void {
    const number = this.written.length + 1
    if (!this.isFree(path)) return
    // Each of its own day: two posts of one title and day are one to anybody.
    this.written.push({
      number,
      path,
      title,
      day: number,
      text: `text ${number}`,
      aliases: [],
      draft: false,
      exists: true,
    })
  }

  change(at: number, how: (post: Written) => void): void {
    const there = this.there()
    const post = there[at % Math.max(there.length, 1)]
    if (post) how(post)
  }

  /** @param tells what says afterwards which post it is; nothing but an unchanged text must say more */
  rename(at: number, path: string, tells: 'text' | 'title' | 'alias' | 'file' | 'id'): void {
    this.change(at, (post) => {
      if (!this.isFree(path)) return
      const old = post.path
      post.path = path
      if (tells === 'text') return
      post.text = `text ${post.number}, edit ${++this.edits}`
      if (tells === 'title') return
      if (tells === 'id' && post.id === undefined) return
      post.title = `title ${post.number}, edit ${++this.edits}`
      post.day += 100
      if (tells === 'alias') post.aliases = [`/${old}/`]
      if (tells === 'file') post.aliases = [`/${old}.md`]
    })
  }

  swap(at: number, other: number): void {
    this.change(at, (a) => this.change(other, (b) => ([a.path, b.path] = [b.path, a.path])))
  }

  /** The folder is looked at; each post must be who it was, and no two the same. */
  scan(): void {
    const now = START.add({ hours: ++this.looks })
    const posts = this.there().map((post) => this.#read(post))
    const { known, fresh, gone, renamed } = recognise(posts, this.seen)
    const names = learntNames(known, this.seen)
    const byId = new Map([...known, ...fresh.map((post) => [post.id, post] as const)])
    expect(byId.size).toBe(posts.length)
    expect(renamed).toEqual([])
    for (const [id, { file }] of byId) {
      const number = Number(file)
      const before = this.identities.get(number) ?? id
      expect(`${file} is ${id}`).toBe(`${file} is ${before}`)
      this.identities.set(number, before)
    }
    const vanished = new Set(gone.map(({ id }) => id))
    this.seen = [
      ...this.seen.map((before) => {
        const post = known.get(before.id)
        const learnt = names.filter(({ postId }) => postId === before.id).map(({ name }) => name)
        const facts = { names: [...before.names, ...learnt], firstSeenAt: before.firstSeenAt }
        if (post) return seenAs({ ...post, id: before.id }, facts)
        return { ...before, live: false, goneAt: vanished.has(before.id) ? (before.goneAt ?? now) : before.goneAt }
      }),
      ...fresh.map((post) => seenAs(post, { firstSeenAt: now })),
    ]
  }

  #read({ number, path, title, day, text, id, aliases, draft }: Written): Post {
    const date = START.add({ hours: 24 * day })
    const natural = aliases[0] ? `alias:${aliases[0]}` : `path:${path}.md@${date.toString().slice(0, 10)}`
    return aPost({
      id: id === undefined ? natural : `id:${id}`,
      path: `${path}.md`,
      file: `${number}`,
      url: `https://site.example/${path}/`,
      title,
      publishedAt: { instant: date, offset: '+00:00' },
      aliases,
      hash: `${title}\n${text}`,
      status: draft ? 'draft' : 'live',
    })
  }
}

const path = fc.constantFrom('posts/a', 'posts/b', 'posts/c', 'notes/a', 'notes/b')
const title = fc.constantFrom('Weekly notes', 'Weekly notes', 'Lamps')
const one = fc.nat(5)
type Step = [does: string, (folder: Folder) => void]
const step = (arbitrary: fc.Arbitrary<Step>) => arbitrary
const scan: Step = ['scan', (folder) => folder.scan()]
/** Whatever says which post it is must be seen before the next says something else. */
const looked = (how: (folder: Folder) => void) => (folder: Folder) => {
  folder.scan()
  how(folder)
  folder.scan()
}
const steps = fc.oneof(
  { weight: 3, arbitrary: fc.constant(scan) },
  {
    weight: 4,
    arbitrary: step(
      fc.tuple(path, title).map(([at, name]) => [`publish ${at}`, looked((all) => all.publish(at, name))]),
    ),
  },
  {
    weight: 6,
    arbitrary: step(
      fc
        .tuple(one, path, fc.constantFrom('text', 'title', 'alias', 'file', 'id'))
        .map(([at, to, by]) => [
          `rename ${at} to ${to}, ${by} tells`,
          looked((all) => all.rename(at, to, by as 'text')),
        ]),
    ),
  },
  {
    weight: 2,
    arbitrary: step(
      one.map((at) => [`edit ${at}`, looked((all) => all.change(at, (post) => (post.text = `edit ${++all.edits}`)))]),
    ),
  },
  {
    weight: 1,
    arbitrary: step(
      one.map((at) => [
        `retitle ${at}`,
        looked((all) => all.change(at, (post) => (post.title = `edit ${++all.edits}`))),
      ]),
    ),
  },
  {
    weight: 2,
    arbitrary: step(
      one.map((at) => [`id ${at}`, looked((all) => all.change(at, (post) => (post.id ??= `${post.number}`)))]),
    ),
  },
  {
    weight: 2,
    arbitrary: step(
      one.map((at) => [`draft ${at}`, looked((all) => all.change(at, (post) => (post.draft = !post.draft)))]),
    ),
  },
  {
    weight: 2,
    arbitrary: step(
      one.map((at) => [`delete ${at}`, looked((all) => all.change(at, (post) => (post.exists = false)))]),
    ),
  },
  {
    weight: 2,
    arbitrary: step(
      one.map((at) => [
        `bring ${at} back`,
        looked((all) => {
          const post = all.written[at]
          if (post && all.isFree(post.path)) post.exists = true
        }),
      ]),
    ),
  },
  {
    weight: 2,
    arbitrary: step(fc.tuple(one, one).map(([a, b]) => [`swap ${a} ${b}`, looked((all) => all.swap(a, b))])),
  },
  {
    weight: 1,
    arbitrary: step(
      fc.constantFrom('posts', 'notes', 'essays').map((to) => [
        `all into ${to}`,
        looked((all) => {
          for (const post of all.there()) {
            const moved = `${to}/${post.path.split('/').at(-1)}`
            if (all.isFree(moved)) post.path = moved
          }
        }),
      ]),
    ),
  },
  {
    weight: 2,
    arbitrary: step(
      fc.tuple(one, path, path, title).map(([at, to, other, name]) => [
        `rename ${at} to ${to}, and publish ${other}`,
        looked((all) => {
          all.rename(at, to, 'text')
          all.publish(other, name)
        }),
      ]),
    ),
  },
)

test('whatever a writer does, a post is the same for ever, and no two are one', () => {
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 14 }), (all) => {
      const folder = new Folder()
      for (const [, happen] of all) happen(folder)
      folder.scan()
    }),
    { numRuns: 300 },
  )
})
