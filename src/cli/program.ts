import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import type { Cli } from './cli.ts'
import { adoptCommand } from './commands/adopt.ts'
import { bouncesCommand } from './commands/bounces.ts'
import { buildCommand } from './commands/build.ts'
import { checkCommand } from './commands/check.ts'
import { correctCommand } from './commands/correct.ts'
import { databaseCommands } from './commands/database.ts'
import { demoCommand } from './commands/demo.ts'
import { initCommand } from './commands/init.ts'
import { planCommand } from './commands/plan.ts'
import { previewCommand } from './commands/preview.ts'
import { sendCommand } from './commands/send.ts'
import { runCommandOf, serveCommand, workerCommand } from './commands/serve.ts'
import { statusCommand } from './commands/status.ts'
import { steerCommands } from './commands/steer.ts'
import { subscribersCommands } from './commands/subscribers.ts'

/**
 * Every command: the map of the command line. Wrong usage is thrown as a CommanderError once it is told; with `silent`
 * it is thrown only.
 */
export function program(cli: Cli, version: string, { silent = false } = {}): Command {
  const root = new Command('broadsheet')
    .description('Newsletters and feeds for people who write posts as Markdown files')
    .version(version)
    .showHelpAfterError('(broadsheet --help lists the commands)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void cli.terminal.write(text),
      writeErr: (text) => silent || cli.terminal.err(text.trimEnd()),
    })
  root.addHelpText('after', `\n${BEGINNING}`)
  root.commandsGroup('To set up:')
  initCommand(root, cli)
  checkCommand(root, cli)
  demoCommand(root, cli)
  root.commandsGroup('Feeds and mails:')
  buildCommand(root, cli)
  previewCommand(root, cli)
  planCommand(root, cli)
  sendCommand(root, cli)
  adoptCommand(root, cli)
  root.commandsGroup('To keep running:')
  serveCommand(root, cli)
  runCommandOf(root, cli)
  workerCommand(root, cli)
  statusCommand(root, cli)
  databaseCommands(root, cli)
  root.commandsGroup('An edition under way, or held:')
  steerCommands(root, cli)
  correctCommand(root, cli)
  root.commandsGroup('People:')
  subscribersCommands(root, cli)
  bouncesCommand(root, cli)
  return root
}

/** The docs lie beside the program, of the very version that runs. */
const BEGINNING = `Example, in the folder of a site:
  $ broadsheet init
  $ broadsheet check
  $ broadsheet send weekly --to me@example.com

Docs: ${fileURLToPath(new URL('../../docs/getting-started.md', import.meta.url))}`
