import type { NeededPicture } from '../bodies/pictures-of.ts'
import { type Problem, warning } from '../config/problem.ts'
import type { ThemeLogo } from '../config/theme.ts'
import type { MailLogo } from '../editions/variant-input.ts'
import type { MailPictures } from './mail-pictures.ts'

/**
 * A theme's logo as a mail shows it: one of the operator's files like the pictures of posts, and one on the web where it is. A
 * mail whose logo cannot be shown has the newsletter's title in its place.
 */
export async function mailLogo(
  { picture, width, alt }: ThemeLogo,
  fileOf: (name: string) => Promise<string | undefined>,
  prepare: (needed: NeededPicture[]) => Promise<MailPictures>,
): Promise<{ logo?: MailLogo; problems: Problem[] }> {
  const said = { ...(alt !== undefined && { alt }) }
  if (/^https:/i.test(picture)) return { logo: { url: picture, ...(width && { width }), ...said }, problems: [] }
  const file = await fileOf(picture)
  if (!file) return { problems: [unshown(picture, 'it is not there, or is a link that leads out of templates/')] }
  const { pictures, problems } = await prepare([{ url: picture, file }])
  const made = pictures.get(picture)
  if (!made) return { problems: problems.map(({ message }) => unshown(picture, message)) }
  return { logo: { url: made.url, width: width ?? Math.min(made.width ?? WIDEST, WIDEST), ...said }, problems: [] }
}

/** CSS pixels, of one whose theme does not say: a masthead, and no poster. */
const WIDEST = 200

function unshown(picture: string, why: string): Problem {
  return warning('theme.logo', `The logo is not shown: ${why.replace(/\.$/, '')}.`, {
    hint: 'The mail says the title in its place. Put a PNG, JPEG or GIF there.',
    file: `templates/${picture}`,
  })
}
