import { type ConfigMap, mapAt, valueAt } from './config-maps.ts'
import { mapsAt, textsAt } from './config-values.ts'
import { GlobFault } from './go-glob.ts'
import { goRegexp, RegexpFault } from './go-regexp.ts'
import { defaultLanguageOf, disabledLanguagesOf } from './languages.ts'
import { mountFilter } from './mount-filter.ts'

/** A setting that decides which pages are published, and cannot be followed: without it, what the site hides might be shown. */
export class UnfollowedSetting extends Error {}

/** Throws UnfollowedSetting for the first of them. */
export function refuseUnfollowed(config: ConfigMap): void {
  ignoredFilesOf(config)
  for (const mount of mapsAt(config, 'module', 'mounts')) tryMount(mount)
  const segments = textsAt(config, 'rendersegments')
  if (segments.length > 0) throw notKnown('renderSegments', 'which pages a segment has is not known here')
  for (const key of ['roles', 'versions'])
    if (Object.keys(mapAt(config, key)).length > 1) throw notKnown(key, 'sites with several are not known here')
  const types = Object.keys(mapAt(config, 'contenttypes'))
  if (types.length > 0 && !types.includes('text/markdown'))
    throw notKnown('contentTypes', 'a site whose Markdown is no content has no posts')
  if (disabledLanguagesOf(config).has(defaultLanguageOf(config)))
    throw notKnown('disableLanguages', `the default language "${defaultLanguageOf(config)}" cannot be switched off`)
}

/** `ignoreFiles`, a list or one. Throws UnfollowedSetting. */
export function ignoredFilesOf(config: ConfigMap): RegExp[] {
  return textsAsWritten(config, 'ignorefiles').map((pattern) => {
    try {
      return goRegexp(pattern)
    } catch (error) {
      if (!(error instanceof RegexpFault)) throw error
      throw notKnown('ignoreFiles', `the regular expression ${pattern} cannot be run: ${error.message}`)
    }
  })
}

/** With its blanks: they are part of a pattern. */
function textsAsWritten(config: ConfigMap, key: string): string[] {
  return [valueAt(config, key)]
    .flat()
    .flatMap((value) => (value === undefined || value === null ? [] : [String(value)]))
}

function tryMount(mount: ConfigMap): void {
  const source = textsAt(mount, 'source')[0] ?? ''
  try {
    mountFilter(mount)
  } catch (error) {
    if (!(error instanceof GlobFault)) throw error
    throw notKnown('module.mounts', `a pattern of the mount "${source}" cannot be run: ${error.message}`)
  }
  for (const dimension of ['roles', 'versions'])
    if (textsAt(mount, 'sites', 'matrix', dimension).length > 0)
      throw notKnown('module.mounts', `the ${dimension} of the mount "${source}" are not known here`)
}

function notKnown(key: string, why: string): UnfollowedSetting {
  return new UnfollowedSetting(`${key} decides what the site publishes, and cannot be followed: ${why}.`)
}
