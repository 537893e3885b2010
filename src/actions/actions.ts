import type { Config } from '../config/config.ts'
import { type AdoptPorts, adopt } from './adopt.ts'
import { type AdoptFeedPorts, adoptFeed } from './adopt-feed.ts'
import { type ArchivePorts, archiveList, archivePage } from './archive.ts'
import { type BuildPorts, build } from './build.ts'
import { type Followed, type FollowPorts, followEdition } from './delivery/follow-edition.ts'
import { type PlanPorts, type PlanRequest, planEdition } from './editions/plan-edition.ts'
import { prepareSend, type SendPorts, type SendRequest } from './editions/prepare-send.ts'
import { approve, cancel, pause, release, resume, retry, type SteerPorts, settle } from './editions/steer-edition.ts'
import { type TestSendPorts, testSend } from './editions/test-send.ts'
import { type TellHubPorts, tellHub } from './feeds/tell-hub.ts'
import type { Look } from './look.ts'
import { type StatusPorts, status } from './status.ts'
import { type AddSubscriberPorts, type AddSubscriberRequest, addSubscriber } from './subscribers/add-subscriber.ts'
import { type ExportSubscribersPorts, exportSubscribers } from './subscribers/export-subscribers.ts'
import { type ImportSubscribersPorts, importSubscribers } from './subscribers/import-subscribers.ts'
import {
  type KnownSubscribersPorts,
  type ListRequest,
  listSubscribers,
  removeSubscriber,
  showSubscriber,
  suppressAddress,
} from './subscribers/known-subscribers.ts'
import { type TickPorts, tick } from './tick.ts'
import { subscriptionOf, type UnsubscribePorts, unsubscribe } from './unsubscribe.ts'

/** The parts of a running publication that use cases work with: each use case names those it needs. */
export interface Ports {
  config: Config
  look(): Promise<Look>
  adoptedIds: AdoptFeedPorts['adoptedIds']
  readFeedText: AdoptFeedPorts['readFeedText']
  editions: SendPorts['editions'] &
    TickPorts['editions'] &
    SteerPorts['editions'] &
    StatusPorts['editions'] &
    FollowPorts['editions'] &
    ArchivePorts['editions']
  deliveries: StatusPorts['deliveries'] & FollowPorts['deliveries'] & SteerPorts['deliveries']
  newsletters: AdoptPorts['newsletters'] & TickPorts['newsletters']
  plans: SendPorts['plans']
  posts: BuildPorts['posts']
  subscribers: AddSubscriberPorts['subscribers'] &
    ImportSubscribersPorts['subscribers'] &
    ExportSubscribersPorts['subscribers'] &
    KnownSubscribersPorts['subscribers'] &
    UnsubscribePorts['subscribers']
  archivePages: BuildPorts['archivePages']
  putInPlace: BuildPorts['putInPlace']
  builtFile: BuildPorts['builtFile']
  hubTopics: BuildPorts['hubTopics'] & TellHubPorts['hubTopics'] & StatusPorts['hubTopics']
  feedReaders: StatusPorts['feedReaders']
  pingHub: TellHubPorts['pingHub']
  bytesOnline: TellHubPorts['bytesOnline']
  jitter: TellHubPorts['jitter']
  builds: BuildPorts['builds']
  fileStamp: BuildPorts['fileStamp']
  forgetKept: BuildPorts['forgetKept']
  styles: BuildPorts['styles']
  describeFile: BuildPorts['describeFile']
  pictureSize: BuildPorts['pictureSize']
  playSeconds: BuildPorts['playSeconds']
  drawFormulas: BuildPorts['drawFormulas']
  templates: PlanPorts['templates']
  mailPost: PlanPorts['mailPost']
  surroundings: PlanPorts['surroundings']
  dkimKeys: TestSendPorts['dkimKeys']
  sendDirectly: TestSendPorts['sendDirectly']
  newHandle(): string
  readText: ImportSubscribersPorts['readText']
  runCommand: TickPorts['runCommand']
  tellOperator: TickPorts['tellOperator']
  latestOccurrence: TickPorts['latestOccurrence']
  nextOccurrence: StatusPorts['nextOccurrence']
  clock: FollowPorts['clock']
  sleep: FollowPorts['sleep']
}

/** What a command, a page or a job can ask for: every use case, with the publication's parts put in. */
export function bindActions(ports: Ports) {
  return {
    config: ports.config,
    build: (request?: { out?: string; fresh?: boolean }) => build(ports, request),
    adopt: (request: { newsletter?: string; before?: string }) => adopt(ports, request),
    adoptFeed: (from: string) => adoptFeed(ports, from),
    look: () => ports.look(),
    tick: () => tick(ports),
    tellHub: () => tellHub(ports),
    plan: (request: PlanRequest) => planEdition(ports, request),
    prepareSend: (request: SendRequest) => prepareSend(ports, request),
    testSend: (request: { newsletter: string; posts?: string[]; to: string[] }) => testSend(ports, request),
    follow: (id: number, signal: AbortSignal, onProgress: (followed: Followed) => void) =>
      followEdition(ports, id, signal, onProgress),
    status: (edition?: string) => status(ports, edition),
    approve: (edition: string) => approve(ports, edition),
    release: (edition: string) => release(ports, edition),
    pause: (edition: string) => pause(ports, edition),
    resume: (edition: string) => resume(ports, edition),
    cancel: (edition: string) => cancel(ports, edition),
    retry: (edition: string, what: 'failed' | 'uncertain') => retry(ports, edition, what),
    settle: (edition: string, as: 'accepted' | 'rejected') => settle(ports, edition, as),
    addSubscriber: (request: AddSubscriberRequest) => addSubscriber(ports, request),
    importSubscribers: (request: { file: string; newsletter?: string; cadence?: string }) =>
      importSubscribers(ports, request),
    exportSubscribers: (filter: { newsletter?: string }) => exportSubscribers(ports, filter),
    listSubscribers: (request: ListRequest) => listSubscribers(ports, request),
    showSubscriber: (address: string) => showSubscriber(ports, address),
    removeSubscriber: (request: { address: string; newsletter?: string }) => removeSubscriber(ports, request),
    suppressAddress: (request: { address: string; note?: string }) => suppressAddress(ports, request),
    subscriptionOf: (token: string) => subscriptionOf(ports, token),
    unsubscribe: (token: string, source: string) => unsubscribe(ports, token, source),
    archiveList: (newsletter: string) => archiveList(ports, newsletter),
    archivePage: (newsletter: string, number: number) => archivePage(ports, newsletter, number),
  }
}

export type Actions = ReturnType<typeof bindActions>
