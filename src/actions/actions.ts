import type { Config } from '../config/config.ts'
import type { FeedFormat } from '../feeds/feed.ts'
import type { Person } from '../subscribers/actor.ts'
import type { AdoptPorts } from './adopt.ts'
import type { AdoptFeedPorts } from './adopt-feed.ts'
import type { ArchivePorts } from './archive.ts'
import type { ArchiveRequest } from './archive-list.ts'
import type { BuildPorts, BuildRequest } from './build.ts'
import type { Followed, FollowPorts } from './delivery/follow-edition.ts'
import type { SettleFromLogPorts } from './delivery/settle-from-log.ts'
import type { CorrectPorts, CorrectRequest } from './editions/correct-edition.ts'
import type { PlanPorts, PlanRequest } from './editions/plan-edition.ts'
import type { SendPorts, SendRequest } from './editions/prepare-send.ts'
import type { PreviewPorts, PreviewRequest } from './editions/preview-edition.ts'
import type { SteerPorts } from './editions/steer-edition.ts'
import type { TestSendPorts } from './editions/test-send.ts'
import type { PrivateFeedPorts } from './feeds/private-feed.ts'
import type { TellHubPorts } from './feeds/tell-hub.ts'
import type { Scan } from './record-scan.ts'
import type { ScanRequest } from './scan-site.ts'
import type { StatusPorts } from './status.ts'
import type { AddSubscriberPorts, AddSubscriberRequest } from './subscribers/add-subscriber.ts'
import type { AddressChangePorts } from './subscribers/address-change.ts'
import type { ConfirmPorts } from './subscribers/confirm-sign-up.ts'
import type { EraseSubscriberPorts, KnownPerson } from './subscribers/erase-subscriber.ts'
import type { ExportSubscribersPorts } from './subscribers/export-subscribers.ts'
import type { HeldDataPorts } from './subscribers/held-data.ts'
import type { ImportRequest, ImportSubscribersPorts, ImportWatch } from './subscribers/import-subscribers.ts'
import type { KnownSubscribersPorts, ListRequest } from './subscribers/known-subscribers.ts'
import type { Holder, OpenHolder, PreferencesPorts, PreferencesWish } from './subscribers/preferences.ts'
import type { SignUpForm, SignUpPorts } from './subscribers/sign-up.ts'
import type { SuppressPorts, SuppressRequest, UnsuppressRequest } from './subscribers/suppress.ts'
import type { TickPorts } from './tick.ts'
import type { TickBesidePorts } from './tick-beside.ts'
import type { UnsubscribePorts } from './unsubscribe.ts'

/** The parts of a running publication that use cases work with: each use case names those it needs. */
export interface Ports {
  config: Config
  scan(request?: ScanRequest): Promise<Scan>
  readSite: TickBesidePorts['readSite']
  look: PreviewPorts['look']
  host: TickBesidePorts['host']
  adoptedIds: AdoptFeedPorts['adoptedIds']
  readFeedText: AdoptFeedPorts['readFeedText']
  editions: SendPorts['editions'] &
    TickPorts['editions'] &
    SteerPorts['editions'] &
    StatusPorts['editions'] &
    FollowPorts['editions'] &
    TestSendPorts['editions'] &
    PreviewPorts['editions'] &
    CorrectPorts['editions'] &
    ArchivePorts['editions']
  archive: ArchivePorts['archive']
  deliveries: StatusPorts['deliveries'] & FollowPorts['deliveries'] & SteerPorts['deliveries']
  newsletters: AdoptPorts['newsletters'] &
    TickPorts['newsletters'] &
    StatusPorts['newsletters'] &
    PreviewPorts['newsletters']
  plans: SendPorts['plans']
  planned: TickBesidePorts['planned'] & PreviewPorts['planned']
  posts: TickPorts['posts']
  subscribers: AddSubscriberPorts['subscribers'] &
    ImportSubscribersPorts['subscribers'] &
    ExportSubscribersPorts['subscribers'] &
    KnownSubscribersPorts['subscribers'] &
    EraseSubscriberPorts['subscribers'] &
    SuppressPorts['subscribers'] &
    UnsubscribePorts['subscribers'] &
    PreferencesPorts['subscribers'] &
    PrivateFeedPorts['subscribers']
  preferences: UnsubscribePorts['preferences'] & PreferencesPorts['preferences'] & HeldDataPorts['preferences']
  addressChanges: AddressChangePorts['addressChanges']
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
  clearCache: BuildPorts['clearCache']
  styles: BuildPorts['styles']
  describeFile: BuildPorts['describeFile']
  pictureSize: BuildPorts['pictureSize']
  playSeconds: BuildPorts['playSeconds']
  drawFormulas: BuildPorts['drawFormulas']
  templates: PlanPorts['templates']
  mailPost: PlanPorts['mailPost']
  mailLogo: PlanPorts['mailLogo']
  lightPictures?: PlanPorts['lightPictures']
  editionNotes?: PlanPorts['editionNotes']
  mailNote?: PlanPorts['mailNote']
  preflight: PlanPorts['preflight']
  dkimKeys: TestSendPorts['dkimKeys']
  sendDirectly: TestSendPorts['sendDirectly']
  storedPicture: TestSendPorts['storedPicture']
  pictureFault: TestSendPorts['pictureFault']
  newHandle(): string
  readTextFile: CorrectPorts['readTextFile']
  openBytes: ImportSubscribersPorts['openBytes']
  keepRowNotes: ImportSubscribersPorts['keepRowNotes']
  openReport: ImportSubscribersPorts['openReport']
  /** Random: what stands in a variant where each message has its own token. */
  newPlaceholder(): string
  signUps: HeldDataPorts['signUps'] & SignUpPorts['signUps'] & ConfirmPorts['signUps'] & TickPorts['signUps']
  limits: PreferencesPorts['limits']
  reports: SettleFromLogPorts['reports'] & TickPorts['reports'] & StatusPorts['reports']
  readInbox: TickPorts['readInbox']
  linesOf: SettleFromLogPorts['linesOf']
  outbox: StatusPorts['outbox'] & PreferencesPorts['outbox']
  provenWork: SignUpPorts['provenWork']
  runCommand: TickPorts['runCommand']
  tellOperator: TickPorts['tellOperator']
  openProblems: TickPorts['openProblems'] & StatusPorts['openProblems']
  latestOccurrence: TickPorts['latestOccurrence']
  nextOccurrence: StatusPorts['nextOccurrence']
  processes: SendPorts['processes'] & StatusPorts['processes']
  workers: StatusPorts['workers']
  isGone: SendPorts['isGone'] & StatusPorts['isGone']
  onWaiting: SendPorts['onWaiting']
  clock: FollowPorts['clock']
  sleep: FollowPorts['sleep']
}

