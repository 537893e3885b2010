import { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import { FORGET_SIGN_UPS_HOURS } from '../../subscribers/sign-up.ts'

export interface TidyPorts {
  config: Config
  signUps: {
    tidy(times: {
      signUpsBefore: Temporal.Instant
      networksBefore: Temporal.Instant
      now: Temporal.Instant
    }): Promise<void>
  }
  clock(): Temporal.Instant
}

/** Where nobody can sign up any more, what was kept is still forgotten in time. */
const KEPT = Temporal.Duration.from({ hours: 30 * 24 })

/** Forgets what nobody confirmed, and network addresses that were kept long enough. */
export async function tidySignUps({ config, signUps, clock }: TidyPorts): Promise<void> {
  const now = clock()
  await signUps.tidy({
    now,
    signUpsBefore: now.subtract({ hours: FORGET_SIGN_UPS_HOURS }),
    networksBefore: now.subtract(config.subscribe?.keepNetworkAddress ?? KEPT),
  })
}
