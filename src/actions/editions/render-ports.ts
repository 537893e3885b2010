import type { Config } from '../../config/config.ts'
import type { Problem } from '../../config/problem.ts'
import type { ThemeLogo } from '../../config/theme.ts'
import type { LightPictures } from '../../editions/picture-weight.ts'
import type { MailLogo, TemplateFiles } from '../../editions/variant-input.ts'
import type { Post } from '../../posts/post.ts'
import type { Scan } from '../record-scan.ts'
import type { MadeMailPost } from './mail-post.ts'

/** What making mails needs of the world. */
export interface RenderPorts {
  config: Config
  templates(): Promise<TemplateFiles>
  /** Random: what stands in a variant where each message has its own token. */
  newPlaceholder(): string
  /** A post as a mail shows it, its pictures in place, for a column of so many CSS pixels. */
  mailPost(post: Post, scan: Pick<Scan, 'body'>, columnWidth: number): Promise<MadeMailPost>
  /** Weighs the kept pictures of mails, by name, and makes them smaller where one mail's are too heavy together; without it, none is weighed. */
  lightPictures?(mails: string[][]): Promise<LightPictures>
  /** A theme's picture, made fit for mail clients; none, and a problem, where it cannot be shown. */
  mailLogo(logo: ThemeLogo): Promise<{ logo?: MailLogo; problems: Problem[] }>
}
