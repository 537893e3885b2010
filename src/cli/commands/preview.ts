import { type Command, InvalidArgumentError } from 'commander'
import { type Cli, withConfig } from '../cli.ts'
import { runCommand } from '../run-command.ts'

interface PreviewOptions {
  config: string
  as?: string
  port?: number
}

export function previewCommand(program: Command, cli: Cli): void {
  const command = program
    .command('preview')
    .description('shows the mail that a send would make, in your browser, as you write')
    .argument('[newsletter]')
    .option('--as <address>', 'as this subscriber gets it')
    .option('--port <number>', 'of the page on this machine; else one that is free', portNumber)
  withConfig(command, 'broadsheet preview weekly').action(
    async (newsletter: string | undefined, options: PreviewOptions) => {
      const exitCode = await runCommand(cli.terminal, false, async () => {
        const onOpen = (url: string) => cli.terminal.out(`${url}${queryOf(newsletter, options.as)}\n${HOW_TO_END}`)
        await cli.preview(options.config, {
          newsletter,
          as: options.as,
          port: options.port,
          onOpen,
          onError: cli.terminal.err,
        })
        return { report: { problems: [] }, text: '' }
      })
      cli.finish(exitCode)
    },
  )
}

const HOW_TO_END = 'Open it in a browser: it follows what you save. Nothing is sent or written down. Ctrl-C ends it.'

function queryOf(newsletter: string | undefined, as: string | undefined): string {
  const query = new URLSearchParams({
    ...(newsletter !== undefined && { newsletter }),
    ...(as !== undefined && { as }),
  })
  return query.size === 0 ? '' : `?${query}`
}

function portNumber(text: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port > 0 && port < 65_536) return port
  throw new InvalidArgumentError('A port is a whole number from 1 to 65535.')
}
