import type { Config } from '../config/config.ts'
import type { Mailbox } from '../config/mailbox.ts'
import { BroadsheetError, failure } from '../config/problem.ts'

/**
 * In whose name a mail comes: its newsletter's, else the first one's, also where that newsletter is gone.
 * @throws BroadsheetError where there is no newsletter
 */
export function outboxSender({ newsletters }: Config, { newsletter }: { newsletter?: string }): Mailbox {
  const from = (newsletters.find(({ id }) => id === newsletter) ?? newsletters[0])?.from
  if (from) return from
  throw new BroadsheetError(failure('config.missing', 'There is no [[newsletters]] in whose name a mail could come.'))
}
