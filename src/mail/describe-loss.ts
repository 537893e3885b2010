import type { SMTPError } from 'nodemailer/lib/smtp-connection'

/** Failures of Node's TLS, by their codes: a certificate not trusted, or a server that speaks plain SMTP on a TLS port. */
const TLS_CODES = /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO$)/

const BY_TIMEOUT: Record<string, string> = {
  CONNECT_TIMEOUT: 'it does not answer',
  GREETING_TIMEOUT: 'it does not greet in time',
  UPGRADE_TIMEOUT: 'the TLS handshake does not end in time',
  SOCKET_TIMEOUT: 'it stopped answering',
}

const BY_SYSTEM_CODE: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it cut the connection',
  EPIPE: 'it cut the connection',
  EHOSTUNREACH: 'no way leads there',
  ENETUNREACH: 'no way leads there',
  ETIMEDOUT: 'it does not answer',
}

export function isTlsFailure(error: SMTPError): boolean {
  return error.code === 'ETLS' || TLS_CODES.test(error.originalCode ?? '')
}

/** Why a connection broke, in half a sentence; never with what was sent or answered, which may hold an address. */
export function describeLoss(error: SMTPError): string {
  if (error.timeoutType) return BY_TIMEOUT[error.timeoutType] ?? 'it does not answer'
  if (error.code === 'EDNS') return 'no such host is known'
  const system = BY_SYSTEM_CODE[error.originalCode ?? '']
  if (system) return system
  if (isTlsFailure(error)) return error.message
  if (error.code === 'EPROTOCOL' || error.response) return 'what it says is not SMTP'
  if (error.code === 'ECONNECTION') return 'it closed the connection'
  return error.message
}
