import { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import { mapBounded } from '../../config/map-bounded.ts'
import { type Problem, warning } from '../../config/problem.ts'
import { backoff } from '../../deliveries/backoff.ts'
import type { HubAnswer, HubTopic, PendingTopic, ShownBytes } from '../../feeds/hub-topic.ts'

export interface TellHubPorts {
  config: Config
  hubTopics: {
    claim(now: Temporal.Instant, until: Temporal.Instant): Promise<PendingTopic[]>
    told(topic: HubTopic): Promise<void>
    failed(topic: HubTopic, error: string, dueAt: Temporal.Instant | undefined): Promise<void>
  }
  /** Whether the feed's address shows these bytes; `nothing`: it does not answer. */
  bytesOnline(topic: HubTopic): Promise<ShownBytes>
  /** Half a sentence where it failed; `isSilent`: nobody answered. */
  pingHub(hub: string, topic: string): Promise<HubAnswer>
  /** 0 to 1. */
  jitter(): number
  clock(): Temporal.Instant
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

export interface HubReport {
  /** URLs of the feeds that the hub was told of. */
  told: string[]
  problems: Problem[]
}

/** Another process may take a ping over when this one has been at it so long. */
const CLAIMED_FOR = Temporal.Duration.from({ minutes: 5 })
/** A day and a half: by then everybody has polled. */
const MOST_ATTEMPTS = 14
/** `serve` looks at a file again after 100 ms: the hub, which comes at once, must get the new one. */
const SEEN_AFTER_MS = 250
/** Between tries of a command; four times as long each time. */
const FIRST_PAUSE_MS = 1_000
/** So often it is waited for that a feed is online; then the hub is told all the same, for something may change its bytes on the way. */
const PATIENCE = 5
/** A hub is somebody else's machine. */
const AT_ONCE = 4

/**
 * Pings the hub for each feed that changed, where that is due; once it does not answer at all, the rest waits, too.
 * @param tries more than one for a command, which ends soon; what still fails then is left to the next run
 */
export async function tellHub(ports: TellHubPorts, tries = 1): Promise<HubReport> {
  const { hub } = ports.config.feeds
  const told: string[] = []
  let problems: Problem[] = []
  if (!hub) return { told, problems }
  let topics = await ports.hubTopics.claim(ports.clock(), ports.clock().add(CLAIMED_FOR))
  for (let attempt = 0; topics.length > 0 && attempt < tries; attempt++) {
    await ports.sleep(attempt === 0 ? SEEN_AFTER_MS : 4 ** (attempt - 1) * FIRST_PAUSE_MS, new AbortController().signal)
    const report = await pingAll(ports, hub, topics)
    told.push(...report.told)
    problems = report.problems
    topics = topics.filter(({ url }) => !told.includes(url))
  }
  return { told, problems }
}

/** For people; nothing where there was nothing to tell. */
export function describeTold(told: string[]): string[] {
  const [first] = told
  if (first === undefined) return []
  return [`The hub was told of ${told.length === 1 ? first : `${told.length} feeds`}.`]
}

async function pingAll(ports: TellHubPorts, hub: string, topics: PendingTopic[]): Promise<HubReport> {
  const told: string[] = []
  const failures = new Map<string, string>()
  let silence: string | undefined
  await mapBounded(topics, AT_ONCE, async (topic) => {
    const result = silence ? noAnswer(silence) : await pingOnceOnline(ports, hub, topic)
    if (result.ok) {
      await ports.hubTopics.told(topic)
      told.push(topic.url)
    } else {
      if (result.isSilent) silence = result.error
      failures.set(topic.url, result.error)
      await ports.hubTopics.failed(topic, result.error, nextAttempt(ports, topic.attempts + 1))
    }
  })
  return { told: told.sort(), problems: problemsOf(hub, failures) }
}

async function pingOnceOnline(ports: TellHubPorts, hub: string, topic: PendingTopic): Promise<HubAnswer> {
  const shown = topic.attempts < PATIENCE ? await ports.bytesOnline(topic) : 'these'
  if (shown === 'these') return ports.pingHub(hub, topic.url)
  return { ok: false, error: 'it is not online yet', isSilent: shown === 'nothing' }
}

function noAnswer(error: string): HubAnswer {
  return { ok: false, error, isSilent: true }
}

function nextAttempt({ clock, jitter }: TellHubPorts, attempts: number): Temporal.Instant | undefined {
  return attempts < MOST_ATTEMPTS ? clock().add(backoff(attempts, jitter())) : undefined
}

/** Readers poll as ever, only later: a warning. */
function problemsOf(hub: string, failures: Map<string, string>): Problem[] {
  const [first] = failures.values()
  if (first === undefined) return []
  const which = failures.size === 1 ? 'a feed that changed' : `${failures.size} feeds that changed`
  const hint = '`serve`, and each `build` and `run --once`, tries again; `status` shows what is pending.'
  return [warning('network.hub', `The hub ${hub} was not told of ${which}: ${first}.`, { hint })]
}
