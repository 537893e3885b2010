import { BroadsheetError, failure } from '../../config/problem.ts'
import { type Edition, parseEditionName } from '../../editions/edition.ts'

/** The edition that somebody typed as `weekly/12`. */
export async function editionNamed<E extends Edition>(
  editions: {
    find(newsletter: string, number: number, isTrial: boolean, correction?: string): Promise<E | undefined>
  },
  name: string,
): Promise<E> {
  const parts = parseEditionName(name)
  if (!parts)
    throw new BroadsheetError(
      failure('edition.unknown', `"${name}" is not the name of an edition.`, { hint: 'Write it as weekly/12.' }),
      2,
    )
  const edition = await editions.find(parts.newsletter, parts.number, parts.isTrial, parts.correction)
  if (edition) return edition
  throw new BroadsheetError(
    failure('edition.unknown', `There is no edition ${name}.`, { hint: 'See them with: broadsheet status.' }),
  )
}
