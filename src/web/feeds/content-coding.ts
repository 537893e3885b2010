/** How a document's bytes may be packed; the best first. */
export const CODINGS = ['br', 'gzip', 'identity'] as const
export type Coding = (typeof CODINGS)[number]

/**
 * The coding to answer in (RFC 9110 §12.5.3): that of the greatest weight, of equal ones the smallest. Undefined where
 * nothing that there is may be sent. Who sends no header gets plain bytes: programs without one rarely unpack.
 */
export function chooseCoding(acceptEncoding: string | undefined, has: (coding: Coding) => boolean): Coding | undefined {
  if (acceptEncoding === undefined) return 'identity'
  const weights = knownWeights(acceptEncoding)
  let best: Coding | undefined
  let bestWeight = 0
  for (const coding of CODINGS) {
    const weight = has(coding) ? weightOf(coding, weights) : 0
    if (weight > bestWeight) [best, bestWeight] = [coding, weight]
  }
  return best
}

/** Plain bytes are welcome unless they are refused, though less than all that is named. */
const LEAST = 0.0001

function weightOf(coding: Coding, weights: Map<string, number>): number {
  const named = weights.get(coding) ?? weights.get('*')
  if (coding !== 'identity') return named ?? 0
  return weights.get('identity') ?? (named === 0 ? 0 : LEAST)
}

/** There are a few dozen such headers in the world, and each comes thousands of times. */
const known = new Map<string, Map<string, number>>()
const MOST_KNOWN = 100

function knownWeights(header: string): Map<string, number> {
  const weights = known.get(header) ?? readWeights(header)
  if (known.size < MOST_KNOWN) known.set(header, weights)
  return weights
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
