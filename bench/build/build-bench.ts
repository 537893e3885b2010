import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Machine, machine } from '../machine.ts'
import { findTool } from '../missing-tool.ts'
import { PROGRAM } from '../program.ts'
import { type Measured, measured } from '../statistics.ts'
import { type ProcessRun, runWatched } from '../watched-process.ts'
import type { HugoTask } from './hugo-layouts.ts'
import { broadsheetConfig, EDITED, hugoConfig, makeSite } from './make-site.ts'
import type { BuildBenchOptions } from './options.ts'
import { realPassages } from './real-passages.ts'

/** What is built, in the order in which it is: a warm build follows the cold one. */
export const TURNS = ['newest', 'all', 'edited', 'unchanged'] as const
export type Turn = (typeof TURNS)[number]

export interface TurnFigures {
  seconds: Measured
  processorSeconds?: Measured
  /** MiB, the most of all rounds. */
  peakMemory?: number
}

export interface SiteFigures {
  posts: number
  hugo: Record<Turn, TurnFigures>
  broadsheet: Record<Turn, TurnFigures>
  /** Broadsheet's time by Hugo's, round by round: what the machine was doing then, it did to both. */
  ratio: Record<Turn, Measured>
  /** The same of processor time, to which other programs do less. */
  processorRatio?: Record<Turn, Measured>
}

export interface BuildFigures {
  schema: 1
  bench: 'build'
  machine: Machine
  rounds: number
  sites: SiteFigures[]
}

type Round = Record<Turn, { hugo: ProcessRun; broadsheet: ProcessRun }>

/** Builds each site by both programs in turn. Throws MissingTool without Hugo or without the posts that sites are made of. */
export async function buildBench(
  { posts, rounds }: BuildBenchOptions,
  onProgress: (line: string) => void,
): Promise<BuildFigures> {
  const before = machine()
  const hugo = await findTool('hugo', 'Install it: apt-get install hugo.')
  const passages = await realPassages(corporaFolder())
  const sites: SiteFigures[] = []
  for (const count of posts) {
    const measuredRounds: Round[] = []
    for (let number = 1; number <= rounds; number += 1) {
      onProgress(`${count} posts, round ${number} of ${rounds}`)
      measuredRounds.push(await runRound(hugo, count, passages))
    }
    sites.push(siteFigures(count, measuredRounds))
  }
  return { schema: 1, bench: 'build', machine: before, rounds, sites }
}

/** As the tests find them. */
function corporaFolder(): string {
  return process.env.BROADSHEET_CORPORA ?? fileURLToPath(new URL('../../../../../shared/corpora', import.meta.url))
}

async function runRound(hugo: string, posts: number, passages: string[]): Promise<Round> {
  const dir = await mkdtemp(join(tmpdir(), 'broadsheet-build-'))
  try {
    await makeSite(dir, posts, passages)
    const both = async (task: HugoTask) => ({
      hugo: await runHugo(hugo, dir, task),
      broadsheet: await runBroadsheet(dir, task),
    })
    const newest = await both('newest')
    const all = await both('all')
    await appendFile(join(dir, EDITED), '\nOne more line.\n')
    return { newest, all, edited: await both('all'), unchanged: await both('all') }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

function runHugo(hugo: string, dir: string, task: HugoTask): Promise<ProcessRun> {
  const to = ['--destination', join(dir, `public-${task}`)]
  return runWatched(hugo, ['--quiet', '--source', dir, '--config', join(dir, hugoConfig(task)), ...to])
}

function runBroadsheet(dir: string, task: HugoTask): Promise<ProcessRun> {
  return runWatched(process.execPath, [PROGRAM, 'build', '--config', join(dir, broadsheetConfig(task))])
}

function siteFigures(posts: number, rounds: Round[]): SiteFigures {
  const ofProgram = (program: 'hugo' | 'broadsheet') =>
    eachTurn((turn) => figuresOf(rounds.map((round) => round[turn][program])))
  const knowsProcessor = rounds.every((round) =>
    TURNS.every((turn) => round[turn].hugo.processorSeconds && round[turn].broadsheet.processorSeconds),
  )
  return {
    posts,
    hugo: ofProgram('hugo'),
    broadsheet: ofProgram('broadsheet'),
    ratio: eachTurn((turn) => ratioOf(rounds, turn, 'seconds')),
    ...(knowsProcessor && { processorRatio: eachTurn((turn) => ratioOf(rounds, turn, 'processorSeconds')) }),
  }
}

function eachTurn<Value>(make: (turn: Turn) => Value): Record<Turn, Value> {
  return { newest: make('newest'), all: make('all'), edited: make('edited'), unchanged: make('unchanged') }
}

function figuresOf(runs: ProcessRun[]): TurnFigures {
  const processor = runs.flatMap(({ processorSeconds }) => processorSeconds ?? [])
  const peaks = runs.flatMap(({ peakMemory }) => peakMemory ?? [])
  return {
    seconds: measured(runs.map(({ seconds }) => seconds)),
    ...(processor.length > 0 && { processorSeconds: measured(processor) }),
    ...(peaks.length > 0 && { peakMemory: Math.max(...peaks) }),
  }
}

function ratioOf(rounds: Round[], turn: Turn, of: 'seconds' | 'processorSeconds'): Measured {
  return measured(rounds.map((round) => (round[turn].broadsheet[of] ?? 0) / (round[turn].hugo[of] ?? 1)))
}
