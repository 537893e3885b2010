import { setTimeout as sleep } from 'node:timers/promises'
import type { Poll } from '../list/latency.ts'

export interface SteadySignUps {
  url: string
  everyMs: number
  forMs: number
}

/** Each reader comes at their time, whatever became of the one before. Throws where one is not taken. */
export async function signUpSteadily({ url, everyMs, forMs }: SteadySignUps): Promise<Poll[]> {
  const begun = Date.now()
  const readers: Promise<Poll>[] = []
  for (let number = 0; number * everyMs < forMs; number++) {
    await sleep(Math.max(0, begun + number * everyMs - Date.now()))
    readers.push(signUp(url, number))
  }
  return Promise.all(readers)
}

async function signUp(url: string, number: number): Promise<Poll> {
  const [at, started] = [Date.now(), performance.now()]
  const network = [10, number >> 16, (number >> 8) & 255, number & 255].join('.')
  const answer = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'x-forwarded-for': network },
    body: new URLSearchParams({ email: `new-reader-${number}@bench.example` }),
  })
  await answer.arrayBuffer()
  if (answer.status !== 303) throw new Error(`A sign-up was answered by ${answer.status}.`)
  return { at, milliseconds: performance.now() - started }
}
