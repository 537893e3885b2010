import { createHmac } from 'node:crypto'
import { createChallenge, randomInt, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import type { Challenge, Payload } from 'altcha-lib/types'
import type { Temporal } from 'temporal-polyfill'

/** What a phone does in two seconds or so; a list of a million addresses takes a machine weeks. */
const ALGORITHM = 'PBKDF2/SHA-256'
const COST = 1_000
const TRIES = { min: 1_000, max: 3_000 }
/** Somebody may take their time over the form. */
const VALID_SECONDS = 3_000

/** A task that costs whoever solves it some time, and us none to check; signed, so that nothing of it is kept here. */
export function newTask([secret = '']: string[], at: Temporal.Instant): Promise<Challenge> {
  return createChallenge({
    algorithm: ALGORITHM,
    cost: COST,
    counter: randomInt(TRIES.min, TRIES.max),
    deriveKey,
    expiresAt: Math.floor(at.epochMilliseconds / 1000) + VALID_SECONDS,
    ...keysOf(secret),
  })
}

/** What the task was called, if its solution is right, in time, and of one of ours; each counts once, which the caller sees to. */
export async function provenWork(solution: string, secrets: string[]): Promise<string | undefined> {
  const payload = payloadOf(solution)
  if (!payload) return undefined
  for (const secret of secrets) {
    try {
      const { verified } = await verifySolution({ ...payload, deriveKey, ...keysOf(secret) })
      if (verified) return payload.challenge.parameters.nonce
    } catch {
      // A stranger wrote it, and it is none.
      return undefined
    }
  }
  return undefined
}

function payloadOf(solution: string): Payload | undefined {
  try {
    const payload = JSON.parse(Buffer.from(solution, 'base64').toString('utf8')) as Payload
    const { algorithm, cost } = payload.challenge.parameters
    // Nothing is derived by a stranger's numbers.
    return algorithm === ALGORITHM && cost === COST && payload.solution ? payload : undefined
  } catch {
    return undefined
  }
}

function keysOf(secret: string): { hmacSignatureSecret: string; hmacKeySignatureSecret: string } {
  const derive = (label: string) => createHmac('sha256', secret).update(`broadsheet task ${label}`).digest('base64url')
  return { hmacSignatureSecret: derive('signature'), hmacKeySignatureSecret: derive('key') }
}
