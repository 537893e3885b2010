/** What an edition's state is called where people read it: the ledger's own word for one that has mails left says little. */
export function sayState(state: string): string {
  return state === 'settling' ? 'not done yet' : state
}
