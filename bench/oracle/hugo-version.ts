import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { findTool } from '../missing-tool.ts'

/** 111 of `hugo v0.111.3+extended`; a version that is not told so is the newest. Throws MissingTool. */
export async function hugoVersion(): Promise<number> {
  const hugo = await findHugo()
  const { stdout } = await promisify(execFile)(hugo, ['version'])
  return Number(/v0\.(\d+)/.exec(stdout)?.[1] ?? Number.POSITIVE_INFINITY)
}

export function findHugo(): Promise<string> {
  return findTool('hugo', 'Install it: apt-get install hugo.')
}
