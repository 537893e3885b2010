import type { Seeded } from '../seeded.ts'

/** Where a conversation stands when the relay answers; `dot` is the reply to a whole message. */
export const PHASES = ['greeting', 'EHLO', 'STARTTLS', 'AUTH', 'MAIL', 'RCPT', 'DATA', 'dot'] as const
export type Phase = (typeof PHASES)[number]

/** What the relay does in place of a proper answer. */
export type Fault =
  /** Refuses; after 421 it ends the connection (RFC 5321 §3.8). */
  | { kind: 'refuse'; reply: string }
  /** Two replies in one packet: the proper one and another, in either order. The first is meant. */
  | { kind: 'two-replies'; extra: string; extraFirst: boolean }
  /** One reply whose lines have two codes. The last is meant (RFC 5321 §4.2.1). */
  | { kind: 'two-codes'; first: string }
  | { kind: 'garbage'; bytes: string }
  /** More bytes than any reply has, without a line end. */
  | { kind: 'flood'; byteCount: number }
  | { kind: 'hang-up'; when: 'before' | 'half' | 'after' }
  /** The proper answer, its bytes one by one, or with a pause in the middle of the line. */
  | { kind: 'slow'; milliseconds: number; inTwo: boolean }
  /** Takes STARTTLS, and then speaks no TLS. */
  | { kind: 'no-tls'; bytes: string }
  /** Cuts the connection in the middle of the message. */
  | { kind: 'cut'; afterBytes: number }

/** How often an answer is none: a connection's phases come once a connection, the others with each mail. */
const PROBABILITY: Record<Phase, number> = {
  greeting: 0.02,
  EHLO: 0.015,
  STARTTLS: 0.06,
  AUTH: 0.02,
  MAIL: 0.003,
  RCPT: 0.02,
  DATA: 0.008,
  dot: 0.04,
}

const TEMPORARY = [
  '421 4.3.2 closing for a moment',
  '421 4.7.0 too many connections from you',
  '450 4.2.0 greylisted, come back later',
  '451 4.3.0 local trouble',
  '451 4.7.1 slow down',
  '452 4.3.1 no space at the moment',
]

const PERMANENT: Record<Phase, string[]> = {
  greeting: ['554 5.7.1 go away', '521 5.3.2 no mail here'],
  EHLO: ['502 5.5.1 not here', '550 5.7.1 who are you'],
  STARTTLS: ['454 4.7.0 TLS not available', '502 5.5.1 not here'],
  AUTH: ['535 5.7.8 credentials invalid', '454 4.7.0 temporary trouble', '534 5.7.9 mechanism too weak'],
  MAIL: ['550 5.7.1 sender refused', '503 5.5.1 bad sequence', '530 5.7.0 log in first'],
  RCPT: ['550 5.1.1 no such user', '550 5.7.1 refused', '552 5.2.2 mailbox full', '553 5.1.3 bad address'],
  DATA: ['554 5.7.1 refused', '503 5.5.1 bad sequence', '500 5.5.2 what'],
  dot: ['554 5.7.1 spam', '550 5.7.1 refused', '552 5.3.4 too big', '500 what'],
}

const GARBAGE = ['\x15\x03\x01\x00\x02\x02\x46', 'HTTP/1.1 400 Bad Request\r\n\r\n', '9999 hello\r\n', '\r\n', '2\r\n']

/** A fault for one answer, or none. What is drawn depends on the sequence alone. */
export function drawFault(phase: Phase, random: Seeded): Fault | undefined {
  if (!random.chance(PROBABILITY[phase])) return undefined
  return faultOf(random.weighted({ ...KINDS, ...OWN_KINDS[phase] }), phase, random)
}

const KINDS = {
  temporary: 6,
  permanent: 3,
  'two-replies': 2,
  'two-codes': 1,
  garbage: 1,
  flood: 0.3,
  'hang-up': 6,
  slow: 4,
  'no-tls': 0,
  cut: 0,
}

/** What has its own weight in a phase. A connection that ends at the final dot is what all this is about. */
const OWN_KINDS: Partial<Record<Phase, Partial<typeof KINDS>>> = {
  STARTTLS: { 'no-tls': 4 },
  DATA: { cut: 2 },
  dot: { 'hang-up': 20 },
}

function faultOf(kind: keyof typeof KINDS, phase: Phase, random: Seeded): Fault {
  switch (kind) {
    case 'temporary':
      return { kind: 'refuse', reply: random.pick(TEMPORARY) }
    case 'permanent':
      return { kind: 'refuse', reply: random.pick(PERMANENT[phase]) }
    case 'two-replies':
      return { kind: 'two-replies', extra: random.pick(['250 2.0.0 Ok', ...TEMPORARY]), extraFirst: random.chance(0.5) }
    case 'two-codes':
      return { kind: 'two-codes', first: random.pick(['250', '354', '451', '550']) }
    case 'garbage':
      return { kind: 'garbage', bytes: random.pick(GARBAGE) }
    case 'flood':
      return { kind: 'flood', byteCount: random.between(100_000, 10_000_000) }
    case 'hang-up':
      return { kind: 'hang-up', when: random.pick(['before', 'half', 'after']) }
    case 'slow':
      return { kind: 'slow', milliseconds: random.between(50, 1_500), inTwo: random.chance(0.5) }
    case 'no-tls':
      return { kind: 'no-tls', bytes: random.pick(['', ...GARBAGE]) }
    case 'cut':
      return { kind: 'cut', afterBytes: random.between(1, 20_000) }
  }
}
