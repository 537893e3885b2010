import type { Report } from '../report.ts'

export interface CopiedTable {
  table: string
  rows: number
  /** The same in both databases. */
  checksum: string
}

export interface DatabaseCopy extends Report {
  from: string
  to: string
  tables: CopiedTable[]
  /** Where pictures and the numbers of editions stay. */
  dataDir: string
}

export interface CopyPorts {
  dataDir: string
  copy(to: string): Promise<{ source: string; target: string; tables: CopiedTable[] }>
}

/** Moves a publication to another database, from which on it is the one. @throws BroadsheetError */
export async function copyDatabase({ dataDir, copy }: CopyPorts, to: string): Promise<DatabaseCopy> {
  const { source, target, tables } = await copy(to)
  return { from: source, to: target, tables, dataDir, problems: [] }
}
