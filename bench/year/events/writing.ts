import type { Temporal } from 'temporal-polyfill'
import { isShown, type WrittenPost } from '../site-writer.ts'
import type { World } from '../world.ts'
import type { YearEvent } from './year-event.ts'

/** What posts say that a program may stumble over; each is an ordinary thing to write. */
const AWKWARD: { title?: string; text: string }[] = [
  { title: 'Titles in Hugo', text: 'Use `{{ .Title }}` to print a title.' },
  { title: 'Why {{ .Title }} is empty', text: 'It is.' },
  { text: 'A Jinja block `{% block title %}` opens the page.' },
  { text: 'A sum: $$\\sum_{{i=1}}^{{n}} x_i$$ of things.' },
  { title: 'undefined', text: 'In JavaScript the value is **undefined** here. [object Object]' },
  { text: '![the {{ x }} marks](https://e.example/a.png) the spot.' },
  { text: `${'> '.repeat(40)}deep\n\n${'['.repeat(200)}` },
  { text: '<p>Unclosed <b>bold <div> and <table><tr><td>cell' },
  { title: 'How to decode =?UTF-8?B?4pyT?=', text: 'So.' },
  { text: 'Reader, here is BroadsheetTokenGoesHereq7V2mK9xT4bW8nR3cJ5d for you.' },
]

export const WRITING: YearEvent[] = [
  { name: 'a post is written', weight: 30, happen: async ({ site }) => void site.publish() },
  {
    name: 'an awkward post is written',
    weight: 6,
    happen: async ({ site, random }) => void site.publish(random.pick(AWKWARD)),
  },
  {
    name: 'a post is written as a draft',
    weight: 3,
    happen: async ({ site }) => void site.publish({ fields: { draft: 'true' } }),
  },
  {
    name: 'a post is written for later',
    weight: 4,
    happen: async ({ site, clock, random }) => {
      const later = clock.now().add({ hours: random.between(1, 24 * 20) })
      site.publish({ date: later.toString({ smallestUnit: 'second' }) })
    },
  },
  {
    name: 'a post is written that the site lists nowhere',
    weight: 2,
    happen: async ({ site }) => void site.publish({ fields: { build: '{ list: never, render: never }' } }),
  },
  {
    name: 'a post with an old date is written',
    weight: 2,
    happen: async ({ site, clock, random }) =>
      void site.publish({ date: longAgo(clock.now(), random.between(30, 900)) }),
  },
  {
    name: 'an archive is put into the folder',
    weight: 1,
    happen: async ({ site, clock, random, history }) => {
      const posts = Array.from({ length: random.between(9, 14) }, (_, index) =>
        site.publish({ date: longAgo(clock.now(), 400 + index) }),
      )
      history.archives.push(posts.map(({ mark }) => mark))
    },
  },
  {
    name: 'a draft is published',
    weight: 4,
    happen: withPost(
      (post) => post.fields.draft === 'true',
      ({ site }, post) => {
        delete post.fields.draft
        site.save(post)
      },
    ),
  },
  {
    name: 'a text is edited',
    weight: 10,
    happen: withPost(anyPost, ({ site, random }, post) => {
      post.text += ` Edited, ${random.between(1, 999)}.`
      site.save(post)
    }),
  },
  {
    name: 'a title is edited',
    weight: 4,
    happen: withPost(anyPost, ({ site, random }, post) => {
      post.title = `Better ${random.between(1, 99)} ${post.mark}`
      site.save(post)
    }),
  },
  {
    name: 'a file is renamed',
    weight: 5,
    happen: withPost(anyPost, ({ site, random }, post) =>
      site.rename(post, `posts/renamed-${random.between(1, 9_999)}-${post.mark}.md`),
    ),
  },
  {
    name: 'a file is renamed and its URL kept',
    weight: 3,
    happen: withPost(anyPost, ({ site, random }, post) => {
      post.fields.url ??= `/kept/${post.mark}/`
      site.save(post)
      site.rename(post, `posts/kept-${random.between(1, 9_999)}-${post.mark}.md`)
    }),
  },
  {
    name: 'a file is renamed, with its old address as an alias',
    weight: 3,
    happen: withPost(
      (post) => !post.fields.aliases && !post.fields.url,
      ({ site, random }, post) => {
        post.fields.aliases = `["/${post.path.replace(/\.md$/, '/')}"]`
        post.text += ' Moved, too.'
        site.rename(post, `posts/moved-${random.between(1, 9_999)}-${post.mark}.md`)
      },
    ),
  },
  {
    name: 'a folder is renamed',
    weight: 1,
    happen: async ({ site, random }) => {
      const folder = `folder-${random.between(1, 99)}`
      for (const post of site.posts) if (post.exists) site.rename(post, `${folder}/${post.path.split('/').at(-1)}`)
    },
  },
  {
    name: 'a post gets an id, and later another name',
    weight: 2,
    happen: withPost(
      (post) => !post.fields.id,
      ({ site }, post) => {
        post.fields.id = `id-${post.mark}`
        site.save(post)
      },
    ),
  },
  {
    name: 'a post is unpublished',
    weight: 3,
    happen: withPost(anyPost, ({ site }, post) => {
      post.fields.draft = 'true'
      site.save(post)
    }),
  },
  {
    name: 'a post expires',
    weight: 2,
    happen: withPost(anyPost, ({ site, clock }, post) => {
      post.fields.expiryDate = clock.now().toString({ smallestUnit: 'second' })
      site.save(post)
    }),
  },
  {
    // A site whose last post goes is refused, and stands still until an operator says that it is meant.
    name: 'a post is deleted',
    weight: 4,
    happen: withPost(
      (post, world) => anyPost(post, world) && world.site.posts.filter(({ exists }) => exists).length > 1,
      ({ site }, post) => site.delete(post),
    ),
  },
  {
    name: 'a deleted post comes back',
    weight: 2,
    happen: withPost(
      (post) => !post.exists,
      ({ site }, post) => site.save(post),
    ),
  },
  {
    name: 'the date of a post is changed',
    weight: 2,
    happen: withPost(anyPost, ({ site, clock, random }, post) => {
      post.date = clock
        .now()
        .subtract({ hours: random.between(1, 200) })
        .toString({ smallestUnit: 'second' })
      site.save(post)
    }),
  },
]

/** Something that an operator does to one of the posts that fit, if there is one. */
function withPost(
  fits: (post: WrittenPost, world: World) => boolean,
  change: (world: World, post: WrittenPost) => void,
) {
  return async (world: World): Promise<void> => {
    const posts = world.site.posts.filter((post) => fits(post, world))
    if (posts.length === 0) return
    const post = world.random.pick(posts)
    change(world, post)
    world.history.note(`  ${post.mark} ${post.path} ${JSON.stringify(post.fields)}`)
  }
}

function anyPost(post: WrittenPost, { clock }: World): boolean {
  return isShown(post, clock.now())
}

function longAgo(now: Temporal.Instant, days: number): string {
  return now.subtract({ hours: 24 * days }).toString({ smallestUnit: 'second' })
}
