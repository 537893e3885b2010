import { MOODS } from '../mail-server.ts'
import type { YearEvent } from './year-event.ts'

export const SERVERS: YearEvent[] = [
  {
    name: 'a mail server changes',
    weight: 6,
    happen: async ({ servers, random, history }) => {
      const server = random.pick(servers)
      server.mood = random.pick(MOODS)
      history.note(`  ${server.name}: ${server.mood}`)
    },
  },
  {
    name: 'the mail servers are well again',
    weight: 8,
    happen: async ({ servers }) => {
      for (const server of servers) server.mood = 'well'
    },
  },
  {
    name: "the site's pages go offline, or come back",
    weight: 2,
    happen: async ({ network }) => {
      network.arePagesUp = !network.arePagesUp
    },
  },
  {
    name: 'somebody else answers at the address of the web, or nobody',
    weight: 2,
    happen: async ({ network, random }) => {
      network.answerOfWeb = random.pick(['ours', 'ours', 'another', 'silent'] as const)
    },
  },
  {
    name: 'the disk of the output is full or not to be written to, or well again',
    weight: 2,
    happen: async ({ disk, random }) => {
      disk.trouble = random.pick(['none', 'none', 'full', 'unwritable'] as const)
    },
  },
]
