import { describe, expect, test } from 'vitest'
import type { TakenMail } from '../../../../bench/year/mail-server.ts'
import { feedsKeepIds } from '../../../../bench/year/rules/feeds-keep-ids.ts'
import { NO_FLOOD } from '../../../../bench/year/rules/no-flood.ts'
import { nobodyWhoLeft } from '../../../../bench/year/rules/nobody-who-left.ts'
import { NOTHING_TWICE } from '../../../../bench/year/rules/nothing-twice.ts'
import { ONE_MAIL_AN_ID } from '../../../../bench/year/rules/one-mail-an-id.ts'
import { aMail, aPost, aWorld, MONDAY } from './a-world.ts'

describe('nobody is mailed who left', () => {
  const left = (minutesBefore: number) => {
    const world = aWorld({ mails: [aMail()] })
    world.history.people.set('reader-1@d1.example', {
      address: 'reader-1@d1.example',
      leftAt: MONDAY.subtract({ minutes: minutesBefore }),
    })
    return nobodyWhoLeft().daily?.(world)
  }

  test('an hour after they left', () => expect(left(60)).toHaveLength(1))
  test('but for a mail that was under way', () => expect(left(0)).toEqual([]))
  test('nor who never subscribed', () => {
    expect(nobodyWhoLeft().daily?.(aWorld({ mails: [aMail({ to: 'stranger@d1.example' })] }))).toHaveLength(1)
  })
})

describe('nobody gets a post twice', () => {
  test('by two mails', async () => {
    const mails = [aMail(), aMail({ messageId: '<weekly.2.abc@lantern.example>', marks: ['qz0001zq', 'qz0002zq'] })]
    expect(await NOTHING_TWICE.atEnd?.(aWorld({ mails }))).toHaveLength(1)
  })

  test('one mail twice needs an answer that was lost, or a kill', async () => {
    const mails = [aMail(), aMail()]
    expect(await NOTHING_TWICE.atEnd?.(aWorld({ mails }))).toHaveLength(1)
    expect(await NOTHING_TWICE.atEnd?.(aWorld({ mails, lostAnswers: 1 }))).toEqual([])
    expect(await NOTHING_TWICE.atEnd?.(aWorld({ mails, kills: 1 }))).toEqual([])
  })
})

describe('nobody gets a post twice, after a backup was put back', () => {
  const judged = (given: { isShown?: boolean; sentAfter?: number; daysAgo?: number }) => {
    const { isShown = true, sentAfter, daysAgo = 2 } = given
    const at = MONDAY.subtract({ hours: 24 })
    const mails = [
      aMail({ at: MONDAY.subtract({ hours: 24 * daysAgo }) }),
      aMail({ messageId: '<weekly.2.abc@lantern.example>' }),
    ]
    const world = aWorld({ mails })
    world.history.forgotten.set('qz0001zq', { at, isShown })
    if (sentAfter !== undefined) world.history.sentByName.set('qz0001zq', at.add({ hours: sentAfter }))
    return NOTHING_TWICE.atEnd?.(world)
  }

  test('what the site showed counts as sent then', async () => expect(await judged({})).toHaveLength(1))
  test('until it is sent by name', async () => {
    expect(await judged({ sentAfter: 1 })).toEqual([])
    expect(await judged({ sentAfter: -1 })).toHaveLength(1)
  })
  test('what was gone then is known to nobody when it returns', async () =>
    expect(await judged({ isShown: false })).toEqual([]))
  test('and all the same it comes once since', async () => {
    expect(await judged({ isShown: false, daysAgo: 0.5 })).toHaveLength(1)
    expect(await judged({ sentAfter: 1, daysAgo: 0.5 })).toHaveLength(1)
  })
})

describe('a Message-ID is of one mail', () => {
  test('and never of another with other words', async () => {
    expect(await ONE_MAIL_AN_ID.atEnd?.(aWorld({ mails: [aMail(), aMail({ text: 'other words' })] }))).toHaveLength(1)
    expect(await ONE_MAIL_AN_ID.atEnd?.(aWorld({ mails: [aMail(), aMail()] }))).toEqual([])
  })
})

describe("feeds' entries keep their ids", () => {
  const feed = (...items: { id: string; title: string }[]) => JSON.stringify({ items })

  test('an id that changes, an id of two posts, a post that the site hides', async () => {
    const rule = feedsKeepIds()
    const world = aWorld({
      posts: [aPost('qz0001zq'), aPost('qz0002zq'), aPost('qz0003zq', { fields: { draft: 'true' } })],
    })
    world.history.lastScanAt = MONDAY
    const judged = async (text: string) => {
      await world.disk.put('/site/dist/site', 'feed.json', text)
      return rule.daily?.(world)
    }
    expect(await judged(feed({ id: 'a', title: 'One qz0001zq' }))).toEqual([])
    expect(await judged(feed({ id: 'b', title: 'One qz0001zq' }))).toHaveLength(1)
    expect(await judged(feed({ id: 'a', title: 'Two qz0002zq' }))).toHaveLength(1)
    expect(await judged(feed({ id: 'c', title: 'Three qz0003zq' }))).toHaveLength(1)
  })
})

describe('a folder of old posts is no news', () => {
  const marks = Array.from({ length: 10 }, (_, index) => `qz000${index}zq`)
  const judged = (mails: TakenMail[], named: string[] = [], date = '2040-01-01T09:00:00Z') => {
    const world = aWorld({ mails, posts: marks.map((mark) => aPost(mark, { date })) })
    for (const mark of marks) world.history.firstSeen.set(mark, MONDAY)
    for (const mark of named) world.history.named.add(mark)
    world.history.archives.push(marks)
    return NO_FLOOD.atEnd?.(world)
  }

  test('none of it is mailed', async () => expect(await judged([aMail({ marks: ['qz0003zq'] })])).toHaveLength(1))
  test('but for one that an operator named, or asked to see', async () => {
    expect(await judged([aMail({ marks: ['qz0003zq'] })], ['qz0003zq'])).toEqual([])
    expect(await judged([aMail({ marks: ['qz0003zq'], messageId: '<weekly.test.abc@lantern.example>' })])).toEqual([])
  })
  test('what bears a date of this week is', async () =>
    expect(await judged([aMail({ marks: ['qz0003zq'] })], [], '2041-03-01T09:00:00Z')).toEqual([]))
})
