import type { Actions } from '../../../src/actions/actions.ts'
import { MARK } from '../read-mail.ts'
import { isShown } from '../site-writer.ts'
import type { World } from '../world.ts'
import type { YearEvent } from './year-event.ts'

export const OPERATING: YearEvent[] = [
  { name: 'check by plan', weight: 2, happen: asks((actions) => actions.plan({ newsletter: 'weekly' })) },
  {
    name: 'send by hand',
    weight: 3,
    happen: async (world) => {
      await world.attempt('send', async (program) => {
        const started = await program.do(async (actions) =>
          (await actions.prepareSend({ newsletter: 'weekly' })).start(false),
        )
        world.history.note(`  ${JSON.stringify(started)}`)
      })
      await world.send()
    },
  },
  {
    name: 'send a plan of some days ago',
    weight: 2,
    happen: async (world) => {
      const plan = await world.attempt('plan', (program) =>
        program.do((actions) => actions.plan({ newsletter: 'weekly' })),
      )
      if (!plan) return
      world.clock.after(world.random.between(0, 3) * DAY_MS + 60_000, async () => {})
      await world.attempt('send --plan', async (program) =>
        program.do(async (actions) =>
          (await actions.prepareSend({ newsletter: 'weekly', planId: plan.id })).start(true),
        ),
      )
      await world.send()
    },
  },
  {
    name: 'a post is sent by name',
    weight: 2,
    happen: async (world) => {
      const posts = world.site.posts.filter((post) => isShown(post, world.clock.now()))
      if (posts.length === 0) return
      const { path, mark } = world.random.pick(posts)
      world.history.named.add(mark)
      world.history.sentByName.set(mark, world.clock.now())
      await world.attempt('send --post', async (program) =>
        program.do(async (actions) =>
          (await actions.prepareSend({ newsletter: 'weekly', posts: [`content/${path}`] })).start(true),
        ),
      )
      await world.send()
    },
  },
  {
    name: 'a test mail is sent',
    weight: 3,
    happen: asks((actions) => actions.testSend({ newsletter: 'weekly', to: ['mei@lantern.example'] })),
  },
  {
    name: 'a post that is left out counts as sent, as the program says it can',
    weight: 3,
    happen: async (world) => {
      await world.attempt('adopt --post', async (program) => {
        const { posts = [] } = await program.do((actions) => actions.status(undefined, { posts: true }))
        const [post] = posts.filter(({ state }) => state === 'left-out')
        if (!post) return
        for (const mark of post.title.match(MARK) ?? []) world.history.named.add(mark)
        await program.do((actions) => actions.adopt({ posts: [post.file] }))
        world.history.note(`  ${post.file}`)
      })
    },
  },
  { name: 'status is asked for', weight: 2, happen: asks((actions) => actions.status()) },
  { name: 'what is held is let go', weight: 8, happen: letGo },
  {
    name: 'an edition is paused',
    weight: 1,
    happen: steers(['sending', 'settling'], (actions, edition) => actions.pause(edition)),
  },
  {
    name: 'an edition is resumed',
    weight: 3,
    happen: steers(['paused'], (actions, edition) => actions.resume(edition)),
  },
  {
    name: 'an edition is cancelled',
    weight: 1,
    happen: steers(['held', 'planned', 'sending', 'settling'], (actions, edition) => actions.cancel(edition)),
  },
  {
    name: 'what failed is tried again',
    weight: 2,
    happen: steers(['sent', 'settling'], (actions, edition) => actions.retry(edition, 'failed')),
  },
]

const DAY_MS = 24 * 3_600_000

/** Editions that wait for an operator, each let go as the program says it is to be. */
export async function letGo(world: World): Promise<void> {
  await world.attempt('let go', async (program) => {
    const { open } = await program.do((actions) => actions.status())
    for (const { edition, state, reason } of open) {
      if (state !== 'held') continue
      const step = reason === 'approval' ? 'approve' : 'release'
      await program.do((actions) => actions[step](edition))
      world.history.letGo.set(edition, world.clock.now())
      world.history.note(`  ${step} ${edition} (${reason})`)
    }
  })
  await world.send()
}

function asks(ask: (actions: Actions) => Promise<unknown>) {
  return async (world: World): Promise<void> => {
    await world.attempt('a question', (program) => program.do(ask))
  }
}

/** Does something to an edition in one of these states, if there is one. */
function steers(states: string[], steer: (actions: Actions, edition: string) => Promise<unknown>) {
  return async (world: World): Promise<void> => {
    await world.attempt('steering', async (program) => {
      const { open, editions } = await program.do((actions) => actions.status())
      const fitting = [...open, ...editions.filter(({ state }) => state === 'sent')].filter(({ state }) =>
        states.includes(state),
      )
      if (fitting.length === 0) return
      const { edition } = world.random.pick(fitting)
      await program.do((actions) => steer(actions, edition))
      world.history.note(`  ${edition}`)
    })
    await world.send()
  }
}
