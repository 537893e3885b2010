import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BODIES_FILE, LAYOUTS, overlayConfig, wantsNewer, writtenDirs } from '../../../posts/dialects/hugo/overlay.ts'
import type { HugoSite } from '../../../posts/dialects/hugo/site-config.ts'
import type { PrintedBody } from '../../../posts/printed-bodies.ts'
import { findProgram, runProgram } from '../../run-program.ts'
import { type EngineProgram, endedItself, ProgramFailed, type ProgramLimits } from '../engine-program.ts'
import { readBodies } from '../read-bodies.ts'
import { faultIn } from './ask-hugo.ts'

const NAME = 'hugo'

/** Hugo itself, asked for the bodies of a site: in its own folder, with layouts of ours over its own, and all that is written elsewhere. */
export function hugoProgram(
  root: string,
  maps: Record<string, unknown>[],
  { baseUrl, contentDirs, staticDirs }: Pick<HugoSite, 'contentDirs' | 'staticDirs'> & { baseUrl: string },
): EngineProgram {
  return {
    name: NAME,
    file: findProgram(NAME),
    writes: [...writtenDirs(maps), '.hugo_build.lock'],
    beside: [...contentDirs, ...staticDirs].map(({ dir }) => dir),
    async render(limits) {
      const version = await versionOf(root)
      const wanted = wantsNewer(maps, version)
      if (wanted !== undefined) throw new ProgramFailed(`the site asks for Hugo ${wanted}, and this is 0.${version}`)
      const scratch = await mkdtemp(join(tmpdir(), 'broadsheet-hugo-'))
      try {
        const overlay = { layouts: join(scratch, 'layouts'), empty: join(scratch, 'static'), baseUrl, version }
        for (const dir of [overlay.layouts, overlay.empty]) await mkdir(dir)
        for (const [name, text] of Object.entries(LAYOUTS)) await writeFile(join(overlay.layouts, name), text)
        await writeFile(join(scratch, 'config.json'), JSON.stringify(overlayConfig(maps, overlay)))
        return await build(root, scratch, limits)
      } finally {
        await rm(scratch, { recursive: true, force: true })
      }
    },
  }
}

/** Where it is told in no known way, it is the newest. */
async function versionOf(root: string): Promise<number> {
  const limits = { withinMs: 10_000, mostBytes: 10_000 }
  const { stdout } = endedItself(await runProgram(NAME, ['version'], { dir: root, ...limits }), limits)
  return Number(/v0\.(\d+)/.exec(stdout)?.[1] ?? Number.POSITIVE_INFINITY)
}

async function build(root: string, scratch: string, limits: ProgramLimits): Promise<PrintedBody[]> {
  const target = join(scratch, 'public')
  const args = ['--config', join(scratch, 'config.json'), '--configDir', join(scratch, 'none')]
  args.push('--environment', 'production', '--destination', target, '--noBuildLock')
  const env = { HUGO_RESOURCEDIR: join(scratch, 'resources') }
  const { exitCode, stdout, stderr } = endedItself(await runProgram(NAME, args, { dir: root, env, ...limits }), limits)
  if (exitCode !== 0) throw new ProgramFailed(faultIn(`${stderr}\n${stdout}`))
  return readBodies(await bodiesFiles(target), limits)
}

/** One a language, at the root or in the language's folder. */
async function bodiesFiles(target: string): Promise<string[]> {
  const names = await readdir(target, { withFileTypes: true }).catch(() => [])
  const folders = [target, ...names.filter((each) => each.isDirectory()).map(({ name }) => join(target, name))]
  return folders.map((folder) => join(folder, BODIES_FILE))
}
