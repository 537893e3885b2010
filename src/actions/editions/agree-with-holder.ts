import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import { describeDifference } from '../../config/describe-difference.ts'
import { BroadsheetError, failure } from '../../config/problem.ts'
import { sayMoment } from '../../config/say-time.ts'
import { settingsDifference } from '../../config/sending-settings.ts'
import type { RunningProcess } from '../../deliveries/running-process.ts'
import { type EditionIntent, intentOf } from '../../editions/edition-intent.ts'
import type { LeaseName } from '../take-lease.ts'

export interface AgreePorts {
  config: Config
  processes: { holderOf(lease: LeaseName, at: Temporal.Instant): Promise<RunningProcess | undefined> }
  /** Is it certainly over? */
  isGone(other: RunningProcess): boolean
  clock(): Temporal.Instant
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
  /** Somebody who waits should know for what. */
  onWaiting(sentence: string): void
}

/**
 * A running `serve` looks at its files every second or two, checks what changed before it takes it, and lets each
 * connection finish its message.
 */
const PATIENCE_MS = 60_000
/** One that said what is wrong with the file may be looking at a better one by now. */
const PATIENCE_WITH_PROBLEM_MS = 10_000
const LOOK_EVERY_MS = 200
const SAY_AFTER_MS = 1_000

/**
 * What is started here is delivered by whoever holds the lease. Waits a moment for it to take the configuration that is
 * in the file by now. @throws BroadsheetError, before anything is written down, where it goes on with another
 */
export async function agreeWithHolder(ports: AgreePorts): Promise<void> {
  const own = intentOf(ports.config)
  for (let waited = 0; ; waited += LOOK_EVERY_MS) {
    const holder = await ports.processes.holderOf('delivery', ports.clock())
    if (!holder || holder.settingsHash === own.settingsHash || ports.isGone(holder)) return
    if (waited >= patienceWith(holder, own)) throw new BroadsheetError(disagreement(ports.config, holder, own))
    if (waited === SAY_AFTER_MS)
      ports.onWaiting(
        `\`broadsheet ${holder.command}\` (process ${holder.pid}) is to take the changed configuration first.`,
      )
    await ports.sleep(LOOK_EVERY_MS, new AbortController().signal)
  }
}

/** Nothing changes what another file says. */
function patienceWith({ configFile, problem }: RunningProcess, own: EditionIntent): number {
  if (configFile !== own.configFile) return 0
  return problem === undefined ? PATIENCE_MS : PATIENCE_WITH_PROBLEM_MS
}

function disagreement({ site }: Config, holder: RunningProcess, own: EditionIntent) {
  const difference = describeDifference(settingsDifference(holder.settings, own.settings), {
    theirs: 'there',
    ours: 'here',
  })
  const who = `\`broadsheet ${holder.command}\` (process ${holder.pid} on ${holder.host}, since ${sayMoment(holder.since, site.timezone)})`
  const whose = holder.configFile === own.configFile ? '' : ` Its configuration is ${holder.configFile}.`
  return failure(
    'send.other-config',
    `${who} delivers on this database, by another configuration: ${difference}.${whose} Nothing was sent.`,
    {
      hint: holder.problem
        ? `It did not take what is in the file now: ${holder.problem}`
        : 'Restart it, or stop it and try again.',
    },
  )
}
