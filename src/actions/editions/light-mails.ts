import { withPictureSources } from '../../editions/picture-sources.ts'
import { keptNames, tooHeavy, withLighter } from '../../editions/picture-weight.ts'
import type { PreparedPosts } from './prepare-posts.ts'
import type { RenderPorts } from './render-ports.ts'
import type { RenderedVariants, RenderRequest } from './render-variants.ts'

type WholeRequest = RenderRequest & { prepared: PreparedPosts }

/**
 * What the pictures of rendered mails weigh, and, where they had to be made smaller, what to render in their place; undefined where
 * nothing weighs them. An edition has one picture for all its mails.
 */
export async function lightMails(
  { config, lightPictures }: RenderPorts,
  rendered: RenderedVariants,
  request: WholeRequest,
): Promise<{ again?: WholeRequest; weigh(mails: RenderedVariants): RenderedVariants } | undefined> {
  if (!lightPictures || rendered.variants.length === 0 || rendered.leftOut.length > 0) return undefined
  const picturesUrl = `${config.web.url}pictures/`
  const light = await lightPictures(rendered.variants.map(({ html }) => keptNames(html, picturesUrl)))
  const replaced = new Map([...light.replaced].map(([name, by]) => [picturesUrl + name, picturesUrl + by]))
  const said = saidBy(request.prepared, picturesUrl)
  const problems = light.mails.flatMap((weight) => tooHeavy(weight, said)).slice(0, 1)
  return {
    ...(replaced.size > 0 && { again: withSmaller(request, replaced) }),
    weigh: (mails) => {
      for (const [index, variant] of mails.variants.entries()) variant.pictureBytes = light.mails[index]?.bytes
      return { ...mails, problems: [...mails.problems, ...problems] }
    },
  }
}

function withSmaller(request: WholeRequest, replaced: ReadonlyMap<string, string>): WholeRequest {
  const { note, prepared } = request
  for (const [id, made] of prepared) prepared.set(id, { ...made, mailPost: withLighter(made.mailPost, replaced) })
  return { ...request, ...(note && { note: { ...note, html: withPictureSources(note.html, replaced) } }) }
}

/** As the post that shows it calls it. */
function saidBy(prepared: PreparedPosts, picturesUrl: string): (name: string) => string | undefined {
  const sources = new Map([...prepared.values()].flatMap(({ sources }) => [...(sources ?? [])]))
  return (name) => sources.get(picturesUrl + name)
}
