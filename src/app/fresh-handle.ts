import { randomBytes } from 'node:crypto'
import { newHandle } from '../subscribers/token.ts'

export function freshHandle(): string {
  return newHandle(fromPool)
}

const POOL_BYTES = 4096
let pool: Uint8Array = new Uint8Array(0)

/** Asked of the system some hundred handles at a time: to ask takes longer than all else about one. */
function fromPool(count: number): Uint8Array {
  if (pool.length < count) pool = randomBytes(POOL_BYTES)
  const bytes = pool.subarray(0, count)
  pool = pool.subarray(count)
  return bytes
}
