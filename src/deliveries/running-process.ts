import type { Temporal } from 'temporal-polyfill'

/** Which process it is, for others on the same database. */
export interface ProcessIdentity {
  pid: number
  /** When it started, as the kernel counts: tells it from a later process with its pid. '' where nobody says. */
  started: string
  host: string
  /** Where pids are its own: one boot of one machine, and one pid namespace (a container's) of it. '' where nobody says. */
  boot: string
}

/** A program that delivers on the database, or waits until it may. */
export interface RunningProcess extends ProcessIdentity {
  /** The name by which it holds leases. */
  id: string
  /** As typed: `serve`, `run`, `run --once`, `send`. */
  command: string
  /** Broadsheet's. */
  version: string
  /** Absolute path of its broadsheet.toml. */
  configFile: string
  /** What of the configuration matters for sending: key → value, secrets as hashes; and the hash of all of it. */
  settings: Record<string, string>
  settingsHash: string
  /** Why it did not take the configuration that is in its file by now. */
  problem?: string
  since: Temporal.Instant
}

/**
 * Is this process over? Known only of one whose pids are ours to look up; undefined of any other.
 *
 * @param startOf when the process that has this pid now started; undefined where there is none
 */
export function isGone(
  other: ProcessIdentity,
  here: Pick<ProcessIdentity, 'host' | 'boot'>,
  startOf: (pid: number) => string | undefined,
): boolean | undefined {
  if (other.host !== here.host || other.boot === '' || here.boot === '') return undefined
  const [kernel, namespace] = other.boot.split(' ')
  const [kernelHere, namespaceHere] = here.boot.split(' ')
  if (kernel !== kernelHere) return true
  return namespace === namespaceHere ? startOf(other.pid) !== other.started : undefined
}
