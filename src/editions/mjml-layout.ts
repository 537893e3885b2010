import { failure, type Problem } from '../config/problem.ts'
import { tagFaults } from './mjml-tags.ts'
import type { TracedText } from './template-marks.ts'

/** MJML → the HTML of a mail, or everything that is wrong with it. */
export async function layOut(mjml: TracedText, file: string): Promise<{ html: string } | { problems: Problem[] }> {
  const faults = tagFaults(mjml.text)
  if (faults.length > 0) {
    return {
      problems: faults.map(({ offset, message, hint }) =>
        failure('template.mjml', message, { ...mjml.placeAt(offset), hint }),
      ),
    }
  }
  try {
    return { html: await mjmlHtml(mjml.text) }
  } catch (error) {
    return { problems: mjmlProblems(error as MjmlError, mjml, file) }
  }
}

/** @param components of our own, for body and columns */
export async function mjmlHtml(mjml: string, components: { componentName: string }[] = []): Promise<string> {
  // It takes half a second to load, and most commands render no mail.
  const { default: mjml2html } = await import('mjml')
  const names = components.map(({ componentName }) => componentName)
  const options = {
    validationLevel: 'strict' as const,
    // MJML would fetch Roboto and others from Google where a font stack names them.
    fonts: {},
    keepComments: false,
    // An empty path, or MJML looks at the working folder.
    filePath: '',
    presets: [{ components, dependencies: { 'mj-body': names, 'mj-column': names } }],
  }
  return (await mjml2html(mjml, options)).html
}

/** What MJML throws: with `errors` where its validator found them. */
interface MjmlError extends Error {
  errors?: { line: number; tagName: string; message: string }[]
}

function mjmlProblems(error: MjmlError, mjml: TracedText, file: string): Problem[] {
  const hint = 'Correct the template; nothing was rendered.'
  if (!error.errors) return [failure('template.mjml', error.message, { file: `templates/${file}`, hint })]
  return error.errors.map(({ line, tagName, message }) => {
    const place = mjml.placeAt(tagOnLine(mjml.text, line, tagName)) ?? { file: `templates/${file}` }
    return failure('template.mjml', `${tagName}: ${message}.`, { ...place, hint })
  })
}

/** Offset of a tag in a line (1-based): MJML tells the line only. */
function tagOnLine(text: string, line: number, tagName: string): number {
  let start = 0
  for (let passed = 1; passed < line; passed++) start = text.indexOf('\n', start) + 1
  const end = text.indexOf('\n', start)
  const tag = text.indexOf(`<${tagName}`, start)
  return tag !== -1 && (end === -1 || tag < end) ? tag : end === -1 ? text.length : end
}
