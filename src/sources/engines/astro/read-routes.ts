import type { AstroSite } from '../../../posts/dialects/astro/astro-site.ts'
import { type AstroRoute, routeIn } from '../../../posts/dialects/astro/routes.ts'
import { namesBelow } from '../../names-below.ts'
import { textOf } from './read-site.ts'

const ROUTE = /\]\.(?:astro|[jt]s)$|\]\/index\.astro$/
const MOST_ROUTES = 200

/** The files that make pages of collections, by their names and what they ask for. */
export async function readRoutes(root: string, { srcDir }: AstroSite): Promise<AstroRoute[]> {
  const names = await namesBelow(`${root}/${srcDir}/pages`)
  const dynamic = names.filter((name) => ROUTE.test(name) && !/\.\w+\.[jt]s$/.test(name)).sort()
  const routes = dynamic
    .slice(0, MOST_ROUTES)
    .map(async (name) => routeIn(name, await textOf(root, `${srcDir}/pages/${name}`)))
  return (await Promise.all(routes)).filter((route) => route !== undefined)
}
