import { type Edition, editionName } from './edition.ts'
import { type HeldEdition, whatToDo } from './held.ts'

/** What to do about an edition that stopped itself since most was rejected: the server may be at fault, and then nobody's address is dead. */
export function afterRejections(name: string): string[] {
  return [
    `No address was suppressed for it. See what the server said with: broadsheet status ${name}.`,
    `Once the server is right, send again what it rejected, and the rest, with: broadsheet retry ${name} --failed.`,
    `If the addresses are wrong, go on without them: broadsheet resume ${name}.`,
  ]
}

/** How an edition that waits goes on, a line each, with what to type; none for one that goes by itself. */
export function howToGoOn(edition: HeldEdition & Pick<Edition, 'state' | 'reason'>): string[] {
  const name = editionName(edition)
  if (edition.state === 'paused' && edition.reason === 'rejections') return afterRejections(name)
  if (edition.state === 'paused')
    return [`Go on with: broadsheet resume ${name}`, `Drop it with: broadsheet cancel ${name}`]
  if (edition.state === 'planned')
    return [
      `It waits for all that its mails show and lead to to be online. To send without waiting: broadsheet release ${name}`,
    ]
  return whatToDo(edition)
}
