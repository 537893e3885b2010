import { open } from 'node:fs/promises'

/** How a file begins and how many bytes it has; undefined where it cannot be read. */
export async function describeFile(
  path: string,
  headBytes: number,
): Promise<{ head: Uint8Array; length: number } | undefined> {
  try {
    const file = await open(path)
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
      return { head: buffer.subarray(0, bytesRead), length: (await file.stat()).size }
    } finally {
      await file.close()
    }
  } catch {
    // What no reader can be told of is left out of feeds; `check` names the missing file.
    return undefined
  }
}
