import { failure, type Problem } from '../config/problem.ts'
import { layOut } from './mjml-layout.ts'
import { fillTemplate, type LiquidClock } from './template-liquid.ts'
import { markTemplates, traceMarks } from './template-marks.ts'
import type { TemplateFiles } from './variant-input.ts'

/** The one that makes a correction, which no newsletter can name. */
export const CORRECTION_TEMPLATE = 'correction.mjml'

/**
 * A mail's HTML: the template filled in by Liquid, then laid out by MJML. A fault in either gives problems with the
 * template's file, line and column, and no HTML.
 */
export async function renderTemplate(
  files: TemplateFiles,
  name: string,
  values: object,
  clock: LiquidClock,
): Promise<{ html: string } | { problems: Problem[] }> {
  if (!files.has(name)) return { problems: [missingTemplate(files, name)] }
  const marked = markTemplates(files)
  const filled = fillTemplate(marked, name, values, clock)
  if ('problem' in filled) return { problems: [filled.problem] }
  return layOut(traceMarks(filled.text, marked.places), name)
}

export function missingTemplate(files: TemplateFiles, name: string): Problem {
  const isNewsletters = (file: string) => file.endsWith('.mjml') && !file.includes('/') && file !== CORRECTION_TEMPLATE
  const known = [...files.keys()].filter(isNewsletters)
  return failure('template.missing', `There is no template ${name}.`, {
    file: `templates/${name}`,
    hint: `There are: ${known.join(', ') || 'none'}. Name one of them in the newsletter's template key, without .mjml.`,
  })
}
