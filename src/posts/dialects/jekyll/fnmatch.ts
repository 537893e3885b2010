/**
 * Ruby's `File.fnmatch` without flags: `*` and `?` stand for a slash, too. Of several stars only the last is tried again, so that it takes
 * no longer than pattern times path.
 */
export function fnmatch(pattern: string, path: string): boolean {
  let [at, from, star, starAt] = [0, 0, -1, 0]
  while (from < path.length) {
    const step = stepOf(pattern, at, path.charAt(from))
    if (pattern[at] === '*') {
      star = at
      starAt = from
      at += 1
    } else if (step > 0) {
      at += step
      from += 1
    } else if (star >= 0) {
      at = star + 1
      starAt += 1
      from = starAt
    } else return false
  }
  return /^\**$/.test(pattern.slice(at))
}

/** How much of the pattern a character takes; 0 where it is not met. */
function stepOf(pattern: string, at: number, character: string): number {
  const sign = pattern[at]
  if (sign === '?') return 1
  if (sign === '\\' && at + 1 < pattern.length) return pattern[at + 1] === character ? 2 : 0
  if (sign !== '[') return sign === character ? 1 : 0
  const set = SET.exec(pattern.slice(at, at + LONGEST_SET))
  if (!set) return character === '[' ? 1 : 0
  const [whole, not, members = ''] = set
  return isMember(members, character) === (not === '') ? whole.length : 0
}

const LONGEST_SET = 200
const SET = /^\[([!^]?)(\]?[^\]]*)\]/

function isMember(members: string, character: string): boolean {
  for (let at = 0; at < members.length; at += 1) {
    const [first = '', dash, last] = members.slice(at, at + 3)
    if (dash === '-' && last !== undefined) {
      if (first <= character && character <= last) return true
      at += 2
    } else if (first === character) return true
  }
  return false
}
