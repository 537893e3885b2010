import { readFile, stat } from 'node:fs/promises'
import { type PrintedBody, readPrinted } from '../../posts/printed-bodies.ts'
import { ProgramFailed, type ProgramLimits } from './engine-program.ts'

/** The bodies in those of the files that a program made. @throws ProgramFailed where there is none, or too much */
export async function readBodies(
  files: string[],
  { mostMade }: Pick<ProgramLimits, 'mostMade'>,
): Promise<PrintedBody[]> {
  const sizes = await Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => undefined,
      ),
    ),
  )
  const made = files.filter((_, i) => sizes[i] !== undefined)
  if (made.length === 0) throw new ProgramFailed('it made no page of bodies')
  if (sizes.reduce<number>((sum, size = 0) => sum + size, 0) > mostMade)
    throw new ProgramFailed(`its bodies are larger than ${Math.round(mostMade / 1024 ** 2)} MB`)
  const bodies: PrintedBody[] = []
  for (const file of made) bodies.push(...bodiesIn(await readFile(file, 'utf8')))
  return bodies
}

function bodiesIn(text: string): PrintedBody[] {
  try {
    return readPrinted(text)
  } catch {
    throw new ProgramFailed('its page of bodies is not in a form that is known')
  }
}
