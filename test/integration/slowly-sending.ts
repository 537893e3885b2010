import { Publication } from './a-publication.ts'
import { type MailLog, startMailLog } from './mail-log.ts'

/** A publication whose mail server takes its time, so that a send can be ended in the middle. */
export async function slowlySending(
  readers = 60,
): Promise<{ log: MailLog; publication: Publication; addresses: string[] }> {
  const log = await startMailLog({ delay: 60 })
  const publication = new Publication({ smtpPort: log.port })
  return { log, publication, addresses: await publication.openWith(readers) }
}

export function sendingCount(publication: Publication): number | undefined {
  return publication.sql<{ n: number }>("select count(*) as n from deliveries where state = 'sending'")[0]?.n
}
