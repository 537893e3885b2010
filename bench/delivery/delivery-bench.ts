import { DebianPostgres } from '../debian-postgres.ts'
import { machine } from '../machine.ts'
import { type DeliveryFigures, deliveryFigures, type EditionTurn, type Round, type Turn } from './figures.ts'
import type { DeliveryBenchOptions } from './options.ts'
import { type SmtpSink, startSmtpSink } from './postfix-tools.ts'
import { type BenchPublication, makePublication } from './publication.ts'
import { broadsheet, plainLoop, smtpSource } from './senders.ts'

type Progress = (line: string) => void

/** A list of so many. */
interface Size {
  messages: number
  publication: BenchPublication
}

/** Measures all senders in turn, several times over. Throws MissingTool without Postfix's two tools. */
export async function deliveryBench(options: DeliveryBenchOptions, onProgress: Progress): Promise<DeliveryFigures> {
  const before = machine()
  const sink = await startSmtpSink()
  const sizes: Size[] = []
  let server: DebianPostgres | undefined
  let onPostgres: BenchPublication | undefined
  try {
    for (const messages of options.sizes) {
      onProgress(`Importing ${messages} subscribers`)
      const { connections } = options
      const publication = await makePublication({ subscribers: messages, smtpPort: sink.port, connections })
      sizes.push({ messages, publication })
    }
    const [smallest = 0] = options.sizes
    if (options.postgres) {
      onProgress(`Importing ${smallest} subscribers into PostgreSQL`)
      server = await DebianPostgres.start(AS_IN_USE)
      const shape = { subscribers: smallest, smtpPort: sink.port, connections: options.connections }
      onPostgres = await makePublication({ ...shape, database: server.url })
    }
    const rounds: Round[] = []
    for (let number = 1; number <= options.rounds; number++)
      rounds.push(
        await runRound(options, sink, { sizes, onPostgres }, (line) => onProgress(`Round ${number}: ${line}`)),
      )
    const { bytes, connections, rounds: count } = options
    const importing = sizes.map(({ publication }) => publication.importSeconds)
    const setting = { machine: before, load: { bytes, connections, rounds: count }, importing }
    return deliveryFigures({ ...setting, importingOnPostgres: onPostgres?.importSeconds }, rounds)
  } finally {
    for (const { publication } of sizes) await publication.remove()
    await onPostgres?.remove()
    await server?.stop()
    await sink.stop()
  }
}

async function runRound(
  { bytes, connections }: DeliveryBenchOptions,
  sink: SmtpSink,
  { sizes, onPostgres }: { sizes: Size[]; onPostgres: BenchPublication | undefined },
  onProgress: Progress,
): Promise<Round> {
  const [smallest, ...larger] = sizes
  if (!smallest) throw new RangeError('nothing is sent')
  const loadOf = ({ messages }: Size) => ({ messages, bytes, connections })
  const load = loadOf(smallest)
  const turn = <T extends Turn>(sender: string, send: () => Promise<T>) => {
    onProgress(sender)
    return withSink(sink, send)
  }
  const edition = (size: Size): Promise<EditionTurn> =>
    turn(`Broadsheet, ${size.messages}`, () =>
      broadsheet(size.publication.configFile, size.publication.url, loadOf(size)),
    )
  return {
    smtpSource: await turn('smtp-source', () => smtpSource(sink.port, load, { keepsOpen: false })),
    smtpSourceKept: await turn('smtp-source -d', () => smtpSource(sink.port, load, { keepsOpen: true })),
    plainLoop: await turn('plain nodemailer loop', () => plainLoop(sink.port, load)),
    broadsheetSigned: await turn('Broadsheet, signed', () =>
      broadsheet(smallest.publication.signedConfigFile, smallest.publication.url, load),
    ),
    broadsheet: [await edition(smallest), ...(await inTurn(larger, edition))],
    ...(onPostgres && {
      postgres: {
        one: await turn('on PostgreSQL', () => broadsheet(onPostgres.configFile, onPostgres.url, load)),
        two: await turn('on PostgreSQL, two workers', () => broadsheet(onPostgres.configFile, onPostgres.url, load, 1)),
      },
    }),
  }
}

/** What tests do without is measured with: what was accepted outlives a power cut. */
const AS_IN_USE = { fsync: 'on', full_page_writes: 'on' }

/** With the processor time that the server had meanwhile. */
async function withSink<T extends Turn>(sink: SmtpSink, send: () => Promise<T>): Promise<T> {
  const before = await sink.processorSeconds()
  const turn = await send()
  const after = await sink.processorSeconds()
  return before === undefined || after === undefined ? turn : { ...turn, sinkSeconds: after - before }
}

async function inTurn<T, R>(items: T[], run: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (const item of items) results.push(await run(item))
  return results
}
