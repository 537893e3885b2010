import { failure, type Problem, warning } from '../../config/problem.ts'
import type { Inspection } from '../../deliveries/inspection.ts'
import type { Report } from '../report.ts'

export interface DatabaseCheck extends Report {
  database: string
  bytes: number
  subscriberCount: number
  newsletters: Inspection['newsletters']
}

/** Is the database whole, does each row lead to one that is there, and is everybody of each edition accounted for? */
export async function checkDatabase(ports: { inspect(): Promise<Inspection> }): Promise<DatabaseCheck> {
  const inspection = await ports.inspect()
  const { file, bytes, subscriberCount, newsletters } = inspection
  return { database: file, bytes, subscriberCount, newsletters, problems: problemsOf(inspection) }
}

function problemsOf({ file, damage, dangling, unaccounted, isOpenToOthers }: Inspection): Problem[] {
  return [
    ...damage.map((finding) =>
      failure('store.damaged', `The database is damaged: ${finding}.`, { file, hint: FROM_BACKUP }),
    ),
    ...dangling.map(({ table, count }) =>
      failure('store.dangling', `${count} rows of ${table} refer to others that are not there.`, {
        file,
        hint: FROM_BACKUP,
      }),
    ),
    ...unaccounted.map(({ newsletter, number, candidates, deliveries, excluded }) =>
      failure(
        'store.unaccounted',
        `${newsletter}/${number ?? 'trial'} had ${candidates} candidates, but has ${deliveries} deliveries and ${excluded} excluded.`,
        { file, hint: 'Somebody may have been left out: compare it with a backup.' },
      ),
    ),
    ...(isOpenToOthers
      ? [
          warning('store.open-to-others', 'Others on this machine may read the addresses in it.', {
            file,
            hint: `chmod 600 ${file}`,
          }),
        ]
      : []),
  ]
}

const FROM_BACKUP = 'Stop whatever runs on it and put a backup in its place: `broadsheet db restore FILE`.'
