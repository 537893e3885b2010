/** Keys that Broadsheet is going to know, by their path without indexes: a person who read of them should not hunt for a typing error. */
export const LATER_KEYS: ReadonlyMap<string, string> = new Map([
  ['feeds.hub', 'WebSub is not there yet: leave it out.'],
  ['feeds.also', "Writing a site's old feed paths is not there yet: leave it out."],
])
