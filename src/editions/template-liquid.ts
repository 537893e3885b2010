import { AssertionError, Context, Liquid, LiquidError, toValueSync } from 'liquidjs'
import type { Temporal } from 'temporal-polyfill'
import { failure, type Problem } from '../config/problem.ts'
import { type FilledPart, PartsEmitter, rememberRenders } from './filled-parts.ts'
import { ReadValues } from './read-values.ts'
import { type MarkedTemplates, type Place, placeIn, withoutMarks } from './template-marks.ts'

/** What Liquid's `date` filter goes by. */
export interface LiquidClock {
  now: Temporal.Instant
  timezone: string
  language: string
}

/** A template may be wrong, even hostile; it must end, and must not take the machine with it. */
const LIMITS = { parseLimit: 1_000_000, renderLimit: 5_000, memoryLimit: 50_000_000 }

/** Fills in a template. `values` are seen in each partial and layout too; output is escaped unless the template says `| raw`. */
export function fillTemplate(
  templates: MarkedTemplates,
  name: string,
  values: object,
  clock: LiquidClock,
): { text: string } | { problem: Problem } {
  const filled = templateFiller(templates, clock)(name, values)
  return 'problem' in filled ? filled : { text: filled.parts.map(({ text }) => text).join('') }
}

export type TemplateFiller = (name: string, values: object) => { parts: FilledPart[] } | { problem: Problem }

/** Fills in templates again and again, and reads each of them once. Values that are objects must stay as they are. */
export function templateFiller(templates: MarkedTemplates, clock: LiquidClock): TemplateFiller {
  const liquid = liquidOver(templates, clock)
  rememberRenders(liquid)
  return (name, values) => {
    const emitter = new PartsEmitter()
    try {
      const context = new Context({}, liquid.options, { sync: true, globals: new ReadValues(values) }, { liquid })
      toValueSync(liquid.renderer.renderTemplates(liquid.parseFileSync(name), context, emitter))
      return { parts: emitter.parts() }
    } catch (error) {
      if (!LiquidError.is(error) && !(error instanceof AssertionError)) throw error
      return { problem: liquidProblem(error as LiquidError | AssertionError, templates, name) }
    }
  }
}

/** A pattern for one line of plain text → the line, or a sentence that says what is wrong with it. */
export function fillLine(pattern: string, values: object, clock: LiquidClock): { text: string } | { fault: string } {
  try {
    const liquid = liquidOver({ texts: {}, places: [] }, clock, {})
    return { text: liquid.parseAndRenderSync(pattern, values) }
  } catch (error) {
    if (!LiquidError.is(error) && !(error instanceof AssertionError)) throw error
    return { fault: sentence(messageOf(error as Error)) }
  }
}

function liquidOver(
  templates: MarkedTemplates,
  clock: LiquidClock,
  output: { outputEscape?: 'escape' } = { outputEscape: 'escape' },
): Liquid {
  const liquid = new Liquid({
    templates: templates.texts,
    ...output,
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: true,
    lenientIf: true,
    cache: true,
    timezoneOffset: clock.timezone,
    locale: clock.language,
    ...LIMITS,
  })
  return withoutChance(liquid, clock)
}

/** One input, one mail, or no plan could be kept: `"now" | date` is the edition's date, and `sample` is gone. */
function withoutChance(liquid: Liquid, clock: LiquidClock): Liquid {
  const date = liquid.filters.date
  if (typeof date !== 'function') throw new TypeError('liquidjs has no date filter')
  liquid.registerFilter('date', function (value: unknown, ...format: unknown[]) {
    const isNow = value === 'now' || value === 'today'
    return date.call(this, isNow ? clock.now.toString() : value, ...format)
  })
  delete liquid.filters.sample
  return liquid
}

function liquidProblem(error: LiquidError | AssertionError, templates: MarkedTemplates, name: string): Problem {
  const place = 'token' in error ? placeOf(error.token, templates, name) : { file: `templates/${name}` }
  return failure('template.liquid', sentence(messageOf(error)), {
    ...place,
    hint: 'Correct the template; nothing was rendered.',
  })
}

function messageOf({ message }: Error): string {
  return withoutMarks(message)
    .replace(/, (file:.*, )?line:\d+, col:\d+$/s, '')
    .replace(/^ENOENT: Failed to lookup (".*") in "."$/, 'there is no template $1')
}

/** An undefined variable's token does not name its file, only its text. */
function placeOf(token: LiquidError['token'], templates: MarkedTemplates, name: string): Place {
  const file = token.file ?? Object.keys(templates.texts).find((key) => templates.texts[key] === token.input) ?? name
  const before = withoutMarks(token.input.slice(0, token.begin))
  return placeIn(file, before, before.length)
}

function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}${message.endsWith('.') ? '' : '.'}`
}
