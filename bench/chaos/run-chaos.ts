import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { freePort } from '../free-port.ts'
import { PROGRAM } from '../program.ts'
import { Seeded } from '../seeded.ts'
import { LedgerReader } from './ledger.ts'
import { MOVES, type MoveName, WEIGHTS } from './moves/moves.ts'
import { Operator, type Stage } from './operator.ts'
import type { ChaosOptions } from './options.ts'
import { Product } from './product.ts'
import { ProductClock } from './product-clock.ts'
import { ChaosPublication } from './publication.ts'
import { readRelayLog } from './relay-log.ts'
import { RelayProcess } from './relay-process.ts'
import { settle } from './settle.ts'
import { SmallDisk } from './small-disk.ts'
import { judge, type Verdict } from './verdict.ts'

/** Beside the verdict: how much of what there was. */
export interface Facts {
  seed: number
  minutes: number
  /** Epoch milliseconds. */
  begun: number
  editions: number
  deliveries: number
  taken: number
  moves: Partial<Record<MoveName, number>>
  states: Record<string, number>
}

/** From dist/bench/bench/chaos to the root. */
const ROOT = new URL('../../../../', import.meta.url)

/** Chaos for as long as asked, then peace until everything is settled, then the verdict. */
export async function runChaos(options: ChaosOptions): Promise<{ verdict: Verdict; facts: Facts }> {
  const dir = mkdtempSync(join(tmpdir(), 'broadsheet-chaos-'))
  const begun = Date.now()
  const say = (sentence: string) =>
    process.stderr.write(`${((Date.now() - begun) / 1000).toFixed(1).padStart(6)} ${sentence}\n`)
  const disk = SmallDisk.mount(join(dir, 'disk'))
  say(`seed ${options.seed}, in ${dir}${disk ? '' : '; only root can mount a disk to fill: that is left out'}`)
  const { stage, clear } = await setStage(options, dir, disk, say).catch((error: unknown) => {
    disk?.unmount()
    throw error
  })
  const cleanUp = () => {
    clear()
    if (disk && options.keep) cpSync(disk.dir, join(dir, 'database'), { recursive: true })
    disk?.unmount()
    if (!options.keep) rmSync(dir, { recursive: true, force: true, maxRetries: 3 })
  }
  process.once('exit', cleanUp)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
  return play(stage, options, begun)
}

async function setStage(
  { seed, subscribers, connections }: ChaosOptions,
  dir: string,
  disk: SmallDisk | undefined,
  say: (sentence: string) => void,
): Promise<{ stage: Stage; clear(): void }> {
  const relayLogFile = join(dir, 'relay.log')
  const certificates = fileURLToPath(new URL('test/mail/certificates/', ROOT))
  const relay = await RelayProcess.start({
    seed,
    logFile: relayLogFile,
    key: join(certificates, 'localhost.key.pem'),
    certificate: join(certificates, 'localhost.pem'),
  })
  const databaseFile = join(disk?.dir ?? dir, 'broadsheet.db')
  const webPort = await freePort()
  const publication = new ChaosPublication({
    dir,
    databaseFile,
    relayPort: relay.port,
    webPort,
    connections,
    readerCount: subscribers,
    uncertain: new Seeded(seed).fork('policy').chance(0.2) ? 'hold' : 'resend',
  })
  const clock = new ProductClock(join(dir, 'clock'))
  const product = new Product({
    program: PROGRAM,
    configFile: publication.configFile,
    clockModule: pathToFileURL(fileURLToPath(new URL('./moved-clock.js', import.meta.url))).href,
    clockFile: clock.file,
    dir,
  })
  const random = new Seeded(seed).fork('moves')
  // Lays the baseline: what is live now, which is nothing, counts as sent.
  for (const command of [['adopt'], ['subscribers', 'import', publication.readersFile]]) {
    const { exitCode, stderr } = await product.run(...command)
    if (exitCode !== 0) throw new Error(`the publication could not be set up: ${stderr}`)
  }
  const ledger = new LedgerReader(databaseFile)
  const stage = { random, publication, product, relay, clock, disk, ledger, relayLogFile, webPort, connections, say }
  const clear = () => {
    product.killAll()
    relay.kill()
  }
  return { stage, clear }
}

async function play(
  stage: Stage,
  { minutes, seed }: ChaosOptions,
  begun: number,
): Promise<{ verdict: Verdict; facts: Facts }> {
  const operator = new Operator(stage)
  const { relay, say, random } = stage
  operator.keepServing()
  const sending = operator.keepSending()
  const moves: Facts['moves'] = {}
  for (const end = Date.now() + minutes * 60_000; Date.now() < end; ) {
    await pause(random.between(500, 4_000))
    const name = random.weighted(WEIGHTS)
    await MOVES[name](operator)
    moves[name] = (moves[name] ?? 0) + 1
  }
  operator.finish()
  await sending
  say('no faults any more; waiting until every edition is settled')
  await relay.tell('calm')
  if (!(await settle(operator))) say('some deliveries do not settle')
  await operator.rest()
  stage.product.killAll()
  return conclude(operator, { seed, minutes, begun, moves })
}

function conclude(
  { stage, departures, disturbances, pauses }: Operator,
  facts: Pick<Facts, 'seed' | 'minutes' | 'begun' | 'moves'>,
): { verdict: Verdict; facts: Facts } {
  const ledger = stage.ledger.read()
  const relay = readRelayLog(stage.relayLogFile)
  const { readers } = stage.publication
  const { misdeeds } = stage.product
  const verdict = judge({ relay, ledger, readers, departures, disturbances, pauses, misdeeds })
  const states: Record<string, number> = {}
  for (const { state } of ledger.deliveries) states[state] = (states[state] ?? 0) + 1
  const taken = relay.filter(({ event }) => event === 'taken').length
  const { editions, deliveries } = ledger
  return { verdict, facts: { ...facts, editions: editions.length, deliveries: deliveries.length, taken, states } }
}
