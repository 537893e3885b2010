import type { Temporal } from 'temporal-polyfill'
import type { Scan } from '../../src/actions/record-scan.ts'
import type { ScanRecord } from '../../src/posts/scan-record.ts'
import type { TakenMail } from './mail-server.ts'
import { MARK } from './read-mail.ts'

/** A person, as the year knows them whatever the program believes. */
export interface Person {
  address: string
  /** The present subscription; undefined: never, or left. */
  since?: Temporal.Instant
  /** When they last left by themselves, or the operator removed or suppressed them. */
  leftAt?: Temporal.Instant
  /** Of their link to leave by, from the last mail they got. */
  token?: string
}

export interface Note {
  at: Temporal.Instant
  text: string
}

/** With the schedule by which it went; kills and changed settings until then. */
export interface Run {
  at: Temporal.Instant
  ms: number
  kills: number
  changes: number
  schedule: string
  timezone: string
  /** It came to its end, and nothing of it failed. */
  isWhole: boolean
}

/** The marks of what the site showed from this moment on. */
export interface Stir {
  at: number
  live: ReadonlySet<string>
}

/** What really happened in a year: the facts by which the rules judge. */
export class History {
  readonly people = new Map<string, Person>()
  readonly notices: (Note & { subject: string })[] = []
  /** When a post was first seen live by a scan, by mark. */
  readonly firstSeen = new Map<string, Temporal.Instant>()
  /** What counted as sent from the beginning, or was adopted. */
  readonly adopted = new Set<string>()
  /** Marks of posts that were put into the folder together, with old dates. */
  readonly archives: string[][] = []
  /** Posts that an operator named, to be sent or as sent, by mark. */
  readonly named = new Set<string>()
  /** Posts that an operator last let be sent by name, by mark. */
  readonly sentByName = new Map<string, Temporal.Instant>()
  /** Posts that were new since the backup that was put back, by mark: when that was, and whether the site showed them then. */
  readonly forgotten = new Map<string, { at: Temporal.Instant; isShown: boolean }>()
  /** What the templates were like, from when on, the first first. */
  readonly templates: { at: number; areWell: boolean }[] = []
  /** Everything that happened, for whoever reads a failure. */
  readonly diary: string[] = []
  /** Mails that could have come twice: kills and answers that never arrived. */
  kills = 0
  events = 0
  /** How often the settings were written. */
  settingsChanges = 0
  /** Scheduled runs that were begun. */
  readonly runs: Run[] = []
  /** Whenever a scan found another site than the one before it. */
  readonly stirs: Stir[] = []
  /** The clock went back. */
  wasSetBack = false
  /** When an operator last let an edition go, by its name. */
  readonly letGo = new Map<string, Temporal.Instant>()
  lastScanAt: Temporal.Instant | undefined
  #shown = ''
  readonly #now: () => Temporal.Instant

  constructor(now: () => Temporal.Instant) {
    this.#now = now
  }

  happens(event: string): void {
    this.events++
    this.note(event)
  }

  note(text: string): void {
    this.diary.push(`${this.#now().toString({ smallestUnit: 'second' })}  ${text}`)
  }

  told(notice: { subject: string; text: string }): void {
    this.notices.push({ at: this.#now(), ...notice })
    this.note(`the operator is told: ${notice.subject}`)
  }

  /** A look wrote down what it saw; of one that is killed then, nobody hears more. */
  recorded({ fresh, known }: Pick<ScanRecord, 'fresh' | 'known'>): void {
    const live = [...known, ...fresh.map(({ post }) => post)].filter(({ status }) => status === 'live')
    for (const mark of live.flatMap(marksOf)) if (!this.firstSeen.has(mark)) this.firstSeen.set(mark, this.#now())
    const shown = JSON.stringify(live.map(({ id, hash }) => [id, hash]).sort())
    if (shown !== this.#shown)
      this.stirs.push({ at: this.#now().epochMilliseconds, live: new Set(live.flatMap(marksOf)) })
    this.#shown = shown
  }

  scanned({ live, baselines }: Scan): void {
    this.lastScanAt = this.#now()
    if (baselines.length > 0) for (const mark of live.flatMap(marksOf)) this.adopted.add(mark)
  }

  /** All that was ever seen counts as sent. */
  adoptAll(): void {
    for (const mark of this.firstSeen.keys()) this.adopted.add(mark)
  }

  took(mail: TakenMail): void {
    const person = this.people.get(mail.to)
    if (person && mail.token) person.token = mail.token
  }
}

function marksOf({ title }: { title: string }): string[] {
  return title.match(MARK) ?? []
}
