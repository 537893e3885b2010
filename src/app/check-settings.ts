import { basename } from 'node:path'
import type { Ports } from '../actions/actions.ts'
import { type CheckReport, check } from '../actions/check.ts'
import { checkMails } from '../actions/check-mails.ts'
import { mailPost } from '../actions/editions/mail-post.ts'
import type { NeededPicture } from '../bodies/pictures-of.ts'
import type { Config } from '../config/config.ts'
import { adviseOnConfig } from '../config/config-advice.ts'
import { keyLines } from '../config/key-lines.ts'
import { failure, type Problem } from '../config/problem.ts'
import { readTheme } from '../config/read-theme.ts'
import { subjectFault } from '../editions/subject-pattern.ts'
import { adviseOnDkim } from '../messages/dkim-alignment.ts'
import { mailLogo } from '../pictures/mail-logo.ts'
import { tryMailPictures } from '../pictures/mail-pictures.ts'
import { readConfigFiles } from '../sources/config-file.ts'
import { openSite } from '../sources/content-folder.ts'
import { readDkimKeys } from '../sources/dkim-keys.ts'
import { readTemplates, templatePicture, templateProblems } from '../sources/template-files.ts'
import { TOKEN_PLACEHOLDER } from '../subscribers/token.ts'
import { clock } from './clock.ts'
import { noteProblems } from './note-ports.ts'
import { mailTemplates, picturesDir, withFeeds } from './publication-ports.ts'
import type { TakenSettings } from './taken-settings.ts'

/** `check` needs no database: it only reads. */
export function checkSite(config: Config): Promise<CheckReport> {
  return check({
    config,
    openSite: async (now) => {
      const site = await withFeeds(config, () => openSite(config, now))
      return { ...site, problems: [...site.problems, ...(await site.askProgram())] }
    },
    checkPreflight: async () => [
      ...adviseOnConfig(config),
      ...adviseOnDkim(config),
      ...(await readDkimKeys(config)).problems,
      ...(await templateProblems(config)),
      ...(await subjectProblems(config)),
      ...(await themeWarnings(config)),
    ],
    checkMails: async (site, at) => {
      const problems = await checkMails(
        {
          config,
          templates: async () => mailTemplates(await readTemplates(config)),
          ...sketches(config),
        },
        site,
        at,
      )
      // Told with its line.
      return [...(await noteProblems(config, site)), ...problems.filter(({ code }) => code !== 'config.subject')]
    },
    clock,
  })
}

async function subjectProblems({ file, newsletters }: Config): Promise<Problem[]> {
  const faults = newsletters.map(({ subject }) => (subject === undefined ? undefined : subjectFault(subject)))
  if (faults.every((fault) => fault === undefined)) return []
  const lineOf = keyLines((await readConfigFiles(file)).toml)
  return faults.flatMap((fault, index) => {
    if (fault === undefined) return []
    const message = `newsletters[${index}].subject cannot be filled in: ${fault}`
    const place = { file: basename(file), line: lineOf(['newsletters', index, 'subject']) }
    return [failure('config.subject', message, { hint: 'docs/writing.md says what it can name.', ...place })]
  })
}

/** Its faults are told of each newsletter's mail, which is not made with them. */
async function themeWarnings(config: Config): Promise<Problem[]> {
  const { problems } = readTheme(await readTemplates(config))
  return problems.filter(({ severity }) => severity === 'warning' || config.newsletters.length === 0)
}

/** Whether a running program may go by these settings: keys can be read, the site can, and every newsletter's mail can be made. */
export async function checkSettings({ config, templates }: TakenSettings): Promise<Problem[]> {
  const at = clock()
  const { problems } = await readDkimKeys(config)
  const site = await openSite(config, at)
  const mails = {
    config,
    templates: async () => mailTemplates(templates),
    ...sketches(config),
  }
  return [...problems, ...(await checkMails(mails, site, at))]
}

/** For a mail that nobody gets: its pictures are tried, and not kept. */
function sketches(config: Config): Pick<Ports, 'mailPost' | 'mailLogo' | 'newPlaceholder'> {
  const preparePictures = (needed: NeededPicture[]) => tryMailPictures(needed, picturesDir(config))
  const drawFormulas = async () => ({ pictures: new Map<string, never>(), problems: [] })
  return {
    mailPost: async (post, { body }, columnWidth) =>
      mailPost({ columnWidth, preparePictures, drawFormulas }, post, await body(post)),
    mailLogo: (logo) => mailLogo(logo, (name) => templatePicture(config, name), preparePictures),
    newPlaceholder: () => TOKEN_PLACEHOLDER,
  }
}
