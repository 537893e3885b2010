import type { Root } from 'hast'
import { fromParse5 } from 'hast-util-from-parse5'
import { type DefaultTreeAdapterMap, defaultTreeAdapter, parseFragment, type TreeAdapter } from 'parse5'
import { MOST_OPEN, PieceCounter, TooMuch } from './body-limits.ts'
import { flattenParsed } from './flatten-deep.ts'

/**
 * HTML as browsers read it → hast.
 * @throws TooMuch where its elements are nested or multiply beyond what any page needs
 */
export function parseHtml(html: string): Root {
  // As hast-util-from-html does, but without each node's place in the text, which costs half of the time and which nobody asks for.
  const fragment = parseFragment(html, { scriptingEnabled: false, treeAdapter: limitedAdapter() })
  // Before it is translated, which is done by recursion.
  flattenParsed(fragment)
  return fromParse5(fragment) as Root
}

/**
 * parse5's own, but that it counts. Marks that are opened and never closed are made anew in each paragraph (HTML, "Reconstruct the active
 * formatting elements"), so that a small text may fill the memory.
 */
function limitedAdapter(): TreeAdapter<DefaultTreeAdapterMap> {
  const pieces = new PieceCounter()
  let open = 0
  return {
    ...defaultTreeAdapter,
    createElement: (...of) => {
      pieces.add()
      return defaultTreeAdapter.createElement(...of)
    },
    onItemPush: () => {
      open += 1
      if (open > MOST_OPEN) throw new TooMuch('nesting')
    },
    onItemPop: () => {
      open -= 1
    },
  }
}
