import type { ProgramLimits } from './engines/engine-program.ts'

/** What a site's own program may take. */
export const PROGRAM_LIMITS: ProgramLimits = {
  /** A large site takes some seconds; one whose templates ask the network waits for it. */
  withinMs: 120_000,
  mostBytes: 4 * 1024 * 1024,
  mostMade: 512 * 1024 * 1024,
}
