import type { TakenMail } from '../mail-server.ts'
import type { World } from '../world.ts'

/** What any server took, in its order by server. */
export function realMails({ servers }: Pick<World, 'servers'>): TakenMail[] {
  return servers.flatMap(({ taken }) => taken).sort((a, b) => a.at.epochMilliseconds - b.at.epochMilliseconds)
}

/** `send --to` gives what a send would give, as often as it is asked for. */
export function isTest({ messageId }: Pick<TakenMail, 'messageId'>): boolean {
  return messageId.includes('.test.')
}
