import type { Ports } from './actions/actions.ts'
import { type CheckReport, check } from './actions/check.ts'
import { checkMails } from './actions/check-mails.ts'
import { mailPost } from './actions/editions/mail-post.ts'
import { clock, readMailTemplates } from './app.ts'
import type { Config } from './config/config.ts'
import { adviseOnConfig } from './config/config-advice.ts'
import { adviseOnDkim } from './messages/dkim-alignment.ts'
import { openSite } from './sources/content-folder.ts'
import { readDkimKeys } from './sources/dkim-keys.ts'
import { templateProblems } from './sources/template-files.ts'

/** `check` needs no database: it only reads. */
export function checkSite(config: Config): Promise<CheckReport> {
  return check({
    openSite: (now) => openSite(config, now),
    checkSurroundings: async () => [
      ...adviseOnConfig(config),
      ...adviseOnDkim(config),
      ...(await readDkimKeys(config)).problems,
      ...(await templateProblems(config)),
    ],
    checkMails: (site, at) =>
      checkMails({ config, templates: () => readMailTemplates(config), mailPost: sketch }, site, at),
    clock,
  })
}

/** A post for a mail that nobody gets: no picture is made for it. */
const sketch: Ports['mailPost'] = async (post, { body }) =>
  mailPost({ preparePictures: noPictures, drawFormulas: noPictures }, post, await body(post))

const noPictures = async () => ({ pictures: new Map<string, never>(), problems: [] })
