import { readKnownChannels, writeKnownChannels } from '../../feeds/known-channels.ts'
import type { Scan } from '../record-scan.ts'
import { feedLists } from './list-feeds.ts'
import { type WriteFeedsPorts, writeFeeds } from './write-feeds.ts'

export interface MakeFeedsPorts extends WriteFeedsPorts {
  /** How pages look, and feeds in a browser. */
  styles(): Promise<{ page: string; feed: string }>
  /** Text of a file below the output folder, as an earlier build left it. */
  builtFile(dir: string, path: string): Promise<string | undefined>
}

/** Which feeds an earlier build wrote. */
const KNOWN_CHANNELS = '/feeds/feeds.json'

/** Writes the feeds, then the lists of them. */
export async function makeFeeds(ports: MakeFeedsPorts, scan: Scan, dir: string) {
  const styles = await ports.styles()
  const known = readKnownChannels((await ports.builtFile(dir, KNOWN_CHANNELS)) ?? '')
  const { feeds, channels, problems } = await writeFeeds(ports, { scan, dir, known })
  await ports.putInPlace(dir, KNOWN_CHANNELS, writeKnownChannels(channels))
  for (const { path, text } of feedLists(ports.config, channels, styles)) await ports.putInPlace(dir, path, text)
  return { feeds, problems }
}
