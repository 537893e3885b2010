import { relative } from 'node:path'
import type { Config } from '../config/config.ts'
import { posixPath } from './shown-path.ts'

/** `content.source`, from the site's folder. */
export function sourceFrom(root: string, { content }: Config): string {
  return posixPath(relative(root, content.source))
}

/** Where a picture that is a link may lie: whoever keeps one in `static/` links to it from a bundle. */
export function siteFolders(root: string, config: Config, contentFolders: string[]): string[] {
  return [root, config.dir, ...config.content.static, ...contentFolders]
}
