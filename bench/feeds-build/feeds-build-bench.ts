import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Machine, machine } from '../machine.ts'
import { findTool } from '../missing-tool.ts'
import { PROGRAM } from '../program.ts'
import { type Measured, measured } from '../statistics.ts'
import { type ProcessRun, runWatched } from '../watched-process.ts'
import type { FeedsBuildOptions } from './options.ts'
import { makeTaggedSite, type TaggedSite } from './tagged-site.ts'

/** `cold`: nothing is there from before. `warm`: built again. `edited`: built again after an edit of the newest post. */
const TASKS = ['hugo', 'cold', 'warm', 'edited'] as const
export type Task = (typeof TASKS)[number]

export interface TaskFigures {
  seconds: Measured
  /** Of processor time, of all threads: what it costs, whoever else is at work. */
  processorSeconds: Measured
  /** MiB, the largest resident memory. */
  peakMemory: Measured
}

export interface FeedsBuildFigures {
  schema: 1
  bench: 'feeds-build'
  machine: Machine
  load: { posts: number; tags: number; rounds: number }
  /** What each wrote, without the precompressed files. */
  written: Record<'hugo' | 'broadsheet', { documents: number; megabytes: number }>
  tasks: Record<Task, TaskFigures>
  /** Seconds by those of Hugo, round by round: what the machine was doing then, it did to both. */
  toHugo: Record<Exclude<Task, 'hugo'>, Measured>
}

/** Builds the feeds of one site by both programs in turn, several times over. Throws MissingTool without Hugo. */
export async function feedsBuildBench(
  { posts, tags, rounds: count }: FeedsBuildOptions,
  onProgress: (line: string) => void,
): Promise<FeedsBuildFigures> {
  const before = machine()
  const hugo = await findTool('hugo', 'Install it: apt-get install hugo.')
  const site = await makeTaggedSite(posts, tags)
  try {
    const rounds: Record<Task, ProcessRun>[] = []
    for (let number = 1; number <= count; number++) {
      onProgress(`Round ${number} of ${count}`)
      rounds.push(await roundOf(site, hugo, number))
    }
    const [hugoWrote, broadsheetWrote] = [await written(join(site.dir, 'public')), await written(join(site.dir, 'out'))]
    return {
      schema: 1,
      bench: 'feeds-build',
      machine: before,
      load: { posts, tags, rounds: count },
      written: { hugo: hugoWrote, broadsheet: broadsheetWrote },
      tasks: {
        hugo: taskFigures('hugo'),
        cold: taskFigures('cold'),
        warm: taskFigures('warm'),
        edited: taskFigures('edited'),
      },
      toHugo: { cold: ratio('cold'), warm: ratio('warm'), edited: ratio('edited') },
    }

    function taskFigures(task: Task): TaskFigures {
      const runs = rounds.map((round) => round[task])
      return {
        seconds: measured(runs.map(({ seconds }) => seconds)),
        processorSeconds: measured(runs.map(({ processorSeconds }) => processorSeconds ?? 0)),
        peakMemory: measured(runs.map(({ peakMemory }) => peakMemory ?? 0)),
      }
    }

    function ratio(task: Task): Measured {
      return measured(rounds.map((round) => round[task].seconds / round.hugo.seconds))
    }
  } finally {
    await site.remove()
  }
}

async function roundOf(site: TaggedSite, hugo: string, number: number): Promise<Record<Task, ProcessRun>> {
  await site.forget()
  const build = () => runWatched(process.execPath, [PROGRAM, 'build', '--config', join(site.dir, 'broadsheet.toml')])
  const hugoRun = await runWatched(hugo, ['--source', site.dir, '--quiet'])
  const cold = await build()
  const warm = await build()
  await site.edit(number)
  return { hugo: hugoRun, cold, warm, edited: await build() }
}

async function written(dir: string): Promise<{ documents: number; megabytes: number }> {
  const paths = await readdir(dir, { recursive: true })
  const documents = paths.filter((path) => /\/?(?:index|feed|atom)\.(?:xml|json)$/.test(path))
  const sizes = await Promise.all(documents.map(async (path) => (await stat(join(dir, path))).size))
  return { documents: documents.length, megabytes: sizes.reduce((sum, size) => sum + size, 0) / 1e6 }
}
