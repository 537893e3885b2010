import { describe, expect, test } from 'vitest'
import { matchesTopics } from '../../../src/editions/due.ts'
import { enter, on, openNewsroom } from '../newsroom.ts'

/** On Monday at ten, with readers and posts that nobody has been sent. */
async function mondayAtTen(posts: string[]) {
  const newsroom = await openNewsroom()
  await newsroom.subscribe('mei', 'ruth', 'lin')
  for (const name of posts) newsroom.publication.post(name)
  newsroom.goTo(on('MON', '10:00'))
  return newsroom
}

describe('a send that is held to a plan', () => {
  test('goes to the planned people who are still there: who left is dropped, who came waits', async () => {
    const newsroom = await mondayAtTen(['lamps'])
    const { actions, publication } = newsroom
    const { id } = await actions.plan({})
    newsroom.goTo(on('MON', '10:01'))
    expect((await actions.plan({})).id).toBe(id)
    await actions.removeSubscriber({ address: 'ruth@example.org' })
    await newsroom.subscribe('sol')
    // As if sol had come before the post: due it, and yet not planned.
    publication.sql('update subscriptions set since = 0')

    const { start } = await actions.prepareSend({ newsletter: 'weekly', planId: id })
    expect(await start(false)).toMatchObject({ edition: 'weekly/1', state: 'approved' })
    expect(await newsroom.deliver()).toEqual(['lin', 'mei'])
    expect(await newsroom.store.editions.exclusions(1)).toEqual({ 'joined-later': 1, left: 1 })
    expect(publication.frozen('weekly/1')).toEqual({ candidates: 4, deliveries: 2, excluded: 2 })
    const next = await actions.prepareSend({ newsletter: 'weekly' })
    await next.start(false)
    expect(await newsroom.deliver()).toEqual(['sol'])
  })

  test('stands when all readers of one of its mails have left', async () => {
    const newsroom = await mondayAtTen(['lamps', 'salt'])
    const { actions } = newsroom
    await actions.scan()
    // Only mei is due both; the others came between the two.
    newsroom.publication.sql("update newsletter_posts set new_at = new_at - 7200000 where post_id like '%lamps%'")
    newsroom.publication.sql('update subscriptions set since = since - 7200000 where subscriber_id = 1')
    const plan = await actions.plan({})
    expect(plan.variants.map(({ recipientCount }) => recipientCount)).toEqual([2, 1])
    await actions.removeSubscriber({ address: 'mei@example.org' })
    const { start } = await actions.prepareSend({ newsletter: 'weekly', planId: plan.id })
    await start(false)
    expect(await newsroom.deliver()).toEqual(['lin', 'ruth'])
  })

  test('is refused with what changed: a post, a template, a setting, another post', async () => {
    const newsroom = await mondayAtTen(['lamps', 'salt'])
    const { publication, actions } = newsroom
    const { id } = await actions.plan({})
    const refusal = (at = newsroom) => at.actions.prepareSend({ newsletter: 'weekly', planId: id }).catch(String)

    publication.post('lamps', { text: 'All about lamps, and wicks.' })
    expect(await refusal()).toContain(`Plan ${id} is no longer what would be sent; nothing was.`)
    expect(await refusal()).toContain('post content/posts/lamps.md: changed')
    publication.post('lamps')

    publication.write('templates/digest.mjml', '<mjml><mj-body></mj-body></mjml>')
    expect(await refusal()).toContain('template digest.mjml: changed')
    publication.remove('templates/digest.mjml')

    publication.configure({ newsletter: 'reply_to = "mei@lantern.example"' })
    expect(await refusal(await enter(publication, newsroom.log, on('MON', '10:05')))).toContain('sender: changed')

    publication.post('bread')
    expect(await refusal()).toContain('posts: changed')
    publication.remove('content/posts/bread.md')
    expect(await refusal()).toMatchObject({ plan: { id, recipientCount: 3 } })
  })

  test('is refused when nobody kept the plan, or it is older than a week', async () => {
    const newsroom = await mondayAtTen(['lamps'])
    const { id } = await newsroom.actions.plan({})
    const sent = (planId: string) => newsroom.actions.prepareSend({ newsletter: 'weekly', planId })
    await expect(sent('feedfeedfeedfeed')).rejects.toThrow('No plan feedfeedfeedfeed of weekly is kept.')
    newsroom.goTo(on('MON', '10:01', 1))
    await expect(sent(id)).rejects.toThrow(`Plan ${id} is older than 7 days.`)
  })

  test('typed again, it sends nothing twice, however far the first one got', async () => {
    const newsroom = await mondayAtTen(['lamps'])
    const { actions, store } = newsroom
    const { id } = await actions.plan({})
    const send = async () => (await actions.prepareSend({ newsletter: 'weekly', planId: id })).start(false)
    expect(await send()).toMatchObject({ outcome: 'made', edition: 'weekly/1' })
    expect(await send()).toMatchObject({ outcome: 'made', edition: 'weekly/2' })
    expect(await newsroom.editions()).toEqual(['weekly/1 cancelled superseded', 'weekly/2 approved'])
    await store.editions.freeze(2, newsroom.now(), matchesTopics)
    expect(await send()).toEqual({ outcome: 'under-way', id: 2, edition: 'weekly/2' })
    expect(await newsroom.deliver()).toEqual(['lin', 'mei', 'ruth'])
    expect(await send()).toMatchObject({ outcome: 'skipped' })
    expect(await newsroom.deliver()).toEqual([])
  })
})
