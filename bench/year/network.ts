/** What the publication meets when it looks at its own pages and its own address. */
export class SimulatedNetwork {
  /** The site's pages are online. */
  arePagesUp = true
  answerOfWeb: 'ours' | 'another' | 'silent' = 'ours'

  /** Pages that do not answer. */
  readonly silentPages = async (): Promise<string[]> => (this.arePagesUp ? [] : ['The site does not answer'])
}
