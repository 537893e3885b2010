import type { Away } from '../../src/editions/needed-urls.ts'

/** What the publication meets when it looks at its own pages and its own address. */
export class SimulatedNetwork {
  /** The site's pages are online. */
  arePagesUp = true
  answerOfWeb: 'ours' | 'another' | 'silent' = 'ours'

  /** Pages that do not answer. */
  readonly away = async (): Promise<Away[]> =>
    this.arePagesUp ? [] : [{ kind: 'page', said: 'The site does not answer' }]
}
