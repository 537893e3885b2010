import { join } from 'node:path'
import type { Config } from '../../../config/config.ts'
import type { Problem } from '../../../config/problem.ts'
import type { LiquidFiles } from '../../../posts/dialects/jekyll/answers.ts'
import type { JekyllSite } from '../../../posts/dialects/jekyll/site-config.ts'
import { brokenData, putData, readData, readTexts } from '../../data-folder.ts'
import { ownFiles } from '../../own-files.ts'
import { shownPath } from '../../shown-path.ts'

/** What a site's Liquid may show of its folder: `_includes` and `_data`. */
export async function readLiquidFiles(
  root: string,
  { includesDir, dataDir }: JekyllSite,
  config: Config,
): Promise<{ files: LiquidFiles; problems: Problem[] }> {
  const around = { shownFrom: config.dir, isOwn: ownFiles(config) }
  const [includes, written] = [
    await readTexts(join(root, includesDir), around),
    await readTexts(join(root, dataDir), around),
  ]
  const data: Record<string, unknown> = {}
  const problems = [...includes.problems, ...written.problems]
  for (const [path, text] of written.texts) {
    const read = readData(path, text)
    if (read === undefined) continue
    if ('fault' in read)
      problems.push(brokenData('jekyll.data', shownPath(join(root, dataDir, path), config.dir), read))
    else putData(data, path.replace(/\.[^.]+$/, '').split('/'), read.value)
  }
  return { files: { includes: includes.texts, data }, problems }
}
