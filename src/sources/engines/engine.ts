import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import type { DialectName } from '../../config/dialects.ts'
import type { Problem } from '../../config/problem.ts'
import type { SiteFacts } from '../../config/starter-config.ts'
import type { Question } from '../../posts/body-context.ts'
import type { BodySyntax } from '../../posts/body-syntax.ts'
import type { Dialect, FileTimes, Place } from '../../posts/dialects/dialect.ts'
import type { MountedDir } from '../../posts/mounted-dir.ts'
import type { NotNews } from '../../posts/not-news.ts'
import type { Page } from '../../posts/page.ts'
import type { Post } from '../../posts/post.ts'
import type { ReadPage } from '../../posts/read-post.ts'
import type { IndexedDir, SiteBeyond } from '../../posts/site-index.ts'
import type { FoundFile } from '../walk-folder.ts'
import type { EngineProgram } from './engine-program.ts'

/** A site generator whose sites are read. Its two folders know it by name, and engines.ts has the list; nobody else does. */
export interface Engine {
  name: DialectName
  /** The files by which its sites are known, for a sentence. */
  lookedFor: string
  /**
   * The site in a folder; undefined where no file says that there is one.
   * @param shownFrom folder from which problems name their files
   * @throws BroadsheetError where its configuration is broken
   */
  detect(dir: string, shownFrom?: string): Promise<DetectedSite | undefined>
  /** A folder of which no configuration speaks, as a site with all of the engine's defaults. */
  suppose(dir: string): DetectedSite
}

/** A site's configuration, before anything else of it is read. */
export interface DetectedSite {
  /** Its configuration files, below its folder, the one to name first. */
  files: string[]
  /** All that they say, as one text. */
  written: string
  /** Whether `content.source` holds content of this site, or lies in it. */
  holds(config: Config): boolean
  /** What a first broadsheet.toml takes from it. */
  facts(): Promise<SiteFacts>
  /** @throws BroadsheetError where a part of its content cannot be read: what was in it would be gone at once */
  open(config: Config): Promise<SiteReader>
}

/** A site on the disk: its files, and what its engine makes of them. */
export interface SiteReader {
  /** What is published, when, at which URL, under which terms. */
  dialect: Dialect
  /** Of its settings and folders. */
  problems: Problem[]
  /** Absolute, with a slash at the end. */
  baseUrl: string
  /** Of the site's own, in its first language. */
  params: Readonly<Record<string, unknown>>
  /** See SiteIndex. */
  canonifyUrls: boolean
  /** See SiteIndex. */
  linksFromContent?: boolean
  contentDirs: IndexedDir[]
  staticDirs: MountedDir[]
  /** Files that it publishes as they are, by their paths on the site, where they lie among others. */
  staticFiles: FoundFile[]
  /** The content files that may be published, by path from the site's folder; their own paths are those from `content.source`. */
  contentFiles: ReadonlyMap<string, FoundFile>
  /** Absolute paths of the folders that were walked for them. */
  contentFolders: string[]
  /** Those of the content files that are no pages, though somebody may look for them among the posts. */
  unread: { path: string; why: NotNews }[]
  /** The picture that the engine itself takes for a page that names none: the path of a content file in the page's own folder. */
  pictureFor(place: Place): string | undefined
  /** All that a page depends on besides its own file and the configuration. */
  pagesDependOn: unknown[]
  timesOf(path: string, found: FoundFile): Promise<FileTimes>
  /** What else may be on the site, now that its pages were read. */
  beyond(read: ReadPage[]): Promise<SiteBeyond>
  bodies(pages: Page[]): Promise<BodySource>
  /** Absent where nobody knows how to have it render bodies. */
  program?: EngineProgram
  /** What the engine's own program says of the posts; nothing where it cannot be asked. */
  askProgram(posts: Post[], now: Temporal.Instant): Promise<Problem[]>
}

/** What bodies get from their site's engine. */
export interface BodySource {
  /** Undefined: there is none. */
  answer(question: Question, from: Page): string | undefined
  /** Of all that the answers depend on besides the site's pages. */
  answersKey: string
  /** Loaded with the first body that is rendered. */
  syntax(): Promise<BodySyntax>
  problems: Problem[]
}
