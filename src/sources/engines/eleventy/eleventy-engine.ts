import { eleventySite } from '../../../posts/dialects/eleventy/eleventy-config.ts'
import { isWithin } from '../../../posts/mounted-dir.ts'
import { sourceFrom } from '../../site-folders.ts'
import type { DetectedSite, Engine } from '../engine.ts'
import { openEleventySite } from './eleventy-reader.ts'
import { type FoundEleventySite, readEleventySite } from './read-config.ts'
import { readGlobalData } from './read-data.ts'
import { siteFacts } from './site-facts.ts'

export const eleventyEngine: Engine = {
  name: 'eleventy',
  lookedFor: '.eleventy.js, eleventy.config.js, .mjs or .cjs, or @11ty/eleventy in package.json',
  async detect(dir) {
    const found = await readEleventySite(dir)
    return found && detected(dir, found)
  },
  suppose: (dir) => detected(dir, undefined),
}

function detected(dir: string, found: FoundEleventySite | undefined): DetectedSite {
  const site = found?.site ?? eleventySite('')
  return {
    files: found ? [found.file] : [],
    written: found?.written ?? '',
    holds: (config) => found !== undefined && isWithin(sourceFrom(dir, config), site.input),
    facts: async () => siteFacts(site, (await readGlobalData(dir, site, { shownFrom: dir })).global),
    open: (config) => openEleventySite(dir, found, config),
  }
}
