import type { Temporal } from 'temporal-polyfill'
import { altProblems } from '../bodies/alt-problems.ts'
import { leftOutProblems } from '../bodies/left-out-problems.ts'
import { leftoverProblems } from '../bodies/leftover-problems.ts'
import { linkProblems } from '../bodies/link-problems.ts'
import type { Config } from '../config/config.ts'
import type { Problem } from '../config/problem.ts'
import type { NotNewsGroup } from '../posts/not-news.ts'
import type { Post } from '../posts/post.ts'
import type { SiteSource } from '../posts/site-source.ts'
import { inNoNewsletter, type UntakenGroup } from './in-no-newsletter.ts'
import { writtenDate } from './written-date.ts'

export interface CheckPorts {
  config: Pick<Config, 'newsletters'>
  openSite(now: Temporal.Instant): Promise<SiteSource>
  /** Problems of the configuration and whatever else is not a post. */
  checkPreflight(): Promise<Problem[]>
  /** Problems of the mails that would be made of these posts. */
  checkMails(site: SiteSource, at: Temporal.Instant): Promise<Problem[]>
  clock(): Temporal.Instant
}

export interface CheckReport {
  posts: {
    file: string
    id: string
    url: string
    title: string
    publishedAt: string
    status: Post['status']
    language: string
  }[]
  /** What is no post, and why. */
  notNews: NotNewsGroup[]
  /** What feeds have and no newsletter takes. */
  inNoNewsletter: UntakenGroup[]
  problems: Problem[]
}

/** Reads everything, the body of every post too, writes nothing and sends nothing. */
export async function check(ports: CheckPorts): Promise<CheckReport> {
  const now = ports.clock()
  const site = await ports.openSite(now)
  const problems = [...(await ports.checkPreflight()), ...site.problems]
  for (const post of site.posts) {
    const { body, problems: ofBody, intro } = await site.body(post)
    problems.push(...ofBody, ...(intro?.().problems ?? []))
    if (!body) continue
    problems.push(...altProblems(body, post.file), ...leftOutProblems(body, post.file))
    problems.push(...linkProblems(body, post.file), ...leftoverProblems(body, post.file))
  }
  problems.push(...(await ports.checkMails(site, now)))
  return {
    posts: site.posts.map(listed),
    notNews: site.notNews ?? [],
    inNoNewsletter: inNoNewsletter(site.posts, ports.config),
    problems: problems.sort(byPlace),
  }
}

function listed({ file, id, url, title, publishedAt, status, language }: Post): CheckReport['posts'][number] {
  return { file, id, url, title, publishedAt: writtenDate(publishedAt), status, language }
}

/** Errors first, then as a person would go through the files. */
function byPlace(a: Problem, b: Problem): number {
  if (a.severity !== b.severity) return a.severity === 'error' ? -1 : 1
  const [left, right] = [a.file ?? '', b.file ?? '']
  return left === right ? (a.line ?? 0) - (b.line ?? 0) : left < right ? -1 : 1
}
