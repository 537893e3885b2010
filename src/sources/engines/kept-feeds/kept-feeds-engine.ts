import type { Config } from '../../../config/config.ts'
import { keptFeedsDialect } from '../../../posts/dialects/kept-feeds/kept-feeds-dialect.ts'
import { Insertions } from '../../../posts/markdown/insertions.ts'
import { MIRROR_STATE } from '../../feed-mirror.ts'
import { stat } from '../../read-at-once.ts'
import { walkFolder } from '../../walk-folder.ts'
import type { BodySource, DetectedSite, Engine, SiteReader } from '../engine.ts'

/** A folder in which the posts of feeds are kept, as sources/feed-mirror.ts fills it. */
export const keptFeedsEngine: Engine = {
  name: 'kept-feeds',
  lookedFor: MIRROR_STATE,
  async detect(dir) {
    const isMirror = await stat(`${dir}/${MIRROR_STATE}`).then(
      (found) => found.isFile(),
      () => false,
    )
    return isMirror ? detected(dir) : undefined
  },
  suppose: detected,
}

function detected(dir: string): DetectedSite {
  return {
    files: [MIRROR_STATE],
    written: '',
    holds: (config) => config.content.source === dir,
    facts: async () => ({ dialect: 'kept-feeds' }),
    open: (config) => open(dir, config),
  }
}

async function open(root: string, config: Config): Promise<SiteReader> {
  const dialect = keptFeedsDialect(config.site.language)
  const { files, problems } = await walkFolder(root, config.dir)
  const contentFiles = new Map(files.filter(({ path }) => dialect.place(path)).map((file) => [file.path, file]))
  return {
    dialect,
    problems,
    baseUrl: config.site.url,
    params: {},
    canonifyUrls: false,
    contentDirs: [{ dir: '', prefix: '', urlPrefix: '' }],
    staticDirs: [],
    staticFiles: [],
    contentFiles,
    contentFolders: [root],
    unread: [],
    pictureFor: () => undefined,
    pagesDependOn: [],
    timesOf: async () => ({}),
    // Of a site that is known by its feed alone most pages are not known.
    beyond: async () => ({
      files: new Set(),
      redirects: [],
      taxonomies: [],
      linksAreRewritten: true,
      pagesAreKnown: false,
    }),
    bodies: async () => BODIES,
    askProgram: async () => [],
  }
}

/** Their HTML is what their readers see. */
const BODIES: BodySource = {
  answer: () => undefined,
  answersKey: '',
  syntax: async () => ({
    isIn: () => false,
    expand: (text, _, { pieces }) => ({ text, insertions: new Insertions(pieces), isWhole: true, problems: [] }),
  }),
  problems: [],
}
