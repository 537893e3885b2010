import { BroadsheetError, failure } from '../config/problem.ts'

export interface RefreshPorts {
  config: { content: { refresh?: string } }
  /** Runs a shell command in the folder of broadsheet.toml. */
  runCommand(command: string): Promise<{ exitCode: number; output: string }>
}

/** Brings the content up to date, where `content.refresh` says how. @throws BroadsheetError unless it succeeded */
export async function refresh({ config, runCommand }: RefreshPorts): Promise<void> {
  const command = config.content.refresh
  if (!command) return
  const { exitCode, output } = await runCommand(command)
  if (exitCode === 0) return
  const lastLine = output.trim().split('\n').at(-1) ?? ''
  throw new BroadsheetError(
    failure('refresh.failed', `content.refresh ended with ${exitCode}: ${lastLine}`, {
      hint: 'Nothing is planned until it succeeds.',
    }),
  )
}
