import type { ShownPictures } from '../actions/editions/carry-pictures.ts'
import { printable } from '../config/printable.ts'

/** How a test shows its pictures: whoever looks at it is to know whether readers would see them, too. */
export function aboutPictures(pictures: ShownPictures | undefined): string[] {
  if (!pictures) return []
  const { count: all, from, url, because = '', tooLarge = 0 } = pictures
  const [its, are, them] = all === 1 ? ['Its picture', 'is', 'it'] : [`Its ${all} pictures`, 'are', 'them']
  if (from === 'web') return [`${its} ${are} at ${url}, where readers see ${them}: it is the mail of an edition.`]
  if (because === '') return [`${its} ${are} within the mail, as in those of the edition.`, ...left(tooLarge)]
  const within = `${its} ${are} within the mail, since readers would not see ${them} at ${url} yet: ${printable(because)}.`
  return [within, ...left(tooLarge)]
}

function left(tooLarge: number): string[] {
  if (tooLarge === 0) return []
  return [`${tooLarge} of them ${tooLarge === 1 ? 'is' : 'are'} not: the mail would be too large for most servers.`]
}
