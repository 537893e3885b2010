import { Parser, type ParserOptions } from 'htmlparser2'

/** An MJML tag that MJML itself would pass over in silence. */
export interface TagFault {
  /** Where the tag begins in the MJML. */
  offset: number
  message: string
  hint: string
}

const UNUSABLE: Record<string, Omit<TagFault, 'offset'>> = {
  'mj-include': {
    message: 'mj-include is not used here.',
    hint: 'Write {% render "name.mjml" %} instead.',
  },
  'mj-carousel': {
    message: 'mj-carousel makes a new random name each time, so that no plan could be kept.',
    hint: 'Use mj-image.',
  },
  'mj-navbar': {
    message: 'mj-navbar makes a new random name each time, so that no plan could be kept.',
    hint: 'Use links in mj-text.',
  },
}

/** In which MJML reads: with it, whoever else does sees the same tags. */
export const MJML_SYNTAX: ParserOptions = {
  recognizeCDATA: true,
  decodeEntities: false,
  recognizeSelfClosing: true,
  lowerCaseAttributeNames: false,
}

/**
 * Tags that were opened and never closed, and tags that we cannot use. MJML closes the former by itself, and the rest of
 * the mail vanishes.
 */
export function tagFaults(mjml: string): TagFault[] {
  const open: { name: string; offset: number }[] = []
  const faults: TagFault[] = []
  const parser = new Parser(
    {
      onopentag(name) {
        if (!name.startsWith('mj')) return
        open.push({ name, offset: parser.startIndex })
        const unusable = UNUSABLE[name]
        if (unusable) faults.push({ offset: parser.startIndex, ...unusable })
      },
      onclosetag(name, isImplied) {
        if (!name.startsWith('mj')) return
        const tag = open.pop()
        const isSelfClosing = tag && mjml.startsWith('/>', parser.endIndex - 1)
        if (tag && isImplied && !isSelfClosing) {
          faults.push({ offset: tag.offset, message: `${name} is never closed.`, hint: `Close it with </${name}>.` })
        }
      },
    },
    MJML_SYNTAX,
  )
  parser.end(mjml)
  return faults.sort((a, b) => a.offset - b.offset)
}
