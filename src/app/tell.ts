import type { Config } from '../config/config.ts'
import { mayPass } from '../config/may-pass.ts'
import { printable, printableLines } from '../config/printable.ts'
import { withoutCredentials, withoutPeople } from '../config/redact.ts'
import type { OutgoingMail } from '../deliveries/send-result.ts'
import type { Store } from '../store/open-store.ts'
import { clock } from './clock.ts'
import { freshHandle } from './fresh-handle.ts'
import { lazily } from './lazily.ts'

const tellOperator = lazily(async () => (await import('../actions/tell-operator.ts')).tellOperator)
const sendThrough = lazily(async () => (await import('./mail-ports.ts')).sendThrough)
const dkimKeys = lazily(async () => (await import('./mail-ports.ts')).dkimKeys)

/**
 * Mails the operator: by the outbox, and at once where nothing can be written.
 *
 * @param inTrouble a server that is asked last where it goes at once
 */
export async function tell(
  config: Config,
  notice: { subject: string; text: string },
  store?: Pick<Store, 'outbox'>,
  inTrouble?: string,
): Promise<boolean> {
  const { notify } = config.operator
  if (!notify || config.newsletters.length === 0 || config.smtp.length === 0) return false
  const ports = {
    config,
    sendThrough: (name: string, mail: OutgoingMail) => sendThrough(config, name, mail),
    dkimKeys: () => dkimKeys(config),
    newHandle: freshHandle,
    clock,
  }
  // What a server or a post said may stand in it.
  const clean = (text: string) => withoutPeople(withoutCredentials(config.smtp)(text))
  const subject = printable(clean(notice.subject))
  const text = printableLines(clean(notice.text))
  if (!store) return tellOperator(ports, { subject, text }, inTrouble)
  try {
    return await store.outbox.put({ content: { kind: 'notice', subject, text }, address: notify, at: clock() })
  } catch (error) {
    if (!mayPass(error)) throw error
    return tellOperator(ports, { subject, text }, inTrouble)
  }
}
