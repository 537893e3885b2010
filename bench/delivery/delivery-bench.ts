import { fileURLToPath } from 'node:url'
import { type Machine, machine } from '../machine.ts'
import { type Measured, measured } from '../statistics.ts'
import { runWatched } from '../watched-process.ts'
import type { BroadsheetRound } from './broadsheet-round.ts'
import type { DeliveryBenchOptions } from './options.ts'
import { runSmtpSource, startSmtpSink } from './postfix-tools.ts'
import { type BenchPublication, makePublication } from './publication.ts'

export interface SenderFigures {
  messages: number
  perSecond: Measured
  /** MiB, the most of all rounds. */
  peakMemory?: number
}

export interface DeliveryFigures {
  schema: 1
  bench: 'delivery'
  machine: Machine
  load: { bytes: number; connections: number; rounds: number }
  smtpSource: SenderFigures
  plainLoop: SenderFigures
  broadsheet: SenderFigures
  /** Broadsheet's rate by that of the others, round by round: what the machine was doing then, it did to all three. */
  ratio: { toSmtpSource: Measured; toPlainLoop: Measured }
  /** Seconds for all subscribers. */
  list: { subscribers: number; importing: number; planning: Measured; freezing: Measured }
}

/** One sender's turn in a round. */
interface Turn {
  messages: number
  seconds: number
  peakMemory?: number
}

interface Round {
  smtpSource: Turn
  plainLoop: Turn
  broadsheet: Turn
  list: { planning: number; freezing: number }
}

/** Measures all three senders in turn, several times over. Throws MissingTool without Postfix's two tools. */
export async function deliveryBench(
  options: DeliveryBenchOptions,
  onProgress: (line: string) => void,
): Promise<DeliveryFigures> {
  const before = machine()
  const sink = await startSmtpSink()
  let publication: BenchPublication | undefined
  try {
    onProgress(`Importing ${options.messages} subscribers`)
    const { messages: subscribers, connections } = options
    publication = await makePublication({ subscribers, smtpPort: sink.port, connections })
    const rounds: Round[] = []
    for (let number = 1; number <= options.rounds; number++) {
      onProgress(`Round ${number} of ${options.rounds}`)
      rounds.push(await runRound(options, sink.port, publication))
    }
    return figuresOf(before, options, publication, rounds)
  } finally {
    await publication?.remove()
    await sink.stop()
  }
}

async function runRound(options: DeliveryBenchOptions, port: number, { configFile }: BenchPublication): Promise<Round> {
  const source = await runSmtpSource(port, options)
  const plainLoop = await runPlainLoop(options, port)
  const run = await runWatched(process.execPath, [program('broadsheet-round'), configFile, `${options.bytes}`])
  const { planning, freezing, delivering, accepted } = JSON.parse(run.stdout) as BroadsheetRound
  if (accepted !== options.messages) throw new Error(`of ${options.messages} mails ${accepted} were accepted`)
  return {
    smtpSource: { messages: options.messages, seconds: source.seconds, peakMemory: source.peakMemory },
    plainLoop,
    broadsheet: { messages: accepted, seconds: delivering, peakMemory: run.peakMemory },
    list: { planning, freezing },
  }
}

async function runPlainLoop({ messages, bytes, connections }: DeliveryBenchOptions, port: number): Promise<Turn> {
  const fewer = Math.ceil(messages / 5)
  const args = [port, fewer, bytes, connections].map(String)
  const { stdout, peakMemory } = await runWatched(process.execPath, [program('plain-loop'), ...args])
  return { messages: fewer, seconds: (JSON.parse(stdout) as { seconds: number }).seconds, peakMemory }
}

/** A program beside this one, compiled. */
function program(name: string): string {
  return fileURLToPath(new URL(`./${name}.js`, import.meta.url))
}

function figuresOf(
  before: Machine,
  options: DeliveryBenchOptions,
  { importSeconds }: BenchPublication,
  rounds: Round[],
): DeliveryFigures {
  const ratioTo = (other: 'smtpSource' | 'plainLoop') =>
    measured(rounds.map((round) => rate(round.broadsheet) / rate(round[other])))
  return {
    schema: 1,
    bench: 'delivery',
    machine: before,
    load: { bytes: options.bytes, connections: options.connections, rounds: options.rounds },
    smtpSource: senderFigures(rounds.map(({ smtpSource }) => smtpSource)),
    plainLoop: senderFigures(rounds.map(({ plainLoop }) => plainLoop)),
    broadsheet: senderFigures(rounds.map(({ broadsheet }) => broadsheet)),
    ratio: { toSmtpSource: ratioTo('smtpSource'), toPlainLoop: ratioTo('plainLoop') },
    list: {
      subscribers: options.messages,
      importing: importSeconds,
      planning: measured(rounds.map(({ list }) => list.planning)),
      freezing: measured(rounds.map(({ list }) => list.freezing)),
    },
  }
}

function senderFigures(turns: Turn[]): SenderFigures {
  const peaks = turns.flatMap(({ peakMemory }) => peakMemory ?? [])
  return {
    messages: turns[0]?.messages ?? 0,
    perSecond: measured(turns.map(rate)),
    peakMemory: peaks.length > 0 ? Math.max(...peaks) : undefined,
  }
}

function rate({ messages, seconds }: Turn): number {
  return messages / seconds
}
