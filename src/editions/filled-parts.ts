import { type Context, type Emitter, type Liquid, RenderTag, type Template, toValue } from 'liquidjs'
import { ReadValues, Remembered } from './read-values.ts'

/** A piece of what Liquid made of a template; all of them in order are its whole text. */
export interface FilledPart {
  text: string
  /** It is what one `{% render %}` gave: a file's, filled in by itself. */
  isApart: boolean
}

/** Takes what Liquid writes. */
class TextEmitter implements Emitter {
  buffer = ''

  write(written: unknown): void {
    this.buffer += asText(written)
  }
}

/** Keeps apart what each outermost `{% render %}` wrote. */
export class PartsEmitter extends TextEmitter {
  readonly #parts: FilledPart[] = []

  apart(text: string): void {
    this.#close()
    if (text !== '') this.#parts.push({ text, isApart: true })
  }

  parts(): FilledPart[] {
    this.#close()
    return this.#parts
  }

  #close(): void {
    if (this.buffer !== '') this.#parts.push({ text: this.buffer, isApart: false })
    this.buffer = ''
  }
}

class ApartEmitter extends TextEmitter {
  isBegun = false
}

/** What is captured goes elsewhere, and stays a text. */
class RenderApart extends RenderTag {
  override *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    if (!(emitter instanceof PartsEmitter)) return yield* super.render(context, emitter)
    const own = new ApartEmitter()
    yield* super.render(context, own)
    emitter.apart(own.buffer)
  }
}

/**
 * Has a Liquid keep apart what `{% render %}` gives, and remember it: as that sees what it is given and the values that
 * all templates see, and nothing else, it gives the same text again where those are the same that it read.
 */
export function rememberRenders(liquid: Liquid): void {
  liquid.registerTag('render', RenderApart)
  const { renderer } = liquid
  const render = renderer.renderTemplates.bind(renderer)
  const remembered = new WeakMap<Template[], Remembered>()
  renderer.renderTemplates = function* (templates, context, emitter) {
    const values = context.globals
    const given = context.bottom() as Record<string, unknown>
    const isFile = emitter instanceof ApartEmitter && !emitter.isBegun && !('forloop' in given)
    if (!isFile || !(values instanceof ReadValues)) return yield* render(templates, context, emitter)
    emitter.isBegun = true
    const known = remembered.get(templates) ?? new Remembered()
    remembered.set(templates, known)
    const key = known.keyOf(given)
    const same = known.find(key, values)
    if (same !== undefined) return emitter.write(same)
    const read = values.noteReads()
    yield* render(templates, context, emitter)
    known.add(key, { read: read(), text: emitter.buffer })
  }
}

/** As Liquid's own emitter writes it. */
function asText(written: unknown): string {
  const value: unknown = toValue(written)
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(asText).join('')
  return value === undefined || value === null ? '' : String(value)
}
