import { remembered } from './remembered.ts'

/** How a document's bytes may be packed; the smallest first. */
export const CODINGS = ['br', 'gzip', 'identity'] as const
export type Coding = (typeof CODINGS)[number]

/** There are a few dozen such headers in the world, and each comes thousands of times. */
const MOST_KNOWN = 200

/**
 * The codings that may be answered in, the best first: by weight, of equal ones the smallest (RFC 9110 §12.5.3). Who
 * sends no header gets plain bytes: programs without one rarely unpack.
 */
export function acceptedCodings(acceptEncoding: string | undefined): readonly Coding[] {
  return acceptEncoding === undefined ? PLAIN : byHeader(acceptEncoding)
}

const PLAIN: readonly Coding[] = ['identity']

const byHeader = remembered((header): readonly Coding[] => {
  const weights = readWeights(header)
  const weighted = CODINGS.map((coding) => ({ coding, weight: weightOf(coding, weights) }))
  return weighted
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ coding }) => coding)
}, MOST_KNOWN)

/** Plain bytes are welcome unless they are refused, though less than all that is named. */
const LEAST = 0.0001

function weightOf(coding: Coding, weights: Map<string, number>): number {
  const named = weights.get(coding) ?? weights.get('*')
  if (coding !== 'identity') return named ?? 0
  return weights.get('identity') ?? (named === 0 ? 0 : LEAST)
}

/** `gzip;q=0.8, br` → coding → weight from 0 to 1; one that cannot be read is 0. */
function readWeights(header: string): Map<string, number> {
  const weights = new Map<string, number>()
  for (const item of header.split(',')) {
    const [name = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase())
    const q = parameters.find((parameter) => /^q\s*=/.test(parameter))
    if (name) weights.set(name === 'x-gzip' ? 'gzip' : name, q === undefined ? 1 : readWeight(q))
  }
  return weights
}

function readWeight(parameter: string): number {
  const text = /^q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.exec(parameter)?.[1]
  return text === undefined ? 0 : Number(text)
}
