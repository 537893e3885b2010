import type { Problem } from '../config/problem.ts'
import type { Page } from '../posts/page.ts'
import type { Body } from '../posts/post.ts'

/** Bodies that come as HTML made elsewhere: by the site's own program, or found in the pages that it built. */
export interface GivenBodies {
  /**
   * Of all that a page's body is made of, so that what was made of another is not taken for it; undefined where none is given.
   * Asked of each post by each scan: it must not cost reading one.
   */
  hashOf(page: Page): string | undefined
  /** @param own what Broadsheet makes of the page itself: it stands in where there is a problem in place of HTML */
  read(page: Page, own: () => Body): GivenHtml | Promise<GivenHtml>
  /** Of all of them together: what the program said, how old the pages are. */
  problems: Problem[]
}

/** Problems that go with a body do not keep it from being shown. */
export type GivenHtml = { html: string; problems?: Problem[] } | { problems: Problem[] }
