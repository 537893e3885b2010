import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { findTool } from '../missing-tool.ts'
import { PROGRAM } from '../program.ts'
import type { FeedPublication } from './publication.ts'

export interface FeedServer {
  url: string
  pid: number
  stop(): Promise<void>
}

/** The core that servers have to themselves, and the one of the load. */
export const SERVER_CORE = '0'
export const LOAD_CORE = '1'

/** One worker, no log, the packed files that `build` made. With `sendfile`, as Debian has it, the kernel sends files without a copy. */
export async function startNginx(
  { dir, output }: FeedPublication,
  port: number,
  sendfile: 'on' | 'off',
): Promise<FeedServer> {
  const file = await findTool('nginx', 'apt install nginx-light; it need not run.')
  const home = join(dir, `nginx-${sendfile}`)
  await mkdir(home)
  await writeFile(join(home, 'nginx.conf'), nginxConf(home, output, { port, sendfile }))
  return startPinned([file, '-p', home, '-c', join(home, 'nginx.conf'), '-e', join(home, 'error.log')], port)
}

export function startBroadsheet({ configFile }: FeedPublication, port: number): Promise<FeedServer> {
  return startPinned([process.execPath, PROGRAM, 'serve', '--config', configFile], port)
}

/** What Node's own server can do that knows the answer beforehand. */
export function startBareNode({ output }: FeedPublication, port: number): Promise<FeedServer> {
  const program = fileURLToPath(new URL('./bare-node.js', import.meta.url))
  return startPinned([process.execPath, program, join(output, 'feed.xml.gz'), String(port)], port)
}

async function startPinned(command: string[], port: number): Promise<FeedServer> {
  const taskset = await findTool('taskset', 'apt install util-linux')
  const child = spawn(taskset, ['-c', SERVER_CORE, ...command], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  const url = `http://127.0.0.1:${port}/feed.xml`
  const stop = async () => {
    child.kill()
    await ended
  }
  try {
    await answers(url, child)
  } catch (error) {
    await stop()
    throw error
  }
  return { url, pid: child.pid ?? 0, stop }
}

const TRIES = 600

async function answers(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const isThere = await fetch(url).then(
      async (answer) => (await answer.arrayBuffer()).byteLength > 0 && answer.ok,
      () => false,
    )
    if (isThere) return
    if (child.exitCode !== null) break
    await sleep(50)
  }
  throw new Error(`${child.spawnargs.slice(3).join(' ')} does not answer`)
}

function nginxConf(home: string, output: string, { port, sendfile }: { port: number; sendfile: string }): string {
  const user = process.getuid?.() === 0 ? 'user root;' : ''
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${home}/${name};`)
    .join(' ')
  return `${user} worker_processes 1; daemon off; pid ${home}/pid;
events { worker_connections 768; }
http {
  ${temporary}
  access_log off; sendfile ${sendfile}; tcp_nopush on; gzip_static on;
  types { application/rss+xml xml; }
  add_header Cache-Control "public, max-age=300";
  server { listen 127.0.0.1:${port}; root ${output}; }
}
`
}
