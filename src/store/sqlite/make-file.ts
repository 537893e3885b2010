import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** File systems without links, such as FAT. */
const NO_LINKS = /^(EPERM|ENOTSUP|EOPNOTSUPP|ENOSYS|EMLINK|EINVAL)$/

/**
 * Makes a file that only its owner may read, and its folder, where there is none. Under its own name it is never opened
 * here: another thread may have a connection to it by then, and closing our handle would drop that one's locks.
 */
export async function makePrivateFile(file: string): Promise<void> {
  await makePrivateFolder(dirname(file))
  const fresh = `${file}.${randomUUID()}.new`
  try {
    await (await open(fresh, 'wx', 0o600)).close()
    await link(fresh, file)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (NO_LINKS.test(code)) await makeByName(file)
    else if (code !== 'EEXIST') throw error
  } finally {
    await rm(fresh, { force: true })
  }
}

/** The folder for its owner alone; those above it, which may hold other things, as usual. One that is there stays as it is. */
export async function makePrivateFolder(folder: string): Promise<void> {
  if (existsSync(folder)) return
  await mkdir(dirname(folder), { recursive: true })
  await mkdir(folder, { recursive: true, mode: 0o700 })
}

async function makeByName(file: string): Promise<void> {
  try {
    await (await open(file, 'wx', 0o600)).close()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
