import type { Problem } from '../config/problem.ts'
import { readKnownChannels, writeKnownChannels } from '../feeds/known-channels.ts'
import { feedLists } from './feeds/list-feeds.ts'
import { type WriteFeedsPorts, type WrittenFeed, writeFeeds } from './feeds/write-feeds.ts'
import type { Look } from './look.ts'

export interface BuildPorts extends WriteFeedsPorts {
  /** Every page of the archive, below the output folder. */
  archivePages(): Promise<{ path: string; html: string }[]>
  /** Text of a file below the output folder, as an earlier build left it. */
  builtFile(dir: string, path: string): Promise<string | undefined>
  /** How pages look, and feeds in a browser. */
  styles(): Promise<{ page: string; feed: string }>
}

export interface BuildReport {
  postCount: number
  feeds: WrittenFeed[]
  problems: Problem[]
}

/** Which feeds an earlier build wrote. */
const KNOWN_CHANNELS = '/feeds/feeds.json'

/** Writes feeds and archive as static files; a document that is not right never replaces one that is. */
export async function build(
  ports: BuildPorts & { look(): Promise<Look> },
  { out }: { out?: string } = {},
): Promise<BuildReport> {
  return publish(ports, await ports.look(), out ?? ports.config.output.dir)
}

/** What `build` does with a look that was taken already. */
export async function publish(ports: BuildPorts, look: Look, dir: string): Promise<BuildReport> {
  const known = readKnownChannels((await ports.builtFile(dir, KNOWN_CHANNELS)) ?? '')
  const { feeds, channels, problems } = await writeFeeds(ports, { look, dir, known }).finally(look.readings.keep)
  await ports.putInPlace(dir, KNOWN_CHANNELS, writeKnownChannels(channels))
  for (const { path, text } of feedLists(ports.config, channels, await ports.styles())) {
    await ports.putInPlace(dir, path, text)
  }
  for (const { path, html } of await ports.archivePages()) await ports.putInPlace(dir, path, html)
  return { postCount: look.live.length, feeds, problems: [...look.problems, ...problems] }
}
