import { join } from 'node:path'
import { BroadsheetError, failure } from '../../src/config/problem.ts'

/** The output folder as a year has it: files in memory, on a disk that can be full or that nobody may write to. */
export class OutputDisk {
  readonly files = new Map<string, { text: string; stamp: number }>()
  trouble: 'none' | 'full' | 'unwritable' = 'none'
  #writes = 0

  async put(dir: string, path: string, content: string | Uint8Array): Promise<'written' | 'unchanged'> {
    const text = typeof content === 'string' ? content : Buffer.from(content).toString('utf8')
    const file = join(dir, path)
    if (this.files.get(file)?.text === text) return 'unchanged'
    if (this.trouble !== 'none')
      throw new BroadsheetError(failure(`output.${this.trouble}`, `${file} cannot be written.`))
    this.#writes++
    this.files.set(file, { text, stamp: this.#writes })
    return 'written'
  }

  read(file: string): string | undefined {
    return this.files.get(file)?.text
  }

  stamp(file: string): string | undefined {
    return this.files.get(file)?.stamp.toString()
  }
}
