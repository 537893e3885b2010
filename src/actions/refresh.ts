import type { Temporal } from 'temporal-polyfill'
import { BroadsheetError, failure } from '../config/problem.ts'
import { sayDuration } from '../config/say-time.ts'

export interface RefreshPorts {
  config: { content: { refresh?: string; refreshTimeout: Temporal.Duration } }
  /** Runs a shell command in the folder of broadsheet.toml; ends it, with all that it started, when it takes longer. */
  runCommand(command: string, withinMs: number): Promise<{ exitCode: number; output: string; isTimedOut: boolean }>
}

/** Brings the content up to date, where `content.refresh` says how. @throws BroadsheetError unless it succeeded */
export async function refresh({ config, runCommand }: RefreshPorts): Promise<void> {
  const { refresh: command, refreshTimeout } = config.content
  if (!command) return
  const { exitCode, output, isTimedOut } = await runCommand(command, refreshTimeout.total('milliseconds'))
  if (isTimedOut) throw tooLong(refreshTimeout)
  if (exitCode === 0) return
  const lastLine = output.trim().split('\n').at(-1) ?? ''
  throw new BroadsheetError(
    failure('refresh.failed', `content.refresh ended with ${exitCode}: ${lastLine}`, {
      hint: 'Nothing is planned until it succeeds.',
    }),
  )
}

function tooLong(limit: Temporal.Duration): BroadsheetError {
  const message = `content.refresh did not end within ${sayDuration(limit)}, and was stopped with all that it had started.`
  const hint =
    'Nothing is planned until it succeeds. If it takes so long by right, allow it more: content.refresh_timeout.'
  return new BroadsheetError(failure('refresh.failed', message, { hint }))
}
