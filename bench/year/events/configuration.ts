import type { YearEvent } from './year-event.ts'

/** Weekly, monthly, twice a week, and at hours that daylight saving leaves out or repeats. */
export const SCHEDULES = [
  '0 9 * * MON',
  '30 2 * * SUN',
  '0 9 1 * *',
  '0 9 1,15 * MON',
  '15 18 * * TUE,FRI',
  '0 0 * * FRI',
]
export const ZONES = ['UTC', 'Europe/Berlin', 'Africa/Cairo', 'America/New_York', 'Asia/Taipei', 'America/Santiago']

export const CONFIGURATION: YearEvent[] = [
  {
    name: 'the schedule is changed',
    weight: 1,
    happen: async (world) => world.configure({ schedule: world.random.pick(SCHEDULES) }),
  },
  {
    name: 'the title is changed',
    weight: 1,
    happen: async (world) => world.configure({ title: `The Lantern ${world.random.between(1, 99)}` }),
  },
  {
    name: 'editions are to be approved, or not any more',
    weight: 2,
    happen: async (world) => world.configure({ approve: !world.settings.approve }),
  },
  {
    name: 'pages are to be online before a mail leaves, or not any more',
    weight: 1,
    happen: async (world) => world.configure({ liveCheck: world.settings.liveCheck === 'off' ? 'status' : 'off' }),
  },
  {
    name: 'connections and servers are changed',
    weight: 2,
    happen: async (world) =>
      world.configure({ connections: world.random.between(1, 6), servers: world.random.between(1, 2) }),
  },
  {
    name: 'the configuration is broken for a while',
    weight: 1,
    happen: async (world) => world.site.write('broadsheet.toml', 'title = "half a line\n'),
  },
  {
    name: 'the configuration is put right',
    weight: 3,
    happen: async (world) => world.configure({}),
  },
  {
    name: 'the test mailbox takes the place of the server, or gives it back',
    weight: 2,
    happen: async (world) => world.configure({ transport: world.settings.transport === 'smtp' ? 'mailbox' : 'smtp' }),
  },
  {
    name: 'a send by hand, beside a service with the settings of before',
    weight: 3,
    happen: async (world) => {
      await world.program().catch(() => undefined)
      world.configure({ transport: world.random.pick(['smtp', 'mailbox'] as const) })
      await world.command('send', async (program) => {
        const started = await program.do(async (actions) =>
          (await actions.prepareSend({ newsletter: 'weekly' })).start(false),
        )
        world.history.note(`  ${world.settings.transport}: ${JSON.stringify(started)}`)
      })
      await world.send()
      await world.command('run --once', async (program) => void (await program.deliver()))
    },
  },
  {
    name: 'the program is started anew',
    weight: 6,
    happen: async (world) => world.restart(),
  },
]
