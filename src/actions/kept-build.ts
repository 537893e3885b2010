import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import type { Problem } from '../config/problem.ts'
import type { Post, WrittenDate } from '../posts/post.ts'
import type { EntryRecord } from './feeds/feed-entries.ts'
import type { WrittenFeed } from './feeds/written-feed.ts'
import type { Look } from './look.ts'

export interface KeptBuildPorts {
  /** What the last build into a folder was made of, by the folder; may be forgotten at any time. */
  builds: { get(dir: string): string | undefined; put(texts: ReadonlyMap<string, string>): void }
  /** When, and of what length, a file was last written; undefined where it is not there. */
  fileStamp(file: string): string | undefined
}

/** A build, as long as nothing changed that it was made of and nobody touched what it wrote. */
export interface KeptBuild {
  key: string
  /** Path below the output folder → stamp. */
  files: StampedFile[]
  feeds: WrittenFeed[]
  problems: Problem[]
}

/** Path below the output folder, and the file's stamp; null where none was. */
export type StampedFile = [path: string, stamp: string | null]

/** All that feeds and their lists are made of. */
export interface BuildMatter {
  config: Config
  look: Look
  records: EntryRecord[]
  styles: { page: string; feed: string }
}

/**
 * As one text; undefined where it cannot be told. Which posts were read is part of it: a build reads those that its feeds show, and would
 * read the same again.
 */
export function buildKey({ config, look, records, styles }: BuildMatter, ports: KeptBuildPorts): string | undefined {
  const readings = look.readings.stateKey(look.live)
  if (readings === undefined) return undefined
  const { site, output, feeds, newsletters } = config
  const hash = createHash('sha256').update(JSON.stringify([readings, site, output, feeds, newsletters, styles]))
  for (const post of look.live) hash.update(factsOf(post, ports))
  for (const record of records) hash.update(recordFacts(record))
  return hash.digest('hex')
}

/** The build that lies in `dir`, if it is what a build would make again. */
export function standingBuild(dir: string, key: string, ports: KeptBuildPorts): KeptBuild | undefined {
  const text = ports.builds.get(dir)
  const kept = text === undefined ? undefined : (JSON.parse(text) as KeptBuild)
  if (kept?.key !== key) return undefined
  return areStanding(dir, kept.files, ports) ? kept : undefined
}

/** Whether nobody touched these files. */
export function areStanding(dir: string, files: StampedFile[], { fileStamp }: KeptBuildPorts): boolean {
  return files.every(([path, stamp]) => (fileStamp(join(dir, path)) ?? null) === stamp)
}

/** Servers hand out these in its stead. */
const NEIGHBOURS = ['', '.br', '.gz']

/** @param paths of all files that it wrote, below `dir` */
export function keepBuild(
  dir: string,
  build: Omit<KeptBuild, 'files'>,
  paths: Iterable<string>,
  ports: KeptBuildPorts,
) {
  ports.builds.put(new Map([[dir, JSON.stringify({ ...build, files: stampFiles(dir, paths, ports) })]]))
}

/** Files as they are now, each with its compressed neighbours. */
export function stampFiles(dir: string, paths: Iterable<string>, { fileStamp }: KeptBuildPorts): StampedFile[] {
  const files = [...paths].flatMap((path) => NEIGHBOURS.map((ending) => path + ending))
  return files.map((path) => [path, fileStamp(join(dir, path)) ?? null])
}

export function factsOf({ publishedAt, updatedAt, ...post }: Post, { fileStamp }: KeptBuildPorts): string {
  const cover = post.cover?.file && fileStamp(post.cover.file)
  return JSON.stringify([post, dateFacts(publishedAt), updatedAt && dateFacts(updatedAt), cover])
}

export function recordFacts({ id, entryId, firstSeenAt, changedAt, publishedAt }: EntryRecord): string {
  const { epochMilliseconds } = publishedAt.instant
  return JSON.stringify([id, entryId, firstSeenAt.epochMilliseconds, changedAt.epochMilliseconds, epochMilliseconds])
}

function dateFacts({ instant, offset }: WrittenDate): string {
  return `${instant.epochNanoseconds}${offset}`
}
