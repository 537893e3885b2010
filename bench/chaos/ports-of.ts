import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'

const TABLE = '/proc/net/tcp'

/** The processes' own ends of their connections to a port on this machine, by Linux's /proc (proc(5)); undefined elsewhere. */
export function portsOf(pids: number[], toPort: number): number[] | undefined {
  if (!existsSync(TABLE)) return undefined
  const sockets = new Set(pids.flatMap((pid) => socketsOf(pid)))
  return readFileSync(TABLE, 'utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , remote, , , , , , , inode = '']) => portIn(remote) === toPort && sockets.has(inode))
    .map(([, local]) => portIn(local))
}

function socketsOf(pid: number): string[] {
  const folder = `/proc/${pid}/fd`
  return namesIn(folder).flatMap((name) => /^socket:\[(\d+)\]$/.exec(linkAt(`${folder}/${name}`))?.[1] ?? [])
}

/** `0100007F:1F90` */
function portIn(address = ''): number {
  return Number.parseInt(address.split(':')[1] ?? '', 16)
}

/** A process that is over has none. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function linkAt(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
