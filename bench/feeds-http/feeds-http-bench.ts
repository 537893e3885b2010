import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../free-port.ts'
import { type Machine, machine } from '../machine.ts'
import { type Measured, measured } from '../statistics.ts'
import type { FeedsHttpOptions } from './options.ts'
import { makeFeedPublication } from './publication.ts'
import { type FeedServer, startBareNode, startBroadsheet, startNginx } from './servers.ts'
import { requestsPerSecond } from './wrk.ts'

/** Conditional GETs that are answered 304, and whole ones. */
const KINDS = ['conditional', 'whole'] as const
const SERVERS = ['nginx', 'bareNode', 'broadsheet'] as const

type Kind = (typeof KINDS)[number]
type Server = (typeof SERVERS)[number]
type Rates = Record<Server, number>

export interface KindFigures {
  /** Requests a second. */
  nginx: Measured
  bareNode: Measured
  broadsheet: Measured
  /** Broadsheet's rate by the others', round by round: what the machine was doing then, it did to all. */
  toNginx: Measured
  toBareNode: Measured
}

export interface FeedsHttpFigures {
  schema: 1
  bench: 'feeds-http'
  machine: Machine
  load: { connections: number; seconds: number; rounds: number; plainBytes: number; gzipBytes: number }
  conditional: KindFigures
  whole: KindFigures
}

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
  try {
    const start = async (server: Promise<FeedServer>) => {
      started.push(await server)
      return started.at(-1) as FeedServer
    }
    const servers = {
      nginx: await start(startNginx(publication, await freePort())),
      bareNode: await start(startBareNode(publication, await freePort())),
      broadsheet: await start(startBroadsheet(publication, port)),
    }
    await sleep(CALM_MS)
    const rounds: Record<Kind, Rates>[] = []
    for (let number = 1; number <= options.rounds; number++) {
      onProgress(`Round ${number} of ${options.rounds}`)
      rounds.push({
        conditional: await ratesOf(servers, options, conditionOf),
        whole: await ratesOf(servers, options, async () => GZIP),
      })
    }
    const { plain, gzip } = publication.sizes
    const { json: _, ...load } = options
    return {
      schema: 1,
      bench: 'feeds-http',
      machine: before,
      load: { ...load, plainBytes: plain, gzipBytes: gzip },
      conditional: figuresOf(rounds.map(({ conditional }) => conditional)),
      whole: figuresOf(rounds.map(({ whole }) => whole)),
    }
  } finally {
    for (const server of started) await server.stop()
    await publication.remove()
  }
}

async function ratesOf(
  servers: Record<Server, FeedServer>,
  options: FeedsHttpOptions,
  headersFor: (url: string) => Promise<Record<string, string>>,
): Promise<Rates> {
  const rates: Rates = { nginx: 0, bareNode: 0, broadsheet: 0 }
  for (const name of SERVERS) {
    const { url } = servers[name]
    rates[name] = await requestsPerSecond(url, await headersFor(url), options)
  }
  return rates
}

/** As a reader asks that has the feed: with the tag that the server gave it. */
async function conditionOf(url: string): Promise<Record<string, string>> {
  const tag = (await fetch(url, { headers: GZIP })).headers.get('ETag') ?? ''
  const condition = { ...GZIP, 'If-None-Match': tag }
  const { status } = await fetch(url, { headers: condition })
  if (status !== 304) throw new Error(`${url} answers a condition with ${status}`)
  return condition
}

function figuresOf(rounds: Rates[]): KindFigures {
  return {
    nginx: measured(rounds.map(({ nginx }) => nginx)),
    bareNode: measured(rounds.map(({ bareNode }) => bareNode)),
    broadsheet: measured(rounds.map(({ broadsheet }) => broadsheet)),
    toNginx: measured(rounds.map(({ broadsheet, nginx }) => broadsheet / nginx)),
    toBareNode: measured(rounds.map(({ broadsheet, bareNode }) => broadsheet / bareNode)),
  }
}
