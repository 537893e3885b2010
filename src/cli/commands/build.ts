import type { Command } from 'commander'
import type { BuildReport, BuildRequest } from '../../actions/build.ts'
import { describeTold } from '../../actions/feeds/tell-hub.ts'
import { describeInNoNewsletter } from '../../actions/in-no-newsletter.ts'
import { count } from '../../config/count.ts'
import { describeMissing, withoutMissing } from '../../posts/missing-things.ts'
import { describeNotNews } from '../../posts/not-news.ts'
import { type Cli, type CommonOptions, runWith, withCommon } from '../cli.ts'
import { shortPath, table } from '../layout-text.ts'

export function buildCommand(program: Command, cli: Cli): void {
  const command = program
    .command('build')
    .description('write feeds and archive as static files')
    .option('--out <dir>', 'where to, in place of output.dir')
    .option('--fresh', 'read and render everything again, whatever earlier builds kept')
    .option('--empty', 'a content folder without posts is meant, although it had some')
  withCommon(command, 'broadsheet build --out public').action((options: CommonOptions & BuildRequest) =>
    runWith(cli, options, async (publication) => {
      const report = await publication.build({ out: options.out, fresh: options.fresh, empty: options.empty })
      const { output, dir } = publication.config
      const text = describeBuild(report, options.out ?? shortPath(output.dir, dir))
      return {
        report: options.json ? report : { ...report, problems: withoutMissing(report.problems) },
        text,
        exitCode: 0,
      }
    }),
  )
}

/** `dir`: where it was written, as the operator would write it. Of a thousand tags, each has three feeds: they are counted. */
export function describeBuild(report: BuildReport, dir: string): string {
  const isSites = ({ path }: { path: string }) => path.lastIndexOf('/') === 0
  const feeds = report.feeds
    .filter(isSites)
    .map(({ path, format, entryCount }) => ['', path, format, count(entryCount, 'entry', 'entries')])
  const others = report.feeds.length - feeds.length
  const more = others > 0 ? `\n  and ${others} more, listed in ${dir}/feeds/index.html` : ''
  const told = describeTold(report.told ?? []).map((sentence) => `\n${sentence}`)
  const sums = [
    describeNotNews(report.notNews),
    describeInNoNewsletter(report.inNoNewsletter),
    describeMissing(report.problems),
  ].flatMap((sum) => (sum ? `\n${sum}` : []))
  return `${count(report.postCount, 'live post')}; feeds in ${dir}:\n${table(feeds)}${more}${sums.join('')}${told.join('')}`
}
