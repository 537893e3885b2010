import type { Report } from '../report.ts'

export interface DatabaseBackup extends Report {
  database: string
  file: string
  bytes: number
  /** What a publication needs besides: folders and files that are not there are left out. */
  keepWithIt: string[]
}

export interface BackUpPorts {
  database: string
  keepWithIt: string[]
  backUp(target: string): Promise<{ bytes: number }>
}

/** Writes a whole copy of the database, at any time. @throws BroadsheetError where it cannot */
export async function backUpDatabase(ports: BackUpPorts, file: string): Promise<DatabaseBackup> {
  const { bytes } = await ports.backUp(file)
  return { database: ports.database, file, bytes, keepWithIt: ports.keepWithIt, problems: [] }
}
