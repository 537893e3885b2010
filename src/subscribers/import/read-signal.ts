import type { Signal } from './columns-known.ts'
import { readInstant } from './read-instant.ts'
import type { Said } from './said.ts'
import { readStatus } from './status-words.ts'
import { isNothing, yesOrNo } from './yes-or-no.ts'

/** `silent`: says nothing, so that other columns decide. `unknown`: must be settled before anything is imported. */
export type Reading = Said | 'silent' | 'unknown'

/** What a cell says, by what its column is. */
export function readSignal(signal: Signal, cell: string): Reading {
  switch (signal.kind) {
    case 'status':
      return isNothing(cell) ? 'silent' : readStatusCell(cell)
    case 'left':
      return readLeft(signal, cell)
    case 'subscribed':
      return readSubscribed(cell, signal.otherwise)
    case 'receives':
      return isNothing(cell) ? 'unsubscribed' : 'silent'
    case 'confirmed':
      return isNothing(cell) ? 'pending' : 'silent'
  }
}

function readStatusCell(cell: string): Reading {
  const whole = readStatus(cell)
  if (whole) return whole
  const answer = yesOrNo(cell)
  if (answer !== undefined) return answer ? 'active' : 'unsubscribed'
  // A column of labels, of which one says it.
  const parts = cell.split(/[,;|]/).flatMap((part) => readStatus(part) ?? [])
  return parts.find((said) => said !== 'active') ?? 'unknown'
}

function readLeft({ as, isSure }: Extract<Signal, { kind: 'left' }>, cell: string): Reading {
  if (isNothing(cell)) return 'silent'
  const answer = yesOrNo(cell)
  if (answer !== undefined) return answer ? as : 'silent'
  if (isSure || isTime(cell)) return as
  const status = readStatus(cell)
  return status === 'active' ? 'silent' : (status ?? 'unknown')
}

/** Empty is not yes: where others have a yes, it must be asked what it means (survey.ts). */
function readSubscribed(cell: string, otherwise: Said): Reading {
  if (isNothing(cell)) return 'silent'
  const answer = yesOrNo(cell)
  if (answer !== undefined) return answer ? 'active' : otherwise
  return isTime(cell) ? 'active' : (readStatus(cell) ?? 'unknown')
}

function isTime(cell: string): boolean {
  return readInstant(cell, 'day-first') !== undefined || readInstant(cell, 'month-first') !== undefined
}
