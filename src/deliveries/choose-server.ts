/** What of a server decides whether a delivery may go through it. */
export interface ServerRule {
  name: string
  weight: number
  /** Senders' domains or addresses it is for; empty: all. */
  senders: string[]
  /** Recipients' domains it is for; empty: all. */
  domains: string[]
}

/** The servers that may take a delivery; those made for just this come before those for everything. */
export function serversFor<S extends ServerRule>(servers: S[], from: string, to: string): S[] {
  const fitting = servers.filter(
    ({ senders, domains }) => isNamed(senders, from.toLowerCase(), domainOf(from)) && isNamed(domains, domainOf(to)),
  )
  const special = fitting.filter(({ domains }) => domains.length > 0)
  return special.length > 0 ? special : fitting
}

/** Smooth weighted round robin: over time each has its share, and turns alternate. `credits` is changed in place. */
export function nextByWeight<S extends ServerRule>(servers: S[], credits: Map<string, number>): S | undefined {
  const total = servers.reduce((sum, { weight }) => sum + weight, 0)
  let best: S | undefined
  for (const server of servers) {
    credits.set(server.name, (credits.get(server.name) ?? 0) + server.weight)
    if (!best || credit(credits, server) > credit(credits, best)) best = server
  }
  if (best) credits.set(best.name, credit(credits, best) - total)
  return best
}

function credit(credits: Map<string, number>, { name }: ServerRule): number {
  return credits.get(name) ?? 0
}

function isNamed(names: string[], ...values: string[]): boolean {
  return names.length === 0 || names.some((name) => values.includes(name.toLowerCase()))
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}
