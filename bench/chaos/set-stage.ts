import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { freePort } from '../free-port.ts'
import { PROGRAM } from '../program.ts'
import { Seeded } from '../seeded.ts'
import type { ChaosDatabase } from './database.ts'
import type { Stage } from './operator.ts'
import type { ChaosOptions } from './options.ts'
import { Product } from './product.ts'
import { ProductClock } from './product-clock.ts'
import { ChaosPublication } from './publication.ts'
import { RelayProcess } from './relay-process.ts'

/** From dist/bench/bench/chaos to the root. */
const ROOT = new URL('../../../../', import.meta.url)

/** A relay, and a publication with its readers, in which nothing was sent yet. */
export async function setStage(
  { seed, subscribers, connections, workers = 0 }: ChaosOptions,
  { dir, database, say }: { dir: string; database: ChaosDatabase; say(sentence: string): void },
): Promise<{ stage: Stage; clear(): void }> {
  const relayLogFile = join(dir, 'relay.log')
  const relay = await startRelay(seed, relayLogFile)
  const webPort = await freePort()
  const publication = new ChaosPublication({
    dir,
    databaseUrl: database.url,
    relayPort: relay.port,
    webPort,
    connections,
    readerCount: subscribers,
    uncertain: new Seeded(seed).fork('policy').chance(0.2) ? 'hold' : 'resend',
    isPaced: new Seeded(seed).fork('rates').chance(0.3),
  })
  const clock = new ProductClock(dir)
  const product = new Product({
    program: PROGRAM,
    configFile: publication.configFile,
    clockModule: pathToFileURL(fileURLToPath(new URL('./moved-clock.js', import.meta.url))).href,
    clock,
    dir,
  })
  const clear = () => {
    product.killAll()
    relay.kill()
  }
  try {
    await layBaseline(product, publication)
  } catch (error) {
    clear()
    throw error
  }
  const random = new Seeded(seed).fork('moves')
  // Those who deliver at once: on a server a `serve`, a `send` and the workers, on a file one of them.
  const most = connections * (database.server ? workers + 2 : 1)
  const parts = { random, publication, product, relay, clock, database }
  return { stage: { ...parts, relayLogFile, webPort, workers, connections: most, say }, clear }
}

function startRelay(seed: number, logFile: string): Promise<RelayProcess> {
  const certificates = fileURLToPath(new URL('test/mail/certificates/', ROOT))
  const key = join(certificates, 'localhost.key.pem')
  return RelayProcess.start({ seed, logFile, key, certificate: join(certificates, 'localhost.pem') })
}

/** What is live now, which is nothing, counts as sent. */
async function layBaseline(product: Product, { readersFile }: ChaosPublication): Promise<void> {
  for (const command of [['adopt'], ['subscribers', 'import', readersFile]]) {
    const { exitCode, stderr } = await product.start(...command).ended
    if (exitCode !== 0) throw new Error(`the publication could not be set up: ${stderr}`)
  }
}
