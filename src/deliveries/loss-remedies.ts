import type { LossCause } from './send-result.ts'

/** What to do about a connection that failed for a reason of this kind. */
export const LOSS_REMEDIES: Record<LossCause, string> = {
  refused:
    'Check host and port in url under [[smtp]] (587 or 465 with a login, 25 without), and that the server is up.',
  unreachable: 'Check host and port in url under [[smtp]], and the network of this machine.',
  timeout:
    'Check host and port in url under [[smtp]], and that no firewall is in between: many providers close port 25, and leave 587 and 465 open.',
  dns: 'Check the host in url under [[smtp]], and the DNS of this machine.',
  cut: 'Check url under [[smtp]], and that the server takes mail from this machine.',
  protocol: 'Check host and port in url under [[smtp]]: another service may listen there.',
  certificate:
    'Give the server a valid certificate for the host in url under [[smtp]], or name its authority by NODE_EXTRA_CA_CERTS; tls = "insecure" is for servers that nobody can come in between.',
  plain:
    'Write smtp:// in place of smtps:// in url under [[smtp]], or the port at which the server speaks TLS from the first byte, mostly 465.',
  'tls-only': 'Write smtps:// in place of smtp:// in url under [[smtp]].',
  'no-starttls':
    'Write the port at which it offers encryption in url under [[smtp]], mostly smtp://HOST:587 or smtps://HOST:465; tls = "insecure" is for servers that nobody can come in between.',
  'old-tls': 'Bring the server up to TLS 1.2 or 1.3.',
  'no-login':
    'Leave out user and password under [[smtp]] if it wants none, or write the port at which it takes logins, mostly 587 or 465.',
  token: 'Check the keys of oauth under [[smtp]]; docs/sending.md says where they come from.',
  other: 'Check url under [[smtp]], and that the server is up.',
}
