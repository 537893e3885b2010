import type { SiteWriter } from './site-writer.ts'

/** What broadsheet.toml says in a year; events change it. */
export interface Settings {
  title: string
  timezone: string
  schedule: string
  /** Beside the schedule there is the cadence `each`, on publication, once it has been quiet for so long. */
  quietMinutes?: number
  approve: boolean
  maxLateness: string
  liveCheck: 'status' | 'off'
  transport: 'smtp' | 'mailbox'
  connections: number
  servers: number
  uncertain: 'resend' | 'hold'
  /** Of each feed. */
  entries: number
}

export function writeSettings(site: SiteWriter, settings: Settings): void {
  site.write('broadsheet.toml', toml(settings))
}

function toml(settings: Settings): string {
  return `[site]
title = "${settings.title}"
url = "https://lantern.example/"
language = "en"
timezone = "${settings.timezone}"

[content]
source = "content"
dialect = "hugo"
live_check = "${settings.liveCheck}"

# Few: they are written and checked at each scan.
[feeds]
entries = ${settings.entries}
archive = false

[[newsletters]]
id = "weekly"
title = "${settings.title}, weekly"
from = "The Lantern <news@lantern.example>"
${schedules(settings)}
approve = ${settings.approve}
max_lateness = "${settings.maxLateness}"

${smtp(settings)}
[delivery]
uncertain = "${settings.uncertain}"

[operator]
notify = "mei@lantern.example"

[database]
url = "sqlite:data/broadsheet.db"

[web]
url = "https://news.lantern.example/"
secrets = ["a-secret-of-forty-characters-for-the-year"]
`
}

function schedules({ schedule, quietMinutes }: Settings): string {
  if (quietMinutes === undefined) return `schedule = "${schedule}"`
  return `schedules = { default = "${schedule}", each = "on publication" }\nquiet = "${quietMinutes}m"`
}

function smtp({ transport, connections, servers }: Settings): string {
  if (transport === 'mailbox') return '[[smtp]]\nname = "mailbox"\nurl = "mailbox:dist/mail"\n'
  const names = ['relay', 'second'].slice(0, servers)
  return names
    .map(
      (name, index) =>
        `[[smtp]]\nname = "${name}"\nurl = "smtp://127.0.0.1:${2525 + index}"\nconnections = ${connections}\n`,
    )
    .join('\n')
}
