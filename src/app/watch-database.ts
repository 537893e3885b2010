import type { Store } from '../store/open-store.ts'

const LOOK_EVERY_MS = 1_000

/**
 * Looks, between writes, whether the database was deleted or replaced: `lost` rejects then. Whoever only reads would follow
 * the old file for ever.
 */
export function watchPlace(store: Pick<Store, 'assertInPlace'>): { lost: Promise<never>; stop(): void } {
  let timer: NodeJS.Timeout | undefined
  const lost = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      try {
        store.assertInPlace()
      } catch (error) {
        reject(error)
      }
    }, LOOK_EVERY_MS)
  })
  // Whoever waits for it hears of it; nobody may be waiting yet, or any more.
  lost.catch(() => {})
  return { lost, stop: () => clearInterval(timer) }
}
