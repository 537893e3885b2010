import type { Element, Root } from 'hast'

/**
 * Calls `use` with each element of a tree, those above before those within; what it puts behind an element is met as well.
 * A dozen passes go over each body, and unist-util-visit takes twelve times as long, for it names a function after each node.
 * @param use returns `skip` where what is within the element is not to be met
 */
export function eachElement(
  tree: Root | Element,
  use: (element: Element, parent: Root | Element, index: number) => unknown,
): void {
  for (let index = 0; index < tree.children.length; index += 1) {
    const child = tree.children[index]
    if (child?.type === 'element' && use(child, tree, index) !== 'skip') eachElement(child, use)
  }
}

/** Whether there is such an element in a tree. */
export function someElement(tree: Root | Element, is: (element: Element) => boolean): boolean {
  return tree.children.some((child) => child.type === 'element' && (is(child) || someElement(child, is)))
}
