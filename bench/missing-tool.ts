import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

export class MissingTool extends Error {
  override readonly name = 'MissingTool'
}

/** Debian keeps Postfix's tools where an ordinary user's PATH does not look. */
const MORE_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/usr/libexec/postfix']

/** The file that a command is; throws MissingTool, with how to install it, where there is none. */
export async function findTool(name: string, install: string): Promise<string> {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...MORE_FOLDERS]
  for (const folder of folders.filter(Boolean)) {
    const file = join(folder, name)
    if (await isExecutable(file)) return file
  }
  throw new MissingTool(`${name} is not installed. ${install}`)
}

function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  )
}
