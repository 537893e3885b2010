import { describe } from 'vitest'
import { openMailConnection } from '../../src/mail/smtp-connection.ts'
import { mailConnectionContract } from '../contract/mail-connection.ts'

describe("a connection with nodemailer's own data path", () =>
  mailConnectionContract((server, options) => openMailConnection(server, { ...options, dataPath: 'streamed' })))
