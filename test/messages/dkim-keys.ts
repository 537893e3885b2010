import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import type { DkimKey } from '../../src/messages/dkim-key.ts'

/** The Ed25519 key of RFC 8463, appendix A.2: one that everybody knows, for signatures that stand in golden files. */
export const ed25519: DkimKey = {
  domain: 'lantern.example',
  selector: 'brisbane',
  algorithm: 'ed25519-sha256',
  privateKey: createPrivateKey(
    '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n',
  ),
}

export const rsa: DkimKey = {
  domain: 'lantern.example',
  selector: 'b2026',
  algorithm: 'rsa-sha256',
  privateKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
}

/** What an independent verifier says of each signature of a mail, in their order: `b2026: pass`. */
export function verdicts(mail: Buffer | string, keys = [rsa, ed25519]): Promise<string[]> {
  const records = keys.map((key) => [`${key.selector}._domainkey.${key.domain}`, publicRecord(key)])
  return verdictsBy(mail, Object.fromEntries(records))
}

/** The same with the DNS given: TXT records by name. mailauth shares no code with ours. */
export async function verdictsBy(mail: Buffer | string, dns: Record<string, string>): Promise<string[]> {
  const { results } = await dkimVerify(typeof mail === 'string' ? Buffer.from(mail, 'latin1') : mail, {
    resolver: async (name) => {
      const record = dns[name]
      if (record === undefined) throw Object.assign(new Error(`no ${name} in this test's DNS`), { code: 'ENOTFOUND' })
      return [[record]]
    },
  })
  return results.map(({ selector, status }) => `${selector}: ${status.result}`)
}

/** RFC 6376 §3.6.1; RFC 8463 §4.2 for Ed25519, whose bytes stand bare, without ASN.1. */
function publicRecord({ algorithm, privateKey }: DkimKey): string {
  const bytes = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  if (algorithm === 'rsa-sha256') return `v=DKIM1; k=rsa; p=${bytes.toString('base64')}`
  return `v=DKIM1; k=ed25519; p=${bytes.subarray(-32).toString('base64')}`
}
