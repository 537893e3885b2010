import { describe } from 'vitest'
import { openMailConnection } from '../../src/mail/smtp-connection.ts'
import { mailConnectionContract } from '../contract/mail-connection.ts'

describe('a connection by nodemailer', () => mailConnectionContract(openMailConnection))
