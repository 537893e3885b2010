import type { ElementContent } from 'hast'
import { element } from '../../element.ts'
import { isPictureAddress } from '../../picture-names.ts'
import type { LiquidRun } from '../liquid-run.ts'

const ARGUMENT = /(?:([\w-]+)\s*[=:]\s*)?(?:"([^"]*)"|'([^']*)')/g

/** What is shown of a shortcode: what stands between its tags; else the picture that it names, or a link with its words. */
export function callShown(args: string, inner: string, run: LiquidRun): string {
  if (inner.trim() !== '') return inner
  const given = [...args.matchAll(ARGUMENT)].map(([, name, double, single]) => ({ name, text: double ?? single ?? '' }))
  const nodes = nodesOf(given)
  // An empty text says that they stand in a paragraph.
  return nodes.length > 0 ? run.insertions.add([...nodes, { type: 'text', value: '' }]) : ''
}

interface Argument {
  name: string | undefined
  text: string
}

function nodesOf(given: Argument[]): ElementContent[] {
  const picture = given.find(({ text }) => isPictureAddress(text))
  if (picture) {
    const words =
      given.find(({ name }) => name === 'alt') ?? given.find((each) => each.name === undefined && each !== picture)
    return [element('img', { src: picture.text, alt: words?.text ?? '' })]
  }
  const link = given.find(({ text }) => /^https?:\/\/\S+$/i.test(text))
  const words = given.find((each) => each !== link && each.text.trim() !== '')
  return link && words ? [element('a', { href: link.text }, [{ type: 'text', value: words.text }])] : []
}
