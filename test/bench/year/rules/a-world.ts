import { Temporal } from 'temporal-polyfill'
import { History } from '../../../../bench/year/history.ts'
import type { TakenMail } from '../../../../bench/year/mail-server.ts'
import { OutputDisk } from '../../../../bench/year/output-disk.ts'
import type { WrittenPost } from '../../../../bench/year/site-writer.ts'
import type { World } from '../../../../bench/year/world.ts'

export const MONDAY = Temporal.Instant.from('2041-03-04T09:00:00Z')

/** What rules look at of a world, as a test puts it together. */
export function aWorld(
  given: { mails?: TakenMail[]; posts?: WrittenPost[]; lostAnswers?: number; kills?: number } = {},
) {
  const history = new History(() => MONDAY)
  history.kills = given.kills ?? 0
  const disk = new OutputDisk()
  const world = {
    history,
    disk,
    servers: [{ taken: given.mails ?? [], lostAnswers: given.lostAnswers ?? 0 }],
    site: { dir: '/site', posts: given.posts ?? [] },
    clock: { now: () => MONDAY },
  }
  return world as unknown as World
}

export function aMail(given: Partial<TakenMail> = {}): TakenMail {
  return {
    to: 'reader-1@d1.example',
    at: MONDAY,
    server: 'relay',
    messageId: '<weekly.1.abc@lantern.example>',
    date: 'Mon, 04 Mar 2041 09:00:00 +0000',
    subject: 'News qz0001zq',
    marks: ['qz0001zq'],
    token: 'A'.repeat(43),
    text: 'words',
    ...given,
  }
}

export function aPost(mark: string, given: Partial<WrittenPost> = {}): WrittenPost {
  return {
    mark,
    path: `posts/${mark}.md`,
    title: mark,
    text: mark,
    date: '2041-03-01T09:00:00Z',
    fields: {},
    exists: true,
    ...given,
  }
}
