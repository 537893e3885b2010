import type { Machine } from '../machine.ts'
import { type Measured, measured } from '../statistics.ts'

/** One sender's turn in a round. */
export interface Turn {
  messages: number
  seconds: number
  /** Processor time, user and system, of the sender and of smtp-sink; undefined where the system does not tell. */
  processorSeconds?: number
  sinkSeconds?: number
  /** MiB. */
  peakMemory?: number
}

export type EditionTurn = Turn & { planning: number; freezing: number }

/** All senders, one after another. */
export interface Round {
  smtpSource: Turn
  smtpSourceKept: Turn
  plainLoop: Turn
  /** One for each size, the smallest first: this one is held against the others. */
  broadsheet: [EditionTurn, ...EditionTurn[]]
  broadsheetSigned: Turn
  /** On PostgreSQL, by one worker and by two. */
  postgres?: { one: EditionTurn; two: EditionTurn }
}

export interface SenderFigures {
  messages: number
  perSecond: Measured
  /** Milliseconds of one core for a message. */
  processor?: Measured
  sinkProcessor?: Measured
  /** MiB, the most of all rounds. */
  peakMemory?: number
}

export interface SizeFigures extends SenderFigures {
  /** Seconds for all subscribers. */
  importing: number
  planning: Measured
  freezing: Measured
}

/** Ratios are taken round by round: what the machine was doing then, it did to all senders. */
export interface DeliveryFigures {
  schema: 1
  bench: 'delivery'
  machine: Machine
  load: { bytes: number; connections: number; rounds: number }
  senders: Record<Exclude<keyof Round, 'broadsheet' | 'postgres'>, SenderFigures> & { broadsheet: SenderFigures }
  /** Broadsheet's rate by that of the others. */
  ratio: { toSmtpSource: Measured; toSmtpSourceKept: Measured; toPlainLoop: Measured }
  /** What a signature costs: the signed rate by the plain one, and milliseconds of one core for a message. */
  signing: { rate: Measured; processor?: Measured }
  sizes: SizeFigures[]
  /** One worker's rate by SQLite's, and that of two by that of one. */
  postgres?: { one: SizeFigures; two: SenderFigures; toSqlite: Measured; twoToOne: Measured }
  /** The slowest size's rate by the fastest's. */
  evenness: number
}

export interface Setting {
  machine: Machine
  load: DeliveryFigures['load']
  /** Seconds, by size. */
  importing: number[]
  importingOnPostgres?: number
}

export function deliveryFigures(
  { machine, load, importing, importingOnPostgres }: Setting,
  rounds: Round[],
): DeliveryFigures {
  const sizes = importing.map((seconds, index) => sizeFigures(seconds, editionsOf(rounds, index)))
  const ratioTo = (other: 'smtpSource' | 'smtpSourceKept' | 'plainLoop') =>
    measured(rounds.map((round) => rate(round.broadsheet[0]) / rate(round[other])))
  const turns = (sender: keyof DeliveryFigures['senders']) =>
    senderFigures(rounds.map((round) => (sender === 'broadsheet' ? round.broadsheet[0] : round[sender])))
  const medians = sizes.map(({ perSecond }) => perSecond.median)
  return {
    schema: 1,
    bench: 'delivery',
    machine,
    load,
    senders: {
      smtpSource: turns('smtpSource'),
      smtpSourceKept: turns('smtpSourceKept'),
      plainLoop: turns('plainLoop'),
      broadsheet: turns('broadsheet'),
      broadsheetSigned: turns('broadsheetSigned'),
    },
    ratio: {
      toSmtpSource: ratioTo('smtpSource'),
      toSmtpSourceKept: ratioTo('smtpSourceKept'),
      toPlainLoop: ratioTo('plainLoop'),
    },
    signing: {
      rate: measured(rounds.map(({ broadsheet, broadsheetSigned }) => rate(broadsheetSigned) / rate(broadsheet[0]))),
      processor: ifTold(rounds.map(signingOf)),
    },
    sizes,
    ...postgresFigures(rounds, importingOnPostgres),
    evenness: Math.min(...medians) / Math.max(...medians),
  }
}

function postgresFigures(rounds: Round[], importing = 0): Pick<DeliveryFigures, 'postgres'> {
  const turns = rounds.flatMap(({ postgres, broadsheet }) => (postgres ? [{ ...postgres, sqlite: broadsheet[0] }] : []))
  if (turns.length === 0) return {}
  return {
    postgres: {
      one: sizeFigures(
        importing,
        turns.map(({ one }) => one),
      ),
      two: senderFigures(turns.map(({ two }) => two)),
      toSqlite: measured(turns.map(({ one, sqlite }) => rate(one) / rate(sqlite))),
      twoToOne: measured(turns.map(({ one, two }) => rate(two) / rate(one))),
    },
  }
}

function editionsOf(rounds: Round[], size: number): EditionTurn[] {
  return rounds.flatMap(({ broadsheet }) => broadsheet[size] ?? [])
}

function sizeFigures(importing: number, turns: EditionTurn[]): SizeFigures {
  return {
    ...senderFigures(turns),
    importing,
    planning: measured(turns.map(({ planning }) => planning)),
    freezing: measured(turns.map(({ freezing }) => freezing)),
  }
}

function senderFigures(turns: Turn[]): SenderFigures {
  const peaks = turns.flatMap(({ peakMemory }) => peakMemory ?? [])
  return {
    messages: turns[0]?.messages ?? 0,
    perSecond: measured(turns.map(rate)),
    processor: ifTold(turns.map((turn) => millisecondsEach(turn, turn.processorSeconds))),
    sinkProcessor: ifTold(turns.map((turn) => millisecondsEach(turn, turn.sinkSeconds))),
    peakMemory: peaks.length > 0 ? Math.max(...peaks) : undefined,
  }
}

function signingOf({ broadsheet: [plain], broadsheetSigned: signed }: Round): number | undefined {
  const [bySigned, byPlain] = [signed, plain].map((turn) => millisecondsEach(turn, turn.processorSeconds))
  return bySigned === undefined || byPlain === undefined ? undefined : bySigned - byPlain
}

function ifTold(values: (number | undefined)[]): Measured | undefined {
  const told = values.filter((value) => value !== undefined)
  return told.length > 0 ? measured(told) : undefined
}

function rate({ messages, seconds }: Turn): number {
  return messages / seconds
}

function millisecondsEach({ messages }: Turn, seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : (seconds * 1000) / messages
}
