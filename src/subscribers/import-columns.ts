/**
 * Which column of an export holds what. Names as Mailchimp, beehiiv, Substack, Ghost, listmonk and plain lists have them,
 * compared without case, spaces and signs. An earlier name wins: Mailchimp's `Address` is a street where `Email Address` is.
 */
const NAMES = {
  address: ['email', 'emailaddress', 'subscriberemail', 'mail', 'address'],
  name: ['name', 'fullname'],
  firstName: ['firstname', 'fname', 'givenname'],
  lastName: ['lastname', 'lname', 'familyname'],
  status: ['status', 'state', 'subscribedtoemails'],
  unsubscribedAt: ['unsubscribedat', 'unsubtime'],
  cleanedAt: ['cleantime', 'cleanedat'],
  createdAt: ['created', 'createdat', 'subscribedat', 'optintime', 'confirmtime', 'dateadded', 'signupdate'],
} satisfies Record<string, string[]>

export type ImportColumn = keyof typeof NAMES
/** Column → its index in a row. */
export type ImportColumns = Partial<Record<ImportColumn, number>>

/** A header row → its columns; undefined where it names none that holds addresses. */
export function readHeader(cells: string[]): ImportColumns | undefined {
  const written = cells.map((cell) => cell.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''))
  const columns: ImportColumns = {}
  for (const [column, names] of Object.entries(NAMES)) {
    const name = names.find((candidate) => written.includes(candidate))
    if (name) columns[column as ImportColumn] = written.indexOf(name)
  }
  return columns.address === undefined ? undefined : columns
}
