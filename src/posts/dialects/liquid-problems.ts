import { failure, type Problem, warning } from '../../config/problem.ts'
import type { NamedMark } from './liquid-marks.ts'

/** Whose language it is, and where names may come from that are not known. */
interface Owner {
  language?: string
  unknownHint: string
}

/** One for each name, however often the post uses it. */
export function unknownMark({ kind, name }: NamedMark, count: number, owner: Owner): Problem {
  const more = count > 1 ? ` (${count} times in this file)` : ''
  const left = kind === 'tag' ? 'what stands between it and its end is shown' : 'what goes into it comes out'
  const shown = kind === 'tag' ? `{% ${name} %}` : `| ${name}`
  return warning(
    'liquid.unknown',
    `the ${owner.language ?? 'Liquid'} ${kind} \`${shown}\` is unknown${more}: ${left}.`,
    {
      hint: owner.unknownHint,
    },
  )
}

/** @param engine what people call it */
export function leadsNowhere(tag: string, name: string, engine: string): Problem {
  const hint = `${engine} builds no site with it; nothing is shown in its place.`
  return failure('liquid.link', `{% ${tag} ${name} %} names no file of the site.`, { hint })
}

export function noInclude(name: string, engine: string): Problem {
  const hint = `${engine} builds no site with it; nothing is shown in its place.`
  const shown = name.length > 100 ? `${name.slice(0, 100)}…` : name
  return failure('liquid.link', `{% include ${shown} %} names no file of the site's includes.`, { hint })
}

export function brokenLiquid(reason: string, language = 'Liquid'): Problem {
  const hint =
    'The text is shown without its tags. To show braces to readers, write them between {% raw %} and {% endraw %}.'
  return failure('liquid.syntax', `${language} that cannot be run: ${reason}.`, { hint })
}
