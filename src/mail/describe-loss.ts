import type { SMTPError } from 'nodemailer/lib/smtp-connection'
import type { LossCause } from '../deliveries/send-result.ts'

/** Why a connection broke, in half a sentence, and the kind of it, by which its remedy is found. */
export interface Loss {
  cause: LossCause
  words: string
}

const BY_TIMEOUT: Record<string, Loss> = {
  CONNECT_TIMEOUT: { cause: 'timeout', words: 'it does not answer' },
  GREETING_TIMEOUT: { cause: 'timeout', words: 'it does not greet in time' },
  UPGRADE_TIMEOUT: { cause: 'timeout', words: 'the TLS handshake does not end in time' },
  SOCKET_TIMEOUT: { cause: 'timeout', words: 'it stopped answering' },
}

const NO_WAY: Loss = { cause: 'unreachable', words: 'no way leads there' }
const CUT: Loss = { cause: 'cut', words: 'it cut the connection' }
const BY_SYSTEM_CODE: Record<string, Loss> = {
  ECONNREFUSED: { cause: 'refused', words: 'nothing listens there' },
  ECONNRESET: CUT,
  EPIPE: CUT,
  EHOSTUNREACH: NO_WAY,
  ENETUNREACH: NO_WAY,
  ENETDOWN: NO_WAY,
  ETIMEDOUT: { cause: 'timeout', words: 'it does not answer' },
  ENOTFOUND: { cause: 'dns', words: 'no such host is known' },
  EAI_AGAIN: { cause: 'dns', words: 'the name of its host cannot be looked up' },
}

const UNKNOWN_AUTHORITY = 'its certificate is from an authority that this machine does not know'
const BY_CERTIFICATE: Record<string, string> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  CERT_REVOKED: 'its certificate was revoked',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is from a self-signed authority',
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
}

const CERTIFICATE = /^(?:CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/
const TLS = /^(?:ERR_TLS|ERR_SSL|EPROTO$)/
/** What a client hears that expects TLS, and gets `220 …` in the clear. */
const NOT_TLS = /wrong[_ ]version[_ ]number|packet[_ ]length[_ ]too[_ ]long|http[_ ]request|unexpected[_ ]message/i
const OLD_TLS =
  /unsupported[_ ]protocol|protocol[_ ]version|no[_ ]shared[_ ]cipher|handshake[_ ]failure|dh[_ ]key[_ ]too[_ ]small/i

/** Of an error what tells why, whichever client had it. */
export type LossError = Pick<SMTPError, 'message'> &
  Partial<Pick<SMTPError, 'code' | 'originalCode' | 'timeoutType' | 'response'>>

export function isTlsFailure(error: LossError): boolean {
  const code = error.originalCode ?? ''
  return error.code === 'ETLS' || CERTIFICATE.test(code) || TLS.test(code)
}

/** Never with what was sent or answered, which may hold an address, nor with lines of OpenSSL's. */
export function describeLoss(error: LossError): Loss {
  if (error.timeoutType) return BY_TIMEOUT[error.timeoutType] ?? { cause: 'timeout', words: 'it does not answer' }
  const code = error.originalCode ?? ''
  const system = BY_SYSTEM_CODE[code]
  if (system) return system
  if (error.code === 'EDNS') return { cause: 'dns', words: 'no such host is known' }
  if (isTlsFailure(error)) return describeTls(code, error.message)
  if (error.code === 'EPROTOCOL' || error.response) return { cause: 'protocol', words: 'what it says is not SMTP' }
  if (error.code === 'ECONNECTION') return { cause: 'cut', words: 'it closed the connection' }
  return { cause: 'other', words: error.message }
}

function describeTls(code: string, message: string): Loss {
  if (CERTIFICATE.test(code))
    return { cause: 'certificate', words: BY_CERTIFICATE[code] ?? 'its certificate cannot be verified' }
  if (NOT_TLS.test(`${code} ${message}`)) return { cause: 'plain', words: 'it does not speak TLS there' }
  if (OLD_TLS.test(`${code} ${message}`)) return { cause: 'old-tls', words: 'it offers no version of TLS that is safe' }
  return { cause: 'other', words: code ? `the TLS handshake failed (${code})` : 'the TLS handshake failed' }
}
