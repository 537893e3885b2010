import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { ChaosDatabase } from './database.ts'
import type { Ledger } from './ledger.ts'
import { MOVES, type MoveName, ON_A_FILE, ON_A_SERVER } from './moves/moves.ts'
import { Operator, type Stage } from './operator.ts'
import type { ChaosOptions } from './options.ts'
import { postgresDatabase } from './postgres-database.ts'
import { readRelayLog } from './relay-log.ts'
import { setStage } from './set-stage.ts'
import { settle } from './settle.ts'
import { sqliteDatabase } from './sqlite-database.ts'
import { judge, type Verdict } from './verdict.ts'

/** Beside the verdict: how much of what there was. */
export interface Facts {
  seed: number
  minutes: number
  /** Beside `serve`, on PostgreSQL; 0 on a SQLite file. */
  workers: number
  /** Epoch milliseconds. */
  begun: number
  editions: number
  deliveries: number
  taken: number
  moves: Partial<Record<MoveName, number>>
  states: Record<string, number>
}

/**
 * Chaos for as long as asked, then peace until everything is settled, then the verdict.
 * @throws MissingTool where PostgreSQL is asked for and not installed
 */
export async function runChaos(options: ChaosOptions): Promise<{ verdict: Verdict; facts: Facts }> {
  const begun = Date.now()
  const say = (sentence: string) =>
    process.stderr.write(`${((Date.now() - begun) / 1000).toFixed(1).padStart(6)} ${sentence}\n`)
  const dir = mkdtempSync(join(tmpdir(), 'broadsheet-chaos-'))
  process.once('exit', () => {
    if (!options.keep) rmSync(dir, { recursive: true, force: true, maxRetries: 3 })
  })
  const database = options.workers ? await postgresDatabase() : sqliteDatabase(dir, options)
  let clear = () => {}
  const cleanUp = async () => {
    clear()
    await database.close()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void cleanUp().finally(() => process.exit(130)))
  try {
    say(`seed ${options.seed}, in ${dir}${leftOut(database)}`)
    const set = await setStage(options, { dir, database, say })
    clear = set.clear
    return await play(set.stage, options, { begun, ledgerFile: options.keep ? join(dir, 'ledger.json') : undefined })
  } finally {
    await cleanUp()
  }
}

function leftOut({ server, disk }: ChaosDatabase): string {
  return server || disk ? '' : '; only root can mount a disk to fill: that is left out'
}

async function play(
  stage: Stage,
  { minutes, seed }: ChaosOptions,
  { begun, ledgerFile }: { begun: number; ledgerFile: string | undefined },
): Promise<{ verdict: Verdict; facts: Facts }> {
  const operator = new Operator(stage)
  operator.keepServing()
  const sending = operator.keepSending()
  const moves = await strike(operator, minutes)
  operator.finish()
  await sending
  await calmDown(operator)
  const ledger = await stage.database.ledger.read()
  if (ledgerFile) writeFileSync(ledgerFile, JSON.stringify({ ...ledger, suppressed: [...ledger.suppressed] }))
  return conclude(operator, ledger, { seed, minutes, workers: stage.workers, begun, moves })
}

/** One move after another. Gives how many of each. */
async function strike(operator: Operator, minutes: number): Promise<Facts['moves']> {
  const { random, database } = operator.stage
  const weights = database.server ? ON_A_SERVER : ON_A_FILE
  const moves: Facts['moves'] = {}
  for (const end = Date.now() + minutes * 60_000; Date.now() < end; ) {
    await pause(random.between(500, 4_000))
    const name = random.weighted(weights as Record<MoveName, number>)
    await MOVES[name](operator)
    moves[name] = (moves[name] ?? 0) + 1
  }
  return moves
}

async function calmDown(operator: Operator): Promise<void> {
  const { relay, product, say } = operator.stage
  say('no faults any more; waiting until every edition is settled')
  await relay.tell('calm')
  if (!(await settle(operator))) say('some deliveries do not settle')
  await operator.rest()
  product.killAll()
  if (!(await operator.did('db', 'check'))) product.misdeeds.push('broadsheet db check finds the database at fault')
}

function conclude(
  { stage, departures, disturbances, pauses }: Operator,
  ledger: Ledger,
  facts: Pick<Facts, 'seed' | 'minutes' | 'workers' | 'begun' | 'moves'>,
): { verdict: Verdict; facts: Facts } {
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
