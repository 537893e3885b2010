import type { Command } from 'commander'
import { describeInNoNewsletter } from '../../actions/in-no-newsletter.ts'
import { count } from '../../config/count.ts'
import { describeNotNews } from '../../posts/not-news.ts'
import { type Cli, type CommonOptions, withCommon } from '../cli.ts'
import { runCommand } from '../run-command.ts'

export function checkCommand(program: Command, cli: Cli): void {
  const command = program.command('check').description('read everything, send nothing: each problem with its place')
  withCommon(command, 'broadsheet check --json').action(async (options: CommonOptions) => {
    const exitCode = await runCommand(cli.terminal, options.json, async () => {
      const report = await cli.check(options.config)
      const live = report.posts.filter(({ status }) => status === 'live').length
      const errors = report.problems.filter(({ severity }) => severity === 'error').length
      const found = `${count(errors, 'error')}, ${count(report.problems.length - errors, 'warning')}`
      const sums = [describeNotNews(report.notNews), describeInNoNewsletter(report.inNoNewsletter)]
      const summary = `${count(report.posts.length, 'post')}, ${live} live; ${found}.`
      return { report, text: [...sums, summary].filter(Boolean).join('\n') }
    })
    cli.finish(exitCode)
  })
}
