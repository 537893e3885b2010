import type { Command } from 'commander'
import type { BuildReport } from '../../actions/build.ts'
import { type Cli, type CommonOptions, runWith, withCommon } from '../cli.ts'
import { count, table } from '../layout-text.ts'

export function buildCommand(program: Command, cli: Cli): void {
  const command = program
    .command('build')
    .description('write feeds and archive as static files')
    .option('--out <dir>', 'where to, in place of output.dir')
  withCommon(command, 'npx broadsheet build --out public').action((options: CommonOptions & { out?: string }) =>
    runWith(cli, options, async (publication) => {
      const report = await publication.build({ out: options.out })
      return { report, text: describeBuild(report), exitCode: 0 }
    }),
  )
}

export function describeBuild(report: BuildReport): string {
  const feeds = report.feeds.map(({ path, format, entryCount }) => [
    '',
    path,
    format,
    count(entryCount, 'entry', 'entries'),
  ])
  return `${count(report.postCount, 'live post')}; feeds:\n${table(feeds)}`
}
