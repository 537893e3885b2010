import { CHANNEL_KINDS, type Channel, channelFolder } from './channel.ts'

/**
 * The feeds that a build wrote, kept beside them: a later one finds those that have no live post left. Readers who
 * poll such a feed get an empty one, not an error.
 */
export function writeKnownChannels(channels: Channel[]): string {
  const written = channels
    .map(({ kind, name }) => ({ kind, name, folder: channelFolder({ kind, name }) }))
    .sort((a, b) => (a.folder < b.folder ? -1 : 1))
  return `${JSON.stringify({ schema: 1, feeds: written }, null, 1)}\n`
}

/** What is not ours, or broken, is nothing known: the file is as safe to delete as the feeds beside it. */
export function readKnownChannels(text: string): Channel[] {
  try {
    const { feeds } = JSON.parse(text) as { feeds: unknown }
    return Array.isArray(feeds) ? feeds.filter(isChannel).map(({ kind, name }) => ({ kind, name })) : []
  } catch {
    return []
  }
}

function isChannel(value: unknown): value is Channel {
  const { kind, name } = (value ?? {}) as Partial<Channel>
  return typeof name === 'string' && CHANNEL_KINDS.some((known) => known === kind)
}
