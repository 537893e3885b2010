import { count } from '../../config/count.ts'
import { formatProblem, type Problem } from '../../config/problem.ts'
import { kilobytes, sayNumber } from '../../config/say-number.ts'
import { MOST_HTML_BYTES } from '../../editions/fit-posts.ts'
import { MOST_PICTURE_BYTES } from '../../editions/most-picture-bytes.ts'
import { whyLeftOut } from '../../editions/why-left-out.ts'
import type { LookedMail } from '../../messages/looked-mail.ts'

/** Errors first. */
export function Problems({ problems, none }: { problems: Problem[]; none?: string }) {
  if (problems.length === 0) return none === undefined ? null : <p>{none}</p>
  const sorted = problems.toSorted((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'))
  return (
    <ul class="problems">
      {sorted.map((problem) => (
        <li class={problem.severity}>
          <strong>{problem.severity === 'error' ? 'Error' : 'Warning'}</strong> <code>{placeOf(problem)}</code>
          <br />
          <span dir="auto">{formatProblem({ ...problem, file: undefined, line: undefined, column: undefined })}</span>
        </li>
      ))}
    </ul>
  )
}

/** `templates/post.mjml:3:8` */
function placeOf({ code, file, line, column }: Problem): string {
  return [file ?? code, line, column].filter((part) => part !== undefined).join(':')
}

/** Of the HTML part, against what Gmail shows of one, of the whole, and of what is loaded beside it. */
export function Sizes({ mail, pictureBytes }: { mail: LookedMail; pictureBytes: number }) {
  const html = Buffer.byteLength(mail.html)
  return (
    <p>
      HTML part: {sayNumber(html)} of {sayNumber(MOST_HTML_BYTES)} bytes that Gmail is sure to show{' '}
      <meter
        min={0}
        max={MOST_HTML_BYTES}
        high={MOST_HTML_BYTES * 0.9}
        value={html}
        aria-label="HTML part, of what Gmail shows"
      />{' '}
      ({Math.round((html / MOST_HTML_BYTES) * 100)} %). Whole mail: {sayNumber(mail.source.length)} bytes.
      {pictureBytes > 0 && ` Its pictures: ${kilobytes(pictureBytes)}, of ${kilobytes(MOST_PICTURE_BYTES)} at most.`}
    </p>
  )
}

export function HeadersTable({ headers }: Pick<LookedMail, 'headers'>) {
  return (
    <table>
      {headers.map(({ name, value }) => (
        <tr>
          <th scope="row">{name}</th>
          <td>{value}</td>
        </tr>
      ))}
    </table>
  )
}

/** Who gets nothing, by reason: numbers alone. */
export function LeftOutPeople({ excluded }: { excluded: Record<string, number> }) {
  const reasons = Object.entries(excluded)
  if (reasons.length === 0) return <p>Nobody on the list is left out.</p>
  return (
    <table>
      {reasons.map(([reason, number]) => (
        <tr>
          <th scope="row">{count(number, 'person', 'people')}</th>
          <td>{whyLeftOut(reason)}</td>
        </tr>
      ))}
    </table>
  )
}
