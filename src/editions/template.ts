import { failure, type Problem } from '../config/problem.ts'
import { layOut } from './mjml-layout.ts'
import { fillTemplate, type LiquidClock } from './template-liquid.ts'
import { markTemplates, traceMarks } from './template-marks.ts'
import type { TemplateFiles } from './variant-input.ts'

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

function missingTemplate(files: TemplateFiles, name: string): Problem {
  // A correction's is no newsletter's.
  const known = [...files.keys()].filter(
    (file) => file.endsWith('.mjml') && !file.includes('/') && file !== 'correction.mjml',
  )
  return failure('template.missing', `There is no template ${name}.`, {
    file: `templates/${name}`,
    hint: `There are: ${known.join(', ') || 'none'}. Name one of them in the newsletter's template key, without .mjml.`,
  })
}
