import type { Generated } from 'kysely'

export interface ReportsTable {
  id: Generated<number>
  mail_hash: string
  position: number
  inbox: string
  at: number
  kind: string
  action: string
  reason: string
  status: string | null
  code: number | null
  reply: string | null
  delivery_id: number
  subscriber_id: number
}

export interface InboxesTable {
  name: string
  validity: string
  last_uid: number
  at: number
  understood: number
  left_alone: number
}
