import type { Temporal } from 'temporal-polyfill'
import type { EditionPlace } from '../editions/edition.ts'
import type { Reported, ReportKind } from './report.ts'

/** A delivery that a report may be about. */
export interface KnownDelivery {
  id: number
  editionId: number
  subscriberId: number
  subscriberHandle: string
  addressKey: string
  newsletter: string
  edition: EditionPlace
  birth?: string
}

/** How far an inbox is read (RFC 3501 §2.3.1.1): ids of mails hold as long as the validity is the same. */
export interface InboxPlace {
  validity: string
  lastUid: number
}

/** A report on a delivery, about to be written down. */
export interface NewReport {
  delivery: KnownDelivery
  reported: Reported
  kind: ReportKind
  /** SHA-256 of the mail that said so, and which of its recipients this is: by these it is known again. */
  mailHash: string
  position: number
  inbox: string
  at: Temporal.Instant
}
