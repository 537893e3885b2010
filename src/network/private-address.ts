import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** IANA's special-purpose registries (RFC 6890): addresses that no public site has. */
const V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16', // also where clouds answer with their machines' credentials
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
]
/** What lies outside 2000::/3, and within it: documentation, and IPv4 in disguise (6to4, Teredo). */
const V6 = ['::/3', '4000::/2', '8000::/1', '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

// Two lists: in one, Node takes an IPv4 address for its mapped form, which ::/3 holds.
const specialV4 = new BlockList()
const specialV6 = new BlockList()
for (const range of V4) specialV4.addSubnet(...subnet(range), 'ipv4')
for (const range of V6) specialV6.addSubnet(...subnet(range), 'ipv6')

function subnet(range: string): [address: string, prefix: number] {
  const [address = '', prefix] = range.split('/')
  return [address, Number(prefix)]
}

/** Whether an IP address is loopback, private, link-local or otherwise not of the public Internet; true for no address. */
export function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address
  if (isIPv4(mapped)) return specialV4.check(mapped, 'ipv4')
  return !isIPv6(mapped) || specialV6.check(mapped, 'ipv6')
}