/**
 * What a command, a page or a job can ask for: every use case, with the publication's parts put in. Each is loaded when it is first asked for:
 * a program asks for one or two, and all of them with what they use take as long to load as a build with nothing to do takes.
 */
export function bindActions(ports: Ports) {
  return {
    config: ports.config,
    build: async (request?: BuildRequest) => (await import('./build.ts')).build(ports, request),
    adopt: async (request: { newsletter?: string; before?: string; posts?: string[] }) =>
      (await import('./adopt.ts')).adopt(ports, request),
    adoptFeed: async (from: string) => (await import('./adopt-feed.ts')).adoptFeed(ports, from),
    scan: () => ports.scan(),
    tick: async () => (await import('./tick.ts')).tick(ports),
    tickBeside: async () => (await import('./tick-beside.ts')).tickBeside(ports),
    endBeside: async () => (await import('./tick-beside.ts')).endBeside(ports),
    tellHub: async () => (await import('./feeds/tell-hub.ts')).tellHub(ports),
    plan: async (request: PlanRequest) => (await import('./editions/plan-edition.ts')).planEdition(ports, request),
    planWithMails: async (request: PlanRequest) =>
      (await import('./editions/plan-with-mails.ts')).planWithMails(ports, request),
    preview: async (request: PreviewRequest) =>
      (await import('./editions/preview-edition.ts')).previewEdition(ports, request),
    prepareSend: async (request: SendRequest) =>
      (await import('./editions/prepare-send.ts')).prepareSend(ports, request),
    prepareCorrection: async (request: CorrectRequest) =>
      (await import('./editions/correct-edition.ts')).prepareCorrection(ports, request),
    testSend: async (request: { newsletter: string; posts?: string[]; cadence?: string; to: string[] }) =>
      (await import('./editions/test-send.ts')).testSend(ports, request),
    follow: async (id: number, signal: AbortSignal, onProgress: (followed: Followed) => void) =>
      (await import('./delivery/follow-edition.ts')).followEdition(ports, id, signal, onProgress),
    status: async (edition?: string, also?: { posts?: boolean }) =>
      (await import('./status.ts')).status(ports, edition, also),
    approve: async (edition: string, options?: { now?: boolean }) =>
      (await steering()).approve(ports, edition, options),
    release: async (edition: string, options?: { now?: boolean }) =>
      (await steering()).release(ports, edition, options),
    pause: async (edition: string) => (await steering()).pause(ports, edition),
    resume: async (edition: string) => (await steering()).resume(ports, edition),
    cancel: async (edition: string) => (await steering()).cancel(ports, edition),
    retry: async (edition: string, what: 'failed' | 'uncertain') => (await steering()).retry(ports, edition, what),
    settleFromLog: async (edition: string, file: string) =>
      (await import('./delivery/settle-from-log.ts')).settleFromLog(ports, edition, file),
    settle: async (edition: string, as: 'accepted' | 'rejected') => (await steering()).settle(ports, edition, as),
    addSubscriber: async (request: AddSubscriberRequest) =>
      (await import('./subscribers/add-subscriber.ts')).addSubscriber(ports, request),
    importSubscribers: async (request: ImportRequest, watch?: ImportWatch) =>
      (await import('./subscribers/import-subscribers.ts')).importSubscribers(ports, request, watch),
    async *exportSubscribers(filter: { newsletter?: string }) {
      yield* (await import('./subscribers/export-subscribers.ts')).exportSubscribers(ports, filter)
    },
    listSubscribers: async (request: ListRequest) => (await knownSubscribers()).listSubscribers(ports, request),
    showSubscriber: async (address: string) => (await knownSubscribers()).showSubscriber(ports, address),
    removeSubscriber: async (request: { address: string; newsletter?: string }) =>
      (await knownSubscribers()).removeSubscriber(ports, request),
    eraseSubscriber: async (address: string, mayErase: (known: KnownPerson | undefined) => Promise<boolean>) =>
      (await import('./subscribers/erase-subscriber.ts')).eraseSubscriber(ports, address, mayErase),
    proveConsent: async (address: string) =>
      (await import('./subscribers/prove-consent.ts')).proveConsent(ports, address),
    suppress: async (request: SuppressRequest) => (await suppressing()).suppress(ports, request),
    unsuppress: async (request: UnsuppressRequest) => (await suppressing()).unsuppress(ports, request),
    subscriptionOf: async (token: string) => (await import('./unsubscribe.ts')).subscriptionOf(ports, token),
    unsubscribe: async (token: string, source: Person) =>
      (await import('./unsubscribe.ts')).unsubscribe(ports, token, source),
    unsubscribeFromAll: async (token: string) => (await import('./unsubscribe.ts')).unsubscribeFromAll(ports, token),
    takeBack: async (token: string, isAll: boolean) => (await import('./unsubscribe.ts')).takeBack(ports, token, isAll),
    signUp: async (form: SignUpForm, from: { address: string; network: string }) =>
      (await import('./subscribers/sign-up.ts')).signUp(ports, form, from),
    signUpOf: async (token: string) => (await import('./subscribers/confirm-sign-up.ts')).signUpOf(ports, token),
    confirmSignUp: async (token: string, network: string) =>
      (await import('./subscribers/confirm-sign-up.ts')).confirm(ports, token, network),
    privateFeed: async (token: string, format: FeedFormat) =>
      (await import('./feeds/private-feed.ts')).privateFeed(ports, token, format),
    archiveList: async (request?: ArchiveRequest) => (await import('./archive-list.ts')).archiveList(ports, request),
    latestEditions: async () => (await import('./archive-list.ts')).latestEditions(ports),
    holderOf: async (token: string) => (await preferring()).holderOf(ports, token),
    preferencesOf: async (holder: OpenHolder) =>
      (await import('./subscribers/preferences-view.ts')).preferencesView(ports.config, holder),
    changePreferences: async (holder: OpenHolder, wish: PreferencesWish, network: string) =>
      (await preferring()).changePreferences(ports, holder, wish, network),
    sendFreshLink: async (holder: Extract<Holder, { kind: 'stale' }>) =>
      (await preferring()).sendFreshLink(ports, holder),
    eraseHolder: async (holder: OpenHolder) => (await preferring()).eraseHolder(ports, holder),
    heldData: async (holder: OpenHolder) => (await import('./subscribers/held-data.ts')).heldData(ports, holder.record),
    askForAddress: async (record: OpenHolder['record'], typed: string) =>
      (await changingAddress()).askForAddress(ports, record, typed),
    addressChangeOf: async (token: string) => (await changingAddress()).addressChangeOf(ports, token),
    agreeToAddress: async (token: string) => (await changingAddress()).agreeToAddress(ports, token),
    callOffAddress: async (token: string) => (await changingAddress()).callOffAddress(ports, token),
    archivePage: async (newsletter: string, number: number) =>
      (await import('./archive.ts')).archivePage(ports, newsletter, number),
  }
}

const preferring = () => import('./subscribers/preferences.ts')
const changingAddress = () => import('./subscribers/address-change.ts')
const steering = () => import('./editions/steer-edition.ts')
const suppressing = () => import('./subscribers/suppress.ts')
const knownSubscribers = () => import('./subscribers/known-subscribers.ts')

export type Actions = ReturnType<typeof bindActions>
