import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Publication, type PublicationOptions } from './a-publication.ts'
import { type MailLogOptions, startMailLog } from './mail-log.ts'

/** A publication that `serve` runs, with a slow mail server and readers who are due a post. */
export async function served(
  readers: number,
  options: MailLogOptions = {},
  more: PublicationOptions = {},
  command: 'serve' | 'run' = 'serve',
) {
  const log = await startMailLog(options)
  const port = await freePort()
  const web = `url = "https://news.lantern.example/"\nport = ${port}`
  const publication = new Publication({ smtpPort: log.port, web, ...more })
  const addresses = await publication.openWith(readers)
  const serve = publication.start(command)
  if (command === 'serve') await serve.says('listening on')
  await until(() => publication.sql('select * from leases where holder is not null').length > 0)
  return { log, publication, addresses, serve, web: `http://127.0.0.1:${port}/` }
}

/** Looks again and again; the test's own time limit ends it. */
async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await sleep(20)
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
