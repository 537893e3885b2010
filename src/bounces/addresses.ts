/** An address as notices have them: a quoted local part, too. Bounded, so that a long text costs as long as it is. */
const ADDRESS =
  /(?:"[^"\n]{1,64}"|[^\s<>()[\]{}:;,"'|=`：；，、（）「」]{1,64})@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?/g

/** Each address of a text, in order, with where it begins. */
export function addressesIn(text: string): { address: string; at: number }[] {
  return [...text.matchAll(ADDRESS)].map((match) => ({ address: match[0], at: match.index }))
}

export function firstAddress(text: string): string | undefined {
  return addressesIn(text)[0]?.address
}

export function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
