import type { Config } from '../config/config.ts'
import { ownFiles } from './own-files.ts'
import { stat } from './read-at-once.ts'
import { type FoundFile, walkFolder } from './walk-folder.ts'

const MEDIA = /\.(?:avif|bmp|gif|heic|heif|jpe?g|jxl|png|svg|tiff?|webp|mp3|m4a|ogg|opus|wav|mp4|m4v|webm|mov)$/i

/** What the pages of the built site show, by its paths on the site: engines give pictures names that only a build knows. */
export async function builtMedia(config: Config): Promise<FoundFile[]> {
  const { built } = config.content
  const isThere = built !== undefined && (await stat(built).catch(() => undefined))?.isDirectory()
  if (built === undefined || !isThere) return []
  const { files } = await walkFolder(built, config.dir, ownFiles(config))
  return files.filter(({ path }) => MEDIA.test(path))
}
