import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const CERTIFICATES = new URL('../mail/certificates/', import.meta.url)
export const CERTIFICATE_FILE = fileURLToPath(new URL('localhost.pem', CERTIFICATES))
/** Debian's user for mail that nobody logs in as. */
const MAIL_UID = 8

export const SUBMITTER = { user: 'news@lantern.example', password: 'correct horse battery staple' }
export const READER_PASSWORD = 'reader'

/** What a test of real mail needs, or why it cannot be. */
export function missingForMailHost(): string | undefined {
  if (process.getuid?.() !== 0) return 'needs root'
  if (spawnSync('postconf', ['-h', 'mail_version']).status !== 0) return 'needs postfix'
  if (spawnSync('dovecot', ['--version']).status !== 0) return 'needs dovecot-imapd'
  return undefined
}

/** Debian's Postfix and Dovecot with a configuration of their own, on loopback ports that the system picked. */
export class MailHost {
  readonly dir = mkdtempSync(join(tmpdir(), 'broadsheet-mail-host-'))
  smtpPort = 0
  imapPort = 0
  /** Of the server to which mail for NAME@elsewhere.example goes on. */
  elsewherePort = 9

  /** Takes mail for `readers`, also with a `+` and more before the `@`, from who logs in over TLS, and keeps it in Maildirs that IMAP shows. */
  async start(readers: string[]): Promise<void> {
    this.smtpPort = await freePort()
    this.imapPort = await freePort()
    chmodSync(this.dir, 0o755)
    this.#prepare(readers)
    execFileSync('dovecot', ['-c', join(this.dir, 'dovecot.conf')], { stdio: 'ignore' })
    spawnSync('postfix', ['-c', join(this.dir, 'postfix'), 'start'], { stdio: 'ignore' })
    await this.#answers()
  }

  stop(): void {
    spawnSync('postfix', ['-c', join(this.dir, 'postfix'), 'abort'], { stdio: 'ignore' })
    spawnSync('doveadm', ['-c', join(this.dir, 'dovecot.conf'), 'stop'], { stdio: 'ignore' })
    rmSync(this.dir, { recursive: true, force: true, maxRetries: 5 })
  }

  /** What Postfix has still to deliver. */
  queue(): string {
    return spawnSync('postqueue', ['-c', join(this.dir, 'postfix'), '-p'], { encoding: 'utf8' }).stdout.trim()
  }

  log(): string {
    return readFileSync(join(this.dir, 'mail.log'), 'utf8')
  }

  #prepare(readers: string[]): void {
    for (const name of ['postfix', 'queue', 'data', 'mail', 'run']) mkdirSync(join(this.dir, name))
    chownSync(join(this.dir, 'mail'), MAIL_UID, MAIL_UID)
    execFileSync('chown', ['postfix', join(this.dir, 'data')])
    const users = [
      `${SUBMITTER.user}:{PLAIN}${SUBMITTER.password}`,
      ...readers.map((reader) => `${reader}:{PLAIN}${READER_PASSWORD}`),
    ]
    this.#write('users', users.join('\n'))
    this.#write(
      'readers',
      readers
        .map((reader) => `/^${reader.replaceAll('.', '\\.').replace('@', '(\\+[^@]*)?@')}$/ ${maildir(reader)}`)
        .join('\n'),
    )
    this.#write('transport', `/@elsewhere.example$/ smtp:[127.0.0.1]:${this.elsewherePort}`)
    this.#write('dovecot.conf', this.#dovecot())
    this.#write('postfix/main.cf', this.#postfix())
    this.#write('postfix/master.cf', services(this.smtpPort))
  }

  #write(name: string, text: string): void {
    writeFileSync(join(this.dir, name), `${text}\n`, { mode: 0o644 })
  }

  #dovecot(): string {
    return `protocols = imap
listen = 127.0.0.1
base_dir = ${this.dir}/run
log_path = ${this.dir}/dovecot.log
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:${this.dir}/mail/%d/%n
first_valid_uid = 1
passdb {
  driver = passwd-file
  args = ${this.dir}/users
}
userdb {
  driver = static
  args = uid=${MAIL_UID} gid=${MAIL_UID} home=${this.dir}/mail/%d/%n
}
service imap-login {
  inet_listener imap {
    port = ${this.imapPort}
  }
  inet_listener imaps {
    port = 0
  }
}
service auth {
  unix_listener ${this.dir}/run/sasl {
    mode = 0666
  }
}`
  }

  #postfix(): string {
    return `compatibility_level = 3.6
queue_directory = ${this.dir}/queue
data_directory = ${this.dir}/data
maillog_file = ${this.dir}/mail.log
maillog_file_prefixes = ${this.dir}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = localhost
mydestination =
alias_maps =
alias_database =
local_recipient_maps =
mynetworks =
virtual_mailbox_domains = example.org
virtual_mailbox_base = ${this.dir}/mail
virtual_mailbox_maps = regexp:${this.dir}/readers
transport_maps = regexp:${this.dir}/transport
virtual_minimum_uid = 1
virtual_uid_maps = static:${MAIL_UID}
virtual_gid_maps = static:${MAIL_UID}
smtpd_tls_chain_files = ${fileURLToPath(new URL('localhost.key.pem', CERTIFICATES))}, ${CERTIFICATE_FILE}
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = ${this.dir}/run/sasl
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtpd_client_connection_count_limit = 50`
  }

  async #answers(): Promise<void> {
    for (let tries = 0; tries < 100; tries++) {
      if ((await isOpen(this.smtpPort)) && (await isOpen(this.imapPort))) return
      await pause(100)
    }
    throw new Error(`Postfix or Dovecot did not start:\n${this.log()}`)
  }
}

/** `reader@example.org` → `example.org/reader/`, with the slash that means a Maildir. */
function maildir(address: string): string {
  const [local, domain] = address.split('@')
  return `${domain}/${local}/`
}

/** Nothing is chrooted, so that the certificate can stay where it is. */
function services(port: number): string {
  const unix = (name: string, wakeup = '-', processes = '-', command = name) =>
    `${name} unix ${PUBLIC.includes(name) ? 'n' : '-'} - n ${wakeup} ${processes} ${command}`
  return [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    unix('pickup', '60', '1'),
    unix('cleanup', '-', '0'),
    unix('qmgr', '300', '1'),
    unix('showq'),
    unix('flush', '1000?', '0'),
    unix('tlsmgr', '1000?', '1'),
    unix('rewrite', '-', '-', 'trivial-rewrite'),
    unix('bounce', '-', '0'),
    unix('defer', '-', '0', 'bounce'),
    unix('trace', '-', '0', 'bounce'),
    unix('verify', '-', '1'),
    unix('proxymap'),
    unix('smtp'),
    unix('error'),
    unix('retry', '-', '-', 'error'),
    unix('discard'),
    // It writes as the mail's user, so it keeps its rights.
    'virtual unix - n n - - virtual',
    unix('anvil', '-', '1'),
    'postlog unix-dgram n - n - 1 postlogd',
  ].join('\n')
}

/** Services that Postfix's own commands talk to. */
const PUBLIC = ['pickup', 'cleanup', 'qmgr', 'showq', 'flush']

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
