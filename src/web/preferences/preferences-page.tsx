import type { NewsletterView, PreferencesView } from '../../actions/subscribers/preferences-view.ts'
import { longDay } from '../../words/long-date.ts'
import type { Words } from '../../words/words.ts'
import { CadenceField, Choices, EmailField, LanguageField } from '../pages/fields.tsx'
import { Layout, type PageFrame } from '../pages/layout.tsx'
import { MailLink } from '../pages/mail-link.tsx'
import { HourForm } from './hour-form.tsx'

export interface PreferencesPageProps {
  frame: PageFrame
  words: Words
  view: PreferencesView
  /** The links to its own pages are relative to it. */
  token: string
  /** What was done, or why it was not. */
  notice?: { text: string; isFault?: boolean }
  /** An address that was typed and not taken. */
  typed?: string
  /** Where what is read by feed is found, by newsletter. */
  feedUrl(handle: string): string
  writeTo?: string
}

/** All that somebody gets, each thing with a form of its own: what one form changes, no other undoes. */
export function PreferencesPage(props: PreferencesPageProps) {
  const { frame, words, view, notice, writeTo } = props
  const { preferences } = words
  return (
    <Layout frame={{ ...frame, title: preferences.title, isPrivate: true }}>
      <h1>{preferences.title}</h1>
      {notice && (
        <p id="notice" role={notice.isFault ? 'alert' : 'status'} class="notice">
          {notice.text}
        </p>
      )}
      <p class="facts">
        <span>
          {preferences.sentTo} <bdi>{view.address}</bdi>
        </span>
      </p>
      {view.isSuppressed && (
        <p role="alert" class="notice">
          {words.subscribe.suppressed} {writeTo && <MailLink address={writeTo} />}
        </p>
      )}
      {view.newsletters.map((newsletter) => (
        <Newsletter {...props} newsletter={newsletter} />
      ))}
      {view.newsletters.filter(({ state }) => state !== 'none').length > 1 && (
        <form method="post" class="steps">
          <button type="submit" class="second" name="do" value="leave-all">
            {preferences.leaveAll}
          </button>
        </form>
      )}
      <HourForm words={words} view={view} />
      <You {...props} />
      <Address {...props} />
      <Data {...props} />
    </Layout>
  )
}

type NewsletterProps = PreferencesPageProps & { newsletter: NewsletterView }

function Newsletter(props: NewsletterProps) {
  const { newsletter } = props
  const { id, title } = newsletter
  return (
    <section aria-labelledby={`title-${id}`}>
      <h2 id={`title-${id}`}>
        <bdi>{title}</bdi>
      </h2>
      <Standing {...props} />
      <Choosing {...props} />
      {newsletter.state !== 'none' && <Steps {...props} />}
    </section>
  )
}

function Standing({ words: { preferences }, newsletter, feedUrl, view }: NewsletterProps) {
  const { state, pausedUntil, handle } = newsletter
  if (state === 'paused' && pausedUntil) return <p>{preferences.pausedUntil(longDay(pausedUntil, view.language))}</p>
  if (state === 'none') return <p>{preferences.notSubscribed}</p>
  if (state !== 'by-feed' || handle === undefined) return <p>{preferences.active}</p>
  return (
    <p>
      {preferences.byFeed} <a href={feedUrl(handle)}>RSS</a>
    </p>
  )
}

/** With what it was shown with, so that only what its person changed is written. */
function Choosing({ words, newsletter }: NewsletterProps) {
  const { id, state, cadence, cadences, topics, offered } = newsletter
  const isNew = state === 'none'
  if (!isNew && cadences.length === 0 && offered.length === 0) return null
  return (
    <form method="post" class="sign-up">
      <input type="hidden" name="newsletter" value={id} />
      {!isNew && cadence !== undefined && <input type="hidden" name="was-cadence" value={cadence} />}
      {!isNew && topics.map((topic) => <input type="hidden" name="was-topic" value={topic} />)}
      <CadenceField
        id={`cadence-${id}`}
        label={words.subscribe.cadence}
        names={words.subscribe.cadences}
        cadences={cadences}
        chosen={cadence}
      />
      {offered.length > 0 && (
        <Choices
          legend={words.preferences.topics}
          name="topic"
          choices={offered.map((topic) => [topic, topic])}
          chosen={topics}
        />
      )}
      <button type="submit" name="do" value={isNew ? 'join' : 'choose'} aria-describedby={`title-${id}`}>
        {isNew ? words.subscribe.button : words.preferences.save}
      </button>
    </form>
  )
}

function Steps({ words: { preferences, unsubscribe }, newsletter: { id, state } }: NewsletterProps) {
  const steps: [string, string][] = [
    ...(state === 'active' ? [['pause', preferences.pause] as [string, string]] : []),
    ...(state === 'paused' ? [['resume', preferences.resume] as [string, string]] : []),
    state === 'by-feed' ? ['to-mail', preferences.toMail] : ['to-feed', preferences.toFeed],
    ['leave', unsubscribe.button],
  ]
  return (
    <form method="post" class="steps">
      <input type="hidden" name="newsletter" value={id} />
      {steps.map(([step, label]) => (
        <button type="submit" class="second" name="do" value={step} aria-describedby={`title-${id}`}>
          {label}
        </button>
      ))}
    </form>
  )
}

function You({ words, view }: PreferencesPageProps) {
  const { preferences, subscribe } = words
  return (
    <section aria-labelledby="you">
      <h2 id="you">{preferences.you}</h2>
      <form method="post" class="sign-up">
        <p>
          <label for="name">{preferences.name}</label>
          <input
            id="name"
            name="name"
            type="text"
            autocomplete="name"
            maxlength={128}
            dir="auto"
            value={view.name ?? ''}
          />
        </p>
        <input type="hidden" name="was-name" value={view.name ?? ''} />
        <input type="hidden" name="was-language" value={view.language} />
        <LanguageField label={subscribe.language} chosen={view.language} />
        <button type="submit" name="do" value="you">
          {preferences.save}
        </button>
      </form>
    </section>
  )
}

function Address({ words: { preferences }, notice, typed }: PreferencesPageProps) {
  return (
    <section aria-labelledby="address">
      <h2 id="address">{preferences.address}</h2>
      <form method="post" class="sign-up" novalidate>
        <EmailField
          label={preferences.newAddress}
          describedBy={typed === undefined ? 'address-hint' : 'notice address-hint'}
          typed={typed}
          isInvalid={notice?.isFault && typed !== undefined}
        />
        <p id="address-hint" class="facts">
          {preferences.addressHint}
        </p>
        <button type="submit" name="do" value="address">
          {preferences.changeAddress}
        </button>
      </form>
    </section>
  )
}

function Data({ words: { preferences }, token }: PreferencesPageProps) {
  return (
    <section aria-labelledby="data">
      <h2 id="data">{preferences.data}</h2>
      <p>{preferences.dataHint}</p>
      <ul class="inline">
        <li>
          <a href={`${token}/data`} download>
            {preferences.download}
          </a>
        </li>
        <li>
          <a href={`${token}/erase`}>{preferences.eraseLink}</a>
        </li>
      </ul>
    </section>
  )
}
