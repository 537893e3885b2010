import type { Problem } from '../config/problem.ts'
import { readTheme } from '../config/read-theme.ts'
import { BlockLayout } from './block-layout.ts'
import { layOut } from './mjml-layout.ts'
import { missingTemplate } from './template.ts'
import { type LiquidClock, type TemplateFiller, templateFiller } from './template-liquid.ts'
import { type MarkedTemplates, markTemplates, traceMarks } from './template-marks.ts'
import { type SharedModel, sharedModel, type TemplateModel, templateModel } from './template-model.ts'
import type { TemplateFiles, VariantInput } from './variant-input.ts'

/**
 * Mails of the same templates and date, one after another: templates are read once, and what several mails have is laid
 * out once. Each is, byte for byte, what renderTemplate gives.
 */
export class MailSeries {
  readonly #files: TemplateFiles
  readonly #marked: MarkedTemplates
  readonly #fill: TemplateFiller
  readonly #layout = new BlockLayout()
  #isFirst = true

  readonly faults: Problem[]
  #shared: { of: object; model: SharedModel } | undefined

  constructor(files: TemplateFiles, clock: LiquidClock) {
    this.faults = readTheme(files).problems.filter(({ severity }) => severity === 'error')
    this.#files = files
    this.#marked = markTemplates(files)
    this.#fill = templateFiller(this.#marked, clock)
  }

  /** What a mail is made of; what it shares with the one before are the same objects. */
  model(input: VariantInput, subject: string | undefined): TemplateModel {
    const { posts, mask, links, ...common } = input
    const of = { ...common, ...links }
    if (!this.#shared || !areSame(this.#shared.of, of)) this.#shared = { of, model: sharedModel(input) }
    return templateModel(input, subject, this.#shared.model)
  }

  /** `isKnown`: each of its parts stood in a mail before, so that they need not be looked at again. */
  async render(name: string, values: object): Promise<{ html: string; isKnown: boolean } | { problems: Problem[] }> {
    if (!this.#files.has(name)) return { problems: [missingTemplate(this.#files, name)] }
    const filled = this.#fill(name, values)
    if ('problem' in filled) return { problems: [filled.problem] }
    // Most editions have one mail, which is made sooner whole.
    const inBlocks = this.#isFirst ? undefined : await this.#layout.layOut(filled.parts)
    this.#isFirst = false
    if (inBlocks) return inBlocks
    const text = filled.parts.map((part) => part.text).join('')
    const whole = await layOut(traceMarks(text, this.#marked.places), name)
    return 'problems' in whole ? whole : { ...whole, isKnown: false }
  }
}

function areSame(one: object, other: object): boolean {
  const entries = Object.entries(one)
  const others = new Map<string, unknown>(Object.entries(other))
  return entries.length === others.size && entries.every(([key, value]) => others.get(key) === value)
}
