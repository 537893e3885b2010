import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { findTool } from '../../bench/missing-tool.ts'
import { temporaryFolder } from './a-publication.ts'
import { freePort } from './served.ts'

export const nginx = await findTool('nginx', '').catch(() => undefined)

/**
 * Debian's nginx for one test. Gives its URL.
 * @param server lines of its one server
 * @param http lines before it; HOME stands for a folder of its own
 */
export async function startNginx(server: string, http = ''): Promise<string> {
  const home = temporaryFolder()
  const port = await freePort()
  mkdirSync(join(home, 'temporary'))
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${home}/temporary/${name};`,
  )
  const conf = join(home, 'nginx.conf')
  writeFileSync(
    conf,
    `${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off; pid ${home}/pid;
events { }
http {
  access_log off; ${temporary.join(' ')}
  types { text/html html; text/css css; text/xml xml; }
  ${http.replaceAll('HOME', home)}
  server { listen 127.0.0.1:${port}; ${server} }
}
`,
  )
  const child = spawn(nginx ?? '', ['-p', home, '-c', conf, '-e', join(home, 'error.log')], { stdio: 'inherit' })
  const ended = once(child, 'exit')
  onTestFinished(async () => {
    child.kill()
    await ended
  })
  const url = `http://127.0.0.1:${port}/`
  while (!(await fetch(url).catch(() => undefined))) await sleep(50)
  return url
}
