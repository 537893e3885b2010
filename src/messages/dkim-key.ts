import { createPrivateKey, type KeyObject } from 'node:crypto'

/** A private key that a domain signs its mails with; its public half is at SELECTOR._domainkey.DOMAIN in the DNS. */
export interface DkimKey {
  /** In ASCII. */
  domain: string
  selector: string
  algorithm: 'rsa-sha256' | 'ed25519-sha256'
  privateKey: KeyObject
}

/** RFC 8301 §3.2: signers use 2048 bits or more. */
const MIN_RSA_BITS = 2048

/** A PEM file's text → the key in it, or what is wrong with it, in words that quote none of it. */
export function parseDkimKey(pem: string): Pick<DkimKey, 'algorithm' | 'privateKey'> | { fault: string } {
  if (/-BEGIN (?:PUBLIC KEY|CERTIFICATE)-/.test(pem) && !/ PRIVATE KEY-/.test(pem))
    return { fault: 'holds a public key, and signing takes the private one' }
  if (/-BEGIN ENCRYPTED PRIVATE KEY-|^Proc-Type: 4,ENCRYPTED/m.test(pem))
    return { fault: 'holds a key that is encrypted with a passphrase' }
  const privateKey = privateKeyIn(pem)
  if (!privateKey) return { fault: 'holds no private key in PEM' }
  switch (privateKey.asymmetricKeyType) {
    case 'ed25519':
      return { algorithm: 'ed25519-sha256', privateKey }
    case 'rsa': {
      const bits = privateKey.asymmetricKeyDetails?.modulusLength ?? 0
      if (bits >= MIN_RSA_BITS) return { algorithm: 'rsa-sha256', privateKey }
      return { fault: `holds an RSA key of ${bits} bits, and less than ${MIN_RSA_BITS} are not trusted` }
    }
    default:
      return { fault: `holds a key of the type ${privateKey.asymmetricKeyType}, and DKIM has RSA and Ed25519` }
  }
}

/** OpenSSL's reason is left out: it says nothing to a person. */
function privateKeyIn(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem)
  } catch {
    return undefined
  }
}
