import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../free-port.ts'
import { type Machine, machine } from '../machine.ts'
import { type Measured, measured } from '../statistics.ts'
import type { FeedsHttpOptions } from './options.ts'
import { makeFeedPublication } from './publication.ts'
import { type FeedServer, startBareNode, startBroadsheet, startNginx } from './servers.ts'
import { type Rate, rateOf } from './wrk.ts'

/** nginx as Debian sets it up; nginx as it comes (`sendfile off`); the least that a Node server does; `serve`. */
export const SERVERS = ['nginx', 'nginxCopying', 'bareNode', 'broadsheet'] as const
export type Server = (typeof SERVERS)[number]

/** Requests in a second; requests in a second that the server had the processor, which others at work disturb less. */
type Rates = Record<keyof Rate, Measured>

export interface KindFigures {
  rates: Record<Server, Rates>
  /** Broadsheet's rate by the others', round by round: what the machine was doing then, it did to all. */
  ratio: Record<Exclude<Server, 'broadsheet'>, Rates>
}

export interface FeedsHttpFigures {
  schema: 1
  bench: 'feeds-http'
  machine: Machine
  load: { connections: number; seconds: number; rounds: number; plainBytes: number; gzipBytes: number }
  /** Conditional GETs, answered 304. */
  conditional: KindFigures
  /** Whole ones, answered with the packed file. */
  whole: KindFigures
}

type Round = Record<Server, Rate>

const GZIP = { 'Accept-Encoding': 'gzip' }
/** `serve` looks at its site when it starts. */
const CALM_MS = 3_000

/** Asks all servers for the same feed in turn, several times over. Throws MissingTool without nginx, wrk or taskset. */
export async function feedsHttpBench(
  options: FeedsHttpOptions,
  onProgress: (line: string) => void,
): Promise<FeedsHttpFigures> {
  const before = machine()
  const port = await freePort()
  const publication = await makeFeedPublication(port)
  const started: FeedServer[] = []
  const start = async (server: Promise<FeedServer>) => {
    started.push(await server)
    return server
  }
  try {
    const servers: Record<Server, FeedServer> = {
      nginx: await start(startNginx(publication, await freePort(), 'on')),
      nginxCopying: await start(startNginx(publication, await freePort(), 'off')),
      bareNode: await start(startBareNode(publication, await freePort())),
      broadsheet: await start(startBroadsheet(publication, port)),
    }
    await sleep(CALM_MS)
    const conditional: Round[] = []
    const whole: Round[] = []
    for (let number = 1; number <= options.rounds; number++) {
      onProgress(`Round ${number} of ${options.rounds}`)
      conditional.push(await runRound(servers, options, conditionOf))
      whole.push(await runRound(servers, options, async () => GZIP))
    }
    const { rounds, seconds, connections } = options
    const { plain: plainBytes, gzip: gzipBytes } = publication.sizes
    return {
      schema: 1,
      bench: 'feeds-http',
      machine: before,
      load: { rounds, seconds, connections, plainBytes, gzipBytes },
      conditional: figuresOf(conditional),
      whole: figuresOf(whole),
    }
  } finally {
    for (const server of started) await server.stop()
    await publication.remove()
  }
}

async function runRound(
  servers: Record<Server, FeedServer>,
  options: FeedsHttpOptions,
  headersFor: (url: string) => Promise<Record<string, string>>,
): Promise<Round> {
  const rates: Partial<Round> = {}
  for (const name of SERVERS) {
    const server = servers[name]
    rates[name] = await rateOf(server, await headersFor(server.url), options)
  }
  return rates as Round
}

/** As a reader asks that has the feed: with the tag that the server gave it. */
async function conditionOf(url: string): Promise<Record<string, string>> {
  const once = { ...GZIP, Connection: 'close' }
  const tag = (await fetch(url, { headers: once })).headers.get('ETag') ?? ''
  const { status } = await fetch(url, { headers: { ...once, 'If-None-Match': tag } })
  if (status !== 304) throw new Error(`${url} answers a condition with ${status}`)
  return { ...GZIP, 'If-None-Match': tag }
}

function figuresOf(rounds: Round[]): KindFigures {
  const rates = (of: (round: Round, kind: keyof Rate) => number): Rates => ({
    perSecond: measured(rounds.map((round) => of(round, 'perSecond'))),
    perProcessorSecond: measured(rounds.map((round) => of(round, 'perProcessorSecond'))),
  })
  const ratesOf = (server: Server) => rates((round, kind) => round[server][kind])
  const ratioTo = (server: Server) => rates((round, kind) => round.broadsheet[kind] / round[server][kind])
  return {
    rates: {
      nginx: ratesOf('nginx'),
      nginxCopying: ratesOf('nginxCopying'),
      bareNode: ratesOf('bareNode'),
      broadsheet: ratesOf('broadsheet'),
    },
    ratio: { nginx: ratioTo('nginx'), nginxCopying: ratioTo('nginxCopying'), bareNode: ratioTo('bareNode') },
  }
}
