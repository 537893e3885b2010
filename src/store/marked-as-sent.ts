import { sql } from 'kysely'
import type { DeliveryState } from '../deliveries/delivery.ts'

const STATES: DeliveryState[] = ['queued', 'sending', 'deferred', 'uncertain', 'accepted', 'bounced', 'complained']

/**
 * Has, or will have, the person of this delivery got its posts? What was uncertain once may have arrived, whatever became
 * of it. A condition on a row of `deliveries`, under the name that it has in the query.
 */
export function countsAsSent(name: string) {
  const states = sql.join(STATES.map((state) => sql.lit(state)))
  return sql<boolean>`(${sql.ref(`${name}.state`)} in (${states}) or ${sql.ref(`${name}.uncertain_count`)} > 0)`
}
