import type { BodyFault } from './body-faults.ts'
import type { BodyFigures } from './site-bodies.ts'

const WHATS: BodyFault['what'][] = ['template text', 'relative URL', 'unsafe', 'unshowable picture']

/** Each fault with its file; then one line of figures. */
export function describeBodies(name: string, { postCount, pictures, faults }: BodyFigures): string {
  const counts = WHATS.map((what) => `${what} ${faults.filter((fault) => fault.what === what).length}`)
  const { count, made, missing, elsewhere, unreadable } = pictures
  return [
    ...faults.map(({ file, place, what, found }) => `${file}: ${what} in a ${place}: ${found}`),
    `${name}: bodies of ${postCount} posts, in feeds and mails: ${counts.join(', ')}; ${count} pictures: ${made} made for mails, ${elsewhere} elsewhere, ${missing} not in the site's folder, ${unreadable} unreadable`,
    '',
  ].join('\n')
}
