import type { Ports } from './actions/actions.ts'
import { type CheckReport, check } from './actions/check.ts'
import { checkMails } from './actions/check-mails.ts'
import { mailPost } from './actions/editions/mail-post.ts'
import { clock, picturesDir, readMailTemplates } from './app.ts'
import type { NeededPicture } from './bodies/pictures-of.ts'
import type { Config } from './config/config.ts'
import { adviseOnConfig } from './config/config-advice.ts'
import { adviseOnDkim } from './messages/dkim-alignment.ts'
import { tryMailPictures } from './pictures/mail-pictures.ts'
import { openSite } from './sources/content-folder.ts'
import { readDkimKeys } from './sources/dkim-keys.ts'
import { templateProblems } from './sources/template-files.ts'
import { TOKEN_PLACEHOLDER } from './subscribers/token.ts'

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
      checkMails(
        {
          config,
          templates: () => readMailTemplates(config),
          mailPost: sketch(config),
          newPlaceholder: () => TOKEN_PLACEHOLDER,
        },
        site,
        at,
      ),
    clock,
  })
}

/** A post for a mail that nobody gets: its pictures are tried, and not kept. */
function sketch(config: Config): Ports['mailPost'] {
  const preparePictures = (needed: NeededPicture[]) => tryMailPictures(needed, picturesDir(config))
  const drawFormulas = async () => ({ pictures: new Map<string, never>(), problems: [] })
  return async (post, { body }) => mailPost({ preparePictures, drawFormulas }, post, await body(post))
}
