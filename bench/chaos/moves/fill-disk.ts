import { setTimeout as pause } from 'node:timers/promises'
import type { Operator } from '../operator.ts'

/** The database's disk is full for some seconds. */
export async function fillDisk(operator: Operator): Promise<void> {
  const { random, database, product, say } = operator.stage
  const { disk } = database
  if (!disk) return
  if (random.chance(0.8)) await operator.inFullFlow()
  const milliseconds = random.between(500, 12_000)
  say(`filled the disk for ${(milliseconds / 1000).toFixed(1)} s`)
  // A process that a full disk ends has answers that it could not write down.
  await operator.disturb('full disk', async () => {
    disk.fill()
    try {
      product.start('send', 'weekly', '--yes')
      await pause(milliseconds)
    } finally {
      disk.free()
    }
  })
}
