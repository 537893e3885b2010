import { withCodeRoles } from '../../bodies/code-colours.ts'
import { directionOf } from '../../bodies/direction.ts'
import { type MailPicture, mailHtml } from '../../bodies/for-mail.ts'
import { type FormulaPicture, formulasOf, withFormulaPictures } from '../../bodies/formulas.ts'
import { leftoverProblems } from '../../bodies/leftover-problems.ts'
import { linkProblems } from '../../bodies/link-problems.ts'
import { isMissing, withoutPictures } from '../../bodies/missing-pictures.ts'
import { isUnshowable, type NeededPicture, picturesOf, previewsOf } from '../../bodies/pictures-of.ts'
import { readingMinutes } from '../../bodies/reading-time.ts'
import { summaryOf } from '../../bodies/summary.ts'
import { mailText } from '../../bodies/to-text.ts'
import { BroadsheetError, type Problem, warning } from '../../config/problem.ts'
import type { ReadNote } from '../../editions/edition-note.ts'
import { fitPosts, MOST_HTML_BYTES } from '../../editions/fit-posts.ts'
import type { MailCover, MailNote, MailPost } from '../../editions/variant-input.ts'
import type { Formula } from '../../posts/formula.ts'
import type { Body, Picture, Post } from '../../posts/post.ts'
import type { ReadBody } from '../../posts/site-source.ts'
import { unreadablePost } from '../../posts/unreadable-post.ts'

export interface MailPostPorts {
  /** Of a mail's text, in CSS pixels. */
  columnWidth: number
  /** Makes pictures fit for mail clients, and keeps them for as long as a mail shows them. */
  preparePictures(needed: NeededPicture[]): Promise<{ pictures: Map<string, MailPicture>; problems: Problem[] }>
  /** Draws formulas, and keeps them as long; by formulaKey. */
  drawFormulas(formulas: Formula[]): Promise<{ pictures: Map<string, FormulaPicture>; problems: Problem[] }>
}

/** Without a mailPost, and with an error, where the post cannot be shown. */
export interface MadeMailPost {
  mailPost?: MailPost
  /** Address at which a picture is kept → that which the post gives it. */
  sources?: ReadonlyMap<string, string>
  problems: Problem[]
}

/** A post made ready for a mail: its body in both forms, and its pictures. Whatever is wrong with it is a problem of its own. */
export async function mailPost(ports: MailPostPorts, post: Post, read: ReadBody): Promise<MadeMailPost> {
  const { body, problems } = read
  if (!body) return { problems }
  try {
    return await shownInMail(ports, post, { ...read, body })
  } catch (error) {
    if (error instanceof BroadsheetError) throw error
    return { problems: [...problems, unreadablePost(error, post.file)] }
  }
}

async function shownInMail(
  ports: MailPostPorts,
  post: Post,
  { body: written, problems, intro: readIntro, params: readParams }: ReadBody & { body: Body },
): Promise<MadeMailPost> {
  const idPrefix = `post-${post.hash.slice(0, 8)}-`
  const { body, html, text, pictures, problems: ofBody } = await fitForMail(ports, post, written, idPrefix)
  const { body: above, problems: ofIntro } = readIntro?.() ?? { problems: [] }
  // Covers are the post's.
  const intro = above && (await fitForMail(ports, { ...post, cover: undefined }, above, `intro-${idPrefix}`))
  const params = readParams?.() ?? {}
  const summary = summaryOf(post, body)
  const whole: MailPost = {
    id: post.id,
    url: post.url,
    title: post.title,
    publishedAt: post.publishedAt,
    summary,
    html,
    text: text.length > LONGEST ? summary : text,
    language: post.language,
    cover: post.cover && coverOf(post, post.cover, pictures),
    tags: post.tags,
    readingMinutes: readingMinutes(text),
    ...wishesOf(post),
    ...(intro && { intro: { html: intro.html, text: intro.text } }),
    ...(Object.keys(params).length > 0 && { params }),
  }
  const isTooLong = html.length > LONGEST
  const [begun = whole] = isTooLong ? fitPosts([whole], MOST_HTML_BYTES, post.language) : []
  return {
    mailPost: begun,
    sources: new Map([...(intro?.pictures ?? []), ...pictures].map(([url, picture]) => [picture.url, url])),
    problems: [
      ...problems,
      ...ofBody,
      ...linkProblems(body, post.file),
      ...leftoverProblems(body, post.file),
      ...ofIntro,
      ...(intro?.problems ?? []),
      ...(isTooLong ? [tooLong(post, html)] : []),
    ],
  }
}

/** An editor's note made ready for a mail. */
export async function mailNote(
  ports: MailPostPorts,
  note: ReadNote,
  { body, problems }: ReadBody,
  site: Pick<Post, 'url' | 'language'>,
): Promise<{ mailNote?: MailNote; problems: Problem[] }> {
  if (!body) return { problems }
  const { subject, preheader } = note
  const { html, text, problems: found } = await fitForMail(ports, site, body, 'note-')
  const lines = { ...(subject && { subject }), ...(preheader && { preheader }) }
  return { mailNote: { ...lines, html, text }, problems: [...problems, ...found] }
}

/** A text in both forms, with its pictures, and its post's cover, in place. */
async function fitForMail(
  ports: MailPostPorts,
  post: Pick<Post, 'url' | 'cover' | 'language'>,
  written: Body,
  idPrefix: string,
) {
  const needed = neededPictures(written, post)
  const prepared = await ports.preparePictures(needed)
  const missing = needed.filter(({ url, from }) => from === 'site' && !prepared.pictures.has(url))
  const body = withoutPictures(written, new Set(missing.map(({ url }) => url)), post.url)
  const formulas = await ports.drawFormulas(formulasOf(body))
  const html = mailHtml(withFormulaPictures(await withCodeRoles(body), formulas.pictures), {
    pictures: prepared.pictures,
    columnWidth: ports.columnWidth,
    direction: directionOf(post.language),
    idPrefix,
  })
  const problems = [...prepared.problems, ...formulas.problems]
  return { body, html, text: mailText(body), pictures: prepared.pictures, problems }
}

function wishesOf({ steering: { subject, preheader, priority } = {} }: Post): Partial<MailPost> {
  return { ...(subject && { subject }), ...(preheader && { preheader }), ...(priority && { priority }) }
}

function neededPictures(body: Body, { cover, url }: Pick<Post, 'cover' | 'url'>): NeededPicture[] {
  const shown = [...picturesOf(body), ...(cover ? [cover] : [])]
  return [
    ...shown.map((picture) => (isMissing(picture, url) ? { ...picture, from: 'site' as const } : picture)),
    ...previewsOf(body),
  ]
}

/** Characters. Gmail shows a tenth of it, and few servers take a mail that has ten times as much. */
const LONGEST = 1_000_000

function tooLong({ file }: Post, { length }: string): Problem {
  const megabytes = (length / 1_000_000).toFixed(1)
  const message = `The post would make a mail of ${megabytes} MB: the mail shows its beginning, with a link to the rest.`
  return warning('mail.too-big', message, { hint: 'Make several posts of it to have it mailed whole.', file })
}

function coverOf(post: Post, cover: Picture, pictures: Map<string, MailPicture>): MailCover | undefined {
  const { url, alt } = cover
  const picture = pictures.get(url)
  if (picture) return { ...picture, alt }
  return isUnshowable(url) || isMissing(cover, post.url) ? undefined : { url, alt }
}
