import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Root } from 'hast'
import type { Temporal } from 'temporal-polyfill'
import { mailPost } from '../../src/actions/editions/mail-post.ts'
import { feedHtml } from '../../src/bodies/for-feed.ts'
import { picturesOf } from '../../src/bodies/pictures-of.ts'
import type { Config } from '../../src/config/config.ts'
import { makeFormulaPictures } from '../../src/pictures/formula-pictures.ts'
import { prepareMailPictures } from '../../src/pictures/mail-pictures.ts'
import type { Formula } from '../../src/posts/formula.ts'
import { parseHtml } from '../../src/posts/markdown/parse-html.ts'
import type { Post } from '../../src/posts/post.ts'
import type { SiteSource } from '../../src/posts/site-source.ts'
import { openSite } from '../../src/sources/content-folder.ts'
import { type BodyFault, bodyFaults, pictureFaults } from './body-faults.ts'

/** What readers of a site's posts would meet: every post as a feed's entry, as a mail and as its plain text. */
export interface BodyFigures {
  postCount: number
  pictures: {
    count: number
    /** Made for mails: the site's folder holds them. */
    made: number
    /** On the site, and its folder does not hold them. */
    missing: number
    elsewhere: number
    /** Files that no program reads. */
    unreadable: number
  }
  faults: (BodyFault & { file: string; place: 'feed' | 'mail' | 'text' })[]
}

const MAIL_URL = 'https://mail.example/'

/** Writes every post of a site in each way, and its pictures to a temporary folder. The site itself is only read. */
export async function siteBodies(config: Config, now: Temporal.Instant): Promise<BodyFigures> {
  const site = await openSite(config, now)
  const pictures = { count: 0, made: 0, missing: 0, elsewhere: 0, unreadable: 0 }
  const figures: BodyFigures = { postCount: site.posts.length, pictures, faults: [] }
  const dir = await mkdtemp(join(tmpdir(), 'broadsheet-pictures-'))
  try {
    for (const post of site.posts) await lookAt({ site, post, config, dir }, figures)
    return figures
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

async function lookAt(
  { site, post, config, dir }: { site: SiteSource; post: Post; config: Config; dir: string },
  { pictures, faults }: BodyFigures,
): Promise<void> {
  const { body, problems } = await site.body(post)
  const preparePictures = async (needed: Parameters<typeof prepareMailPictures>[0]) => {
    const prepared = await prepareMailPictures(needed, dir, MAIL_URL)
    pictures.made += prepared.pictures.size
    pictures.unreadable += prepared.problems.length
    return prepared
  }
  const drawFormulas = (formulas: Formula[]) => makeFormulaPictures(formulas, dir, MAIL_URL)
  const { mailPost: mail } = await mailPost({ columnWidth: 552, preparePictures, drawFormulas }, post, {
    body,
    problems,
  })
  if (!body || !mail) throw new Error(`${post.file} cannot be shown`)
  const needed = [...picturesOf(body), ...(post.cover ? [post.cover] : [])]
  const host = new URL(post.url).host
  pictures.count += needed.length
  for (const { url, file } of needed) if (!file) pictures[new URL(url).host === host ? 'missing' : 'elsewhere'] += 1

  const source = await readFile(resolve(config.dir, post.file), 'utf8')
  const mailTree = treeOf(mail.html)
  const text: Root = { type: 'root', children: [{ type: 'text', value: `${mail.text} ${mail.summary}` }] }
  const places = { feed: treeOf(feedHtml(body)), mail: mailTree, text } as const
  for (const [place, tree] of Object.entries(places)) {
    const found = bodyFaults(tree, source)
    if (place === 'mail') found.push(...pictureFaults(mailTree, (url) => url.startsWith(MAIL_URL)))
    faults.push(...found.map((fault) => ({ ...fault, file: post.file, place: place as keyof typeof places })))
  }
}

function treeOf(html: string): Root {
  return parseHtml(html)
}
