import { PRIVATE_ADDRESS } from './address-guard.ts'

/** What has to be put right, where it differs. */
export type FetchFault = 'name' | 'refused' | 'time' | 'certificate' | 'no-tls'

/** An answer that began and does not end as it should; its message is half a sentence. */
export class CutOff extends Error {}

/** Why a request failed, in half a sentence. @param late the time limit in milliseconds, where it has passed */
export function describeFetchFailure(
  error: NodeJS.ErrnoException,
  late: number | false,
): { error: string; fault?: FetchFault } {
  if (error instanceof CutOff) return { error: error.message }
  if (late) return { error: `it does not answer within ${late / 1000} s`, fault: 'time' }
  const code = error.code ?? ''
  const known = BY_CODE[code]
  if (known) return known
  if (CERTIFICATE.test(code))
    return { error: 'nobody whom this machine trusts has signed its certificate', fault: 'certificate' }
  if (NO_TLS.test(code)) return { error: 'what it speaks there is not TLS', fault: 'no-tls' }
  return { error: error.message.split('\n')[0] ?? code }
}

/** OpenSSL's verdicts on a chain of certificates (X509_verify_cert_error_string(3)), as Node names them. */
const CERTIFICATE = /^(?:CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|ERR_TLS_CERT|INVALID_CA|HOSTNAME_MISMATCH)/
const NO_TLS = /^(?:EPROTO|ERR_SSL_)/

const BY_CODE: Record<string, { error: string; fault?: FetchFault }> = {
  [PRIVATE_ADDRESS]: { error: 'it leads to an address inside a private network' },
  ENOTFOUND: { error: 'no such host is known', fault: 'name' },
  EAI_AGAIN: { error: 'the name of its host cannot be looked up', fault: 'name' },
  ECONNREFUSED: { error: 'nothing listens there', fault: 'refused' },
  ECONNRESET: { error: 'it cut the connection' },
  EHOSTUNREACH: { error: 'no way leads there', fault: 'time' },
  ENETUNREACH: { error: 'no way leads there', fault: 'time' },
  ETIMEDOUT: { error: 'it does not answer', fault: 'time' },
  ERR_INVALID_URL: { error: 'it is no URL' },
  CERT_HAS_EXPIRED: { error: 'its certificate has expired', fault: 'certificate' },
  CERT_NOT_YET_VALID: { error: 'its certificate is not valid yet', fault: 'certificate' },
  ERR_TLS_CERT_ALTNAME_INVALID: { error: 'its certificate is for another name', fault: 'certificate' },
}
